"""`{% table … %}`: a table of the admin, which scrolls by itself where it is too wide."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def table(content: SafeString, *titles: str, figures: str = "") -> SafeString:
    """`{% table _("What") _("Rows") "" figures="2" %}…rows…{% endtable %}`: a title a column, which may be empty.

    `figures` numbers the columns, from 1, whose cells are numbers: those stand at the end.
    """
    at_end = {int(number) for number in figures.split()}
    heads = [(title, number in at_end) for number, title in enumerate(titles, 1)]
    return render_to_string("admin/_table.html", {"heads": heads, "rows": content})
