"""No table: something for staff's permissions to hang on."""

from django.db import models


class Jobs(models.Model):
    """`view` opens the pages, `change` empties queues and stops jobs, `replay` brings dead letters back."""

    class Meta:
        managed = False
        default_permissions = ("view", "change", "replay")
        verbose_name = verbose_name_plural = "jobs"

    def __str__(self) -> str:
        return "jobs"
