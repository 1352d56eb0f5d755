"""`{% compiled %}` and `{% once %}`: what makes pages cheap."""

import pytest
from django.template import Context, Template
from django.template.loader import get_template
from django.test import override_settings
from django.utils.translation import override
from jinja2 import UndefinedError

from electricityshop.compiled_templates import words

MENU = '{% load compiled %}{% compiled "catalog/_menu.html" menu=menu current="a" %}'


class Root:
    slug, address, name = "a", "/c/a/", "<Lamps>"


def test_a_compiled_partial_escapes_what_it_is_given() -> None:
    page = Template(MENU).render(Context({"menu": [Root]}))

    assert '<a href="/c/a/" aria-current="true">&lt;Lamps&gt;</a>' in page


def test_a_compiled_partial_sees_only_what_it_is_given() -> None:
    with pytest.raises(UndefinedError):
        get_template("catalog/_menu.html", using="jinja2").render({**words(), "current": ""})


def test_words_are_those_of_the_active_language() -> None:
    english = words()["number"](16_000)
    with override("de"):
        german = words()["number"](16_000)

    assert (english, german) == ("16,000", "16.000")


def test_once_is_put_together_once_and_sees_nothing_of_the_page() -> None:
    template = Template("{% load once %}{% once %}{{ shop_name }}{{ visitor }}{% endonce %}{{ visitor }}")

    with override_settings(SHOP_NAME="Volt"):
        assert template.render(Context({"visitor": "Kim"})) == "VoltKim"
        assert template.render(Context({"visitor": "Sam", "shop_name": "Other"})) == "VoltSam"
    with override_settings(SHOP_NAME="Ampere"):
        assert template.render(Context({"visitor": ""})) == "Ampere"
