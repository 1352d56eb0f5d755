from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Jobs',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'jobs',
                'verbose_name_plural': 'jobs',
                'managed': False,
                'default_permissions': ('view', 'change', 'replay'),
            },
        ),
    ]
