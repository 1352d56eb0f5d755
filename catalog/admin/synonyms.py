"""What shoppers call things, edited as a text with commas."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from catalog.domain.search.synonyms import BadSynonyms, synonyms_of_each_other
from catalog.models import SynonymGroup


class PhrasesField(forms.Field):
    """A list of phrases as one text, separated by commas or lines."""

    widget = UnfoldAdminTextareaWidget

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        try:
            return list(synonyms_of_each_other(re.split(r"[,;\n]", value or "")))
        except BadSynonyms as error:
            raise forms.ValidationError(error.message) from error


class SynonymForm(forms.ModelForm):  # type: ignore[type-arg]  # django-stubs' generic exists for mypy alone
    words = PhrasesField(
        help_text=_(
            "Words that may be exchanged for one another, separated by commas: socket, outlet, power point. "
            "At most three words each. Kept as searches are read: small letters, no accents, no hyphens."
        )
    )

    class Meta:
        model = SynonymGroup
        fields = ("words",)


@admin.register(SynonymGroup)
class SynonymAdmin(ModelAdmin):
    form = SynonymForm
    list_display = ("phrases",)
    search_fields = ("words",)
    search_help_text = _("A word, or a part of it")
    ordering = ("words", "id")
    list_per_page = 100

    @display(description=_("Words"), ordering="words")
    def phrases(self, group: SynonymGroup) -> str:
        return str(group)
