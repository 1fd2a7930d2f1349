from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workouts', '0002_merges'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='bodymeasurement',
            name='measurement_weight_kg_in_range',
        ),
        migrations.RenameField(
            model_name='bodymeasurement',
            old_name='weight_kg',
            new_name='metric_value',
        ),
        migrations.AlterField(
            model_name='bodymeasurement',
            name='metric_value',
            field=models.DecimalField(blank=True, decimal_places=3, editable=False, max_digits=7),
        ),
        migrations.AlterField(
            model_name='bodymeasurement',
            name='date',
            field=models.DateField(verbose_name='date'),
        ),
        migrations.AlterField(
            model_name='bodymeasurement',
            name='kind',
            field=models.CharField(choices=[('bodyweight', 'Bodyweight'), ('body_fat', 'Body fat'), ('neck', 'Neck'), ('chest', 'Chest'), ('waist', 'Waist'), ('hips', 'Hips'), ('upper_arm', 'Upper arm'), ('forearm', 'Forearm'), ('thigh', 'Thigh'), ('calf', 'Calf')], max_length=20, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='bodymeasurement',
            name='unit',
            field=models.CharField(blank=True, choices=[('kg', 'kilograms (kg)'), ('lb', 'pounds (lb)'), ('cm', 'centimetres (cm)'), ('in', 'inches (in)'), ('%', 'percent')], max_length=2, verbose_name='unit'),
        ),
        migrations.AlterField(
            model_name='bodymeasurement',
            name='value',
            field=models.DecimalField(decimal_places=3, max_digits=7, verbose_name='value'),
        ),
        migrations.AlterField(
            model_name='tombstone',
            name='kind',
            field=models.CharField(choices=[('workout', 'workout'), ('workout_exercise', 'exercise in a workout'), ('set', 'set'), ('exercise', 'own exercise'), ('measurement', 'body measurement')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='bodymeasurement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'bodyweight'), ('metric_value__gte', 1), ('metric_value__lte', 700)), models.Q(('kind', 'body_fat'), ('metric_value__gte', 1), ('metric_value__lte', 100)), models.Q(models.Q(('kind__in', ['bodyweight', 'body_fat']), _negated=True), ('metric_value__gte', 1), ('metric_value__lte', 500)), _connector='OR'), name='measurement_metric_value_in_range'),
        ),
    ]
