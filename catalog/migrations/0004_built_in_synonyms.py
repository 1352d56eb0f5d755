"""A shop begins with the built-in synonyms. Staff change them; `load_synonyms` adds what comes later."""

from typing import Any

from django.db import migrations

from catalog.demo.synonyms import synonym_groups
from catalog.domain.search.synonyms import synonyms_of_each_other


def load(apps: Any, schema_editor: Any) -> None:
    groups = apps.get_model("catalog", "SynonymGroup").objects
    if not groups.exists():
        groups.bulk_create(groups.model(words=list(synonyms_of_each_other(group))) for group in synonym_groups())


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_search_words")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
