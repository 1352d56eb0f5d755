"""Which model touches which tags, and bumping them on commit."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save

from electricityshop.caching import store

Tags = Callable[[Any], Iterable[str]]


def invalidates(model: type[models.Model], tags: Tags) -> None:
    """Declare that saving or deleting a `model` touches `tags(instance)`, once the transaction commits."""

    def changed(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
        touch(*tags(instance))

    identity = f"invalidates:{model._meta.label}"
    post_save.connect(changed, sender=model, weak=False, dispatch_uid=identity)
    post_delete.connect(changed, sender=model, weak=False, dispatch_uid=identity)


def touch(*tags: str) -> None:
    """Bump `tags` once the transaction commits; for writes that send no signal (`update`, `bulk_create`, SQL)."""
    transaction.on_commit(partial(store.remove_by_tag, *tags), robust=True)
