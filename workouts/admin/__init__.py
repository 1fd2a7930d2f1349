"""The logbook in Django's admin: every change is made by the verb that pages and API use too."""

from workouts.admin import body, exercises, records, sets, workouts

__all__ = ["body", "exercises", "records", "sets", "workouts"]
