from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='stockmovement',
            name='kind',
            field=models.CharField(choices=[('opening', 'Opening'), ('hold', 'Hold'), ('release', 'Release'), ('take', 'Take'), ('return', 'Return'), ('adjustment', 'Adjustment'), ('count', 'Count')], max_length=12),
        ),
    ]
