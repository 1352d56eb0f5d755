"""The category tree and the typed attributes declared in it."""

from django.db import models

from catalog.domain.records import AttributeKind
from electricityshop.choices import choices_of


class Category(models.Model):
    """A node of the tree. `path` is the slugs from the root joined by `/`; a subtree is a prefix of it."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", db_index=False
    )
    slug = models.SlugField(max_length=80, db_index=False)
    path = models.CharField(max_length=400, unique=True, editable=False)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    drawing = models.CharField(max_length=40, blank=True, help_text="Empty: the parent's.")
    products_counted = models.PositiveIntegerField(
        db_default=0, editable=False, help_text="How many it holds itself, as of the last count."
    )
    attributes: models.ManyToManyField["Attribute", "CategoryAttribute"] = models.ManyToManyField(
        "Attribute", through="CategoryAttribute", related_name="categories"
    )

    class Meta:
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(
                "parent", "slug", name="category_slug_unique_among_siblings", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Attribute(models.Model):
    """A typed property, e.g. rated current in A. Values are stored normalised to `unit`."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=choices_of(AttributeKind))
    unit = models.CharField(max_length=20, blank=True, help_text="Symbol values are stored and shown in.")
    explanation = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit="") | models.Q(kind="number"),
                name="attribute_only_numbers_have_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AttributeChoice(models.Model):
    """One allowed value of a choice attribute, in display order."""

    attribute = models.ForeignKey(Attribute, models.CASCADE, related_name="choices", db_index=False)
    value = models.SlugField(max_length=60, db_index=False)
    label = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attribute", "value"], name="attribute_choice_unique"),
        ]

    def __str__(self) -> str:
        return self.label


class CategoryAttribute(models.Model):
    """Declares an attribute for a category and everything below it."""

    category = models.ForeignKey(Category, models.CASCADE, related_name="declared_attributes", db_index=False)
    attribute = models.ForeignKey(Attribute, models.PROTECT, related_name="declarations", db_index=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["category", "attribute"], name="category_attribute_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.category_id}: {self.attribute_id}"
