"""Every exercise that stands in a workout gets the totals that are new; how they are counted is told by the totals."""

from collections import defaultdict

from django.db import migrations, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from workouts.loads import LoadFacts
from workouts.totals import of_exercise

BATCH = 500


def fill(apps, schema_editor):
    """A slice at a time, each in its own transaction."""
    rows = apps.get_model("workouts", "WorkoutExercise").objects.filter(set_count__gt=0).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[:BATCH])
    while ids:
        with transaction.atomic():
            fill_some(apps, ids)
        ids = list(rows.filter(pk__gt=ids[-1]).values_list("pk", flat=True)[:BATCH])


def fill_some(apps, ids):
    """Those of a slice that have anything to tell; one statement for all that tell the same."""
    rows = apps.get_model("workouts", "WorkoutExercise").objects.filter(pk__in=ids)
    # As verbs do it: a set that is logged meanwhile would else be counted without.
    users = apps.get_model("accounts", "User").objects.filter(pk__in=rows.values("user"))
    list(users.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    sets = defaultdict(list)
    counted = ("workout_exercise", "status", "set_type", "weight_kg", "reps", "rpe", "duration_seconds")
    done = apps.get_model("workouts", "Set").objects.filter(workout_exercise__in=ids)
    for one in done.values_list(*counted, named=True):
        sets[one.workout_exercise].append(one)
    weighed = apps.get_model("workouts", "BodyMeasurement").objects.filter(
        user=OuterRef("user"), kind="bodyweight", date__lte=OuterRef("local_date")
    )
    latest = Subquery(weighed.order_by("-date").values("metric_value")[:1])
    facts = ("exercise__load_mode", "exercise__per_hand", "exercise__bodyweight_fraction")
    alike = defaultdict(list)
    known = rows.annotate(bodyweight=Coalesce("workout__bodyweight_kg", latest))
    for pk, formula, bodyweight, *said in known.values_list("pk", "user__e1rm_formula", "bodyweight", *facts):
        totals = of_exercise(sets[pk], LoadFacts(*said), bodyweight, formula)
        alike[totals.low_confidence, totals.most_reps].append(pk)
    for (low_confidence, most_reps), some in alike.items():
        rows.model.objects.filter(pk__in=some).update(low_confidence=low_confidence, most_reps=most_reps)


class Migration(migrations.Migration):

    atomic = False  # each slice is: one transaction for all would hold everybody's writes

    dependencies = [
        ("workouts", "0008_more_totals"),
        ("exercises", "0004_history"),
        ("accounts", "0005_secondary_muscle_factor"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
