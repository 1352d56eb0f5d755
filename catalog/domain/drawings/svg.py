"""The few SVG elements that every drawing is made of, as text.

Numbers are written with one decimal at most. There are no ids, gradients or clip paths, so a drawing may also
be inlined into a page, twice. Outlines are inherited from the root: a shape that passes no `stroke` has the
ink outline, `stroke="none"` makes a flat shade.
"""

from collections.abc import Iterable
from html import escape
from typing import Final, TypeAlias

INK: Final = "currentColor"
"""The outline's colour; it follows the light or dark scheme of the page around the picture."""

Attribute: TypeAlias = str | float | None
Point: TypeAlias = tuple[float, float]

_ROOT: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" class="product-drawing" role="img" '
    'color="{ink}"><title>{title}</title>'
    "<style>@media(prefers-color-scheme:dark){{.product-drawing{{color:#8d9db2}}}}</style>"
    '<g fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round">'
    "{body}</g></svg>"
)


def document(title: str, body: str, *, dark: bool = False) -> str:
    """A whole picture, 240 by 240 units, without a size of its own; `title` is plain text.

    What is `dark` itself has a lighter outline, or its inner lines would be lost.
    """
    return _ROOT.format(title=escape(title, quote=False), body=body, ink="#8391a3" if dark else "#3f4e61")


def number(value: float) -> str:
    """`2.0` is written `2`, `2.25` is written `2.2`."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(tag: str, content: str = "", /, **attributes: Attribute) -> str:
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{value if isinstance(value, str) else number(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def rect(x: float, y: float, width: float, height: float, radius: float = 0, **more: Attribute) -> str:
    return element("rect", x=x, y=y, width=width, height=height, rx=radius or None, **more)


def circle(x: float, y: float, radius: float, **more: Attribute) -> str:
    return element("circle", cx=x, cy=y, r=radius, **more)


def ellipse(x: float, y: float, across: float, down: float, **more: Attribute) -> str:
    return element("ellipse", cx=x, cy=y, rx=across, ry=down, **more)


def path(d: str, **more: Attribute) -> str:
    return element("path", d=d, **more)


def line(x1: float, y1: float, x2: float, y2: float, **more: Attribute) -> str:
    return path(f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}", **more)


def polygon(points: Iterable[Point], **more: Attribute) -> str:
    corners = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return path(f"M{corners}Z", **more)


def group(*content: str, **attributes: Attribute) -> str:
    return element("g", "".join(content), **attributes)


def at(x: float, y: float, *content: str, scale: float = 1, turn: float = 0) -> str:
    """The content moved to (x, y), then turned clockwise by degrees, then scaled."""
    transform = f"translate({number(x)} {number(y)})"
    if turn:
        transform += f"rotate({number(turn)})"
    if scale != 1:
        transform += f"scale({scale:.3g})"
    return group(*content, transform=transform)


def label(
    x: float, y: float, text: str, size: float, fill: str = "#2b3644", *, anchor: str = "middle"
) -> str:
    """A short marking, as printed on the thing; `y` is the base line."""
    return element(
        "text",
        escape(text),
        x=x,
        y=y,
        font_family="ui-monospace,Menlo,Consolas,monospace",
        font_weight="700",
        font_size=size,
        text_anchor=anchor if anchor != "start" else None,
        fill=fill,
        stroke="none",
    )
