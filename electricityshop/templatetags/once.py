"""`{% once %}…{% endonce %}`: what is the same on every page, put together once per process and language."""

from django import template
from django.core.signals import setting_changed
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from electricityshop.monitoring.requests import shop_context

register = template.Library()


class Once(template.Node):
    """Its content sees the shop's settings, and nothing of the page or the visitor."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.texts: dict[str | None, SafeString] = {}
        setting_changed.connect(self.forget)

    def render(self, context: template.Context) -> SafeString:
        language = get_language()
        if language not in self.texts:
            self.texts[language] = self.nodelist.render(context.new(shop_context()))
        return self.texts[language]

    def forget(self, **_: object) -> None:
        """Settings change in tests only."""
        self.texts.clear()


@register.tag
def once(parser: Parser, token: Token) -> Once:
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodelist)
