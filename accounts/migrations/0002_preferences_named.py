import accounts.locales
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='user',
            name='e1rm_formula',
            field=models.CharField(choices=[('epley', 'Epley'), ('brzycki', 'Brzycki'), ('lombardi', 'Lombardi'), ('oconner', "O'Conner"), ('mayhew', 'Mayhew'), ('wathan', 'Wathan'), ('lander', 'Lander')], default='epley', max_length=10, verbose_name='e1RM formula'),
        ),
        migrations.AlterField(
            model_name='user',
            name='locale',
            field=models.CharField(choices=accounts.locales.choices, default='en', max_length=12, verbose_name='dates and numbers'),
        ),
        migrations.AlterField(
            model_name='user',
            name='rest_sound',
            field=models.BooleanField(default=True, verbose_name='sound when the rest is over'),
        ),
        migrations.AlterField(
            model_name='user',
            name='rest_vibration',
            field=models.BooleanField(default=True, verbose_name='vibration when the rest is over'),
        ),
        migrations.AlterField(
            model_name='user',
            name='sex',
            field=models.CharField(blank=True, choices=[('female', 'female'), ('male', 'male')], max_length=6, null=True, verbose_name='sex'),
        ),
    ]
