"""A customer's address book."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_countries.fields import CountryField


class Address(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="addresses", db_index=False
    )
    name = models.CharField(max_length=120)
    company = models.CharField(max_length=120, blank=True)
    line1 = models.CharField(max_length=160)
    line2 = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=120)
    region = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    country = CountryField()
    phone = models.CharField(max_length=40, blank=True)
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["user"], name="address_one_default_per_user", condition=Q(is_default=True)
            ),
        ]
        # address book, deleting a user
        indexes = [models.Index(fields=["user"], name="address_of_user")]

    def __str__(self) -> str:
        return f"{self.name}, {self.line1}, {self.postcode} {self.city}"
