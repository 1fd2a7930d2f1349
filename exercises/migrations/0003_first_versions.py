"""Every exercise that stands already gets its present version; what earlier ones said is not known."""

from django.db import migrations

BATCH = 500
PLAIN = (
    "name",
    "category",
    "equipment",
    "primary_muscle",
    "mechanic",
    "force",
    "level",
    "tracking",
    "load_mode",
    "per_hand",
    "unilateral",
    "instructions",
    "video_url",
)


def record_versions(apps, schema_editor):
    Exercise = apps.get_model("exercises", "Exercise")
    ExerciseVersion = apps.get_model("exercises", "ExerciseVersion")
    rows = Exercise.objects.filter(versions=None).prefetch_related("secondary", "other_names")
    for_versions = (
        ExerciseVersion(exercise=one, number=one.version, facts=facts(one), made_at=one.updated_at)
        for one in rows.iterator(chunk_size=BATCH)
    )
    ExerciseVersion.objects.bulk_create(for_versions, batch_size=BATCH)


def facts(exercise):
    said = {name: getattr(exercise, name) for name in PLAIN}
    fraction = exercise.bodyweight_fraction
    return said | {
        "secondary_muscles": [row.muscle for row in sorted(exercise.secondary.all(), key=lambda row: row.position)],
        "aliases": [row.name for row in sorted(exercise.other_names.all(), key=lambda row: row.position)],
        "bodyweight_fraction": None if fraction is None else str(fraction),
    }


class Migration(migrations.Migration):
    dependencies = [("exercises", "0002_versions_favourites_merged")]

    # Backwards there is nothing to do: the table goes with the migration before this one.
    operations = [migrations.RunPython(record_versions, migrations.RunPython.noop)]
