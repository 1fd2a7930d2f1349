import django.db.models.deletion
from django.db import migrations, models


def forget_removed(apps, schema_editor):
    """Drop what points to exercises that are removed: the key that stood before refuses it."""
    rows = apps.get_model("workouts", "WorkoutExercise").objects.values("pk")
    apps.get_model("workouts", "MergedExercise").objects.exclude(workout_exercise__in=rows).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("workouts", "0004_history"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalset",
            name="made_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="historicalworkout",
            name="made_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="historicalworkoutexercise",
            name="made_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="mergedexercise",
            name="workout_exercise",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="workouts.workoutexercise",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_removed),
    ]
