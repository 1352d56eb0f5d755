"""`{% table %}`: one shape for every table of the admin's own pages."""

from django.template import Context, Template
from django.utils.translation import override

PAGE = """{% load staff %}
{% table _("SKU") _("On hand") "" figures="2" %}
  {% for row in rows %}<tr><td>{{ row }}</td></tr>{% endfor %}
{% endtable %}
"""


def test_heads_and_rows() -> None:
    page = "".join(Template(PAGE).render(Context({"rows": ["<1>", "2"]})).split())

    assert '<divclass="shop-scroll"><tableclass="shop-table">' in page
    assert (
        '<tr><thscope="col">SKU</th><thscope="col"class="shop-end">Onhand</th><thscope="col"></th></tr>'
        in page
    )
    assert "<tbody><tr><td>&lt;1&gt;</td></tr><tr><td>2</td></tr></tbody>" in page


def test_titles_are_in_the_language_of_the_page() -> None:
    titled = Template('{% load staff %}{% table _("Yes") %}{% endtable %}')

    with override("de"):
        assert ">Ja</th>" in titled.render(Context())
