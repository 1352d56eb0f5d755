"""What searches are understood with: the words that products are named with, and those that mean the same."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


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
        ]

    def __str__(self) -> str:
        return self.word


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
