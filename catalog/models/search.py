"""What searches and lists work with: words of products, words that mean the same, values to choose by."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F
from django.db.models.functions import Left

from catalog.models.products import Brand
from catalog.models.tree import Attribute


class SearchWord(models.Model):
    """A word as it is written in names of products, brands, categories and properties. `catalog.words` learns them."""

    word = models.CharField(max_length=64, unique=True)
    stem = models.CharField(max_length=64, help_text="As full text keeps it; empty for a stop word.")
    products = models.PositiveIntegerField(default=1, help_text="How many have it, as of the last count.")
    keys = ArrayField(
        models.IntegerField(), help_text="What it has in common with words it may be mistaken for."
    )

    class Meta:
        indexes = [
            # how rare a word is in all its forms
            models.Index(fields=["stem"], name="search_word_stem", include=["products"]),
            # what a misspelt word may have meant
            GinIndex(fields=["keys"], name="search_word_keys"),
            # the most frequent words that begin so: a few rows are read, however many words there are
            models.Index(Left("word", 1), F("products").desc(), F("word"), name="search_word_by_1_letter"),
            models.Index(Left("word", 2), F("products").desc(), F("word"), name="search_word_by_2_letters"),
            models.Index(Left("word", 3), F("products").desc(), F("word"), name="search_word_by_3_letters"),
        ]

    def __str__(self) -> str:
        return self.word


class SearchPhrase(models.Model):
    """What shoppers searched for, and how often: nobody's name, no address, only words of the vocabulary.

    `products` is how many a search for it found when that was looked at; null until then. Forgotten in time, see
    `catalog.commands.age_search_phrases`.
    """

    text = models.CharField(max_length=60, unique=True)
    searches = models.PositiveIntegerField(default=1)
    products = models.PositiveIntegerField(null=True)
    searched_at = models.DateTimeField()
    aged_at = models.DateTimeField(help_text="When its searches were last halved.")

    class Meta:
        indexes = [
            # the least wanted go first; those that nobody looked for yet are looked for
            models.Index(fields=["searches", "searched_at"], name="search_phrase_wanted"),
        ]

    def __str__(self) -> str:
        return self.text


class SynonymGroup(models.Model):
    """Words, or phrases, that shoppers use for one another."""

    words = ArrayField(
        models.CharField(max_length=80), help_text="Separated by commas: socket, outlet, receptacle."
    )

    class Meta:
        verbose_name = "synonyms"
        verbose_name_plural = "synonyms"

    def __str__(self) -> str:
        return ", ".join(self.words)


class FacetValue(models.Model):
    """What a list can be narrowed to: a value of an attribute, or a brand.

    Never changed and never used for anything else: `Product.facets` holds their ids. `catalog.facets` learns them.
    """

    id = models.AutoField(primary_key=True)
    attribute = models.ForeignKey(Attribute, models.CASCADE, null=True, related_name="values", db_index=False)
    value = models.CharField(max_length=80, blank=True, help_text="As in a specification; empty for brands.")
    number = models.FloatField(null=True, help_text="In the attribute's unit.")
    brand = models.OneToOneField(Brand, models.CASCADE, null=True, related_name="facet_value")
    products = models.PositiveIntegerField(default=1, help_text="How many have it, as of the last count.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attribute", "value"], name="facet_value_unique"),
            models.CheckConstraint(
                condition=models.Q(attribute__isnull=False, brand=None)
                | models.Q(attribute=None, brand__isnull=False),
                name="facet_value_of_one_thing",
            ),
        ]
        indexes = [
            # at least, nearest, from and to
            models.Index(
                fields=["attribute", "number"],
                name="facet_value_number",
                condition=models.Q(number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attribute or self.brand} {self.value}".strip()
