"""Attempts are counted in `electricityshop.attempts` now. What counted a minute ago is not carried over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.DeleteModel(name="Attempt")]
