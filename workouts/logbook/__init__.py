"""The verbs that write workouts. Each owns its transaction, locks the workout's row, checks the rules, saves, and
brings the stored totals up to date; none sees a request. They raise ValidationError, and Conflict where the present
state forbids what is asked.
"""
