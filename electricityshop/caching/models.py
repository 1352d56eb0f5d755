"""The outbox of the cache: what was touched, written by the triggers in the transaction that changed it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F
from django.db.models.expressions import Func
from django.db.models.functions import Now


class BackendId(Func):
    """The PostgreSQL connection that wrote the row."""

    function = "pg_backend_pid"
    output_field = models.IntegerField()


class RandomUuid(Func):
    function = "gen_random_uuid"
    output_field = models.UUIDField()


class Touch(models.Model):
    """Tags that one statement touched. The row goes when Redis knows of it."""

    id = models.UUIDField(primary_key=True, db_default=RandomUuid(), editable=False)
    tags = ArrayField(models.TextField())
    backend = models.IntegerField(db_default=BackendId())
    touched_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "touches"
        indexes = [
            models.Index(F("backend"), name="touch_of_backend"),  # a connection's own, after its commit
            models.Index(F("touched_at"), name="touch_due"),  # the relay, oldest first
        ]

    def __str__(self) -> str:
        return ", ".join(self.tags[:3])
