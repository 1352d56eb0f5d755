"""Decodes a form body or query string with Stripe's nesting: ``a[b][0][c]=x`` and ``expand[]=x``."""

from __future__ import annotations

from urllib.parse import parse_qsl

from payments.sandbox.errors import StripeError

Raw = dict[str, "str | Raw"]

MOST_FIELDS = 2_000
DEEPEST = 8


def decode(text: bytes) -> Raw:
    """Gives the tree of a form; a list arrives as a dict whose keys are its indices.

    Raises StripeError on broken UTF-8, NUL bytes, too many fields, and names that contradict each other.
    """
    try:
        pairs = parse_qsl(
            text.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except UnicodeDecodeError as error:
        raise StripeError("Invalid request: the parameters are not valid UTF-8.") from error
    except ValueError as error:
        raise StripeError("Invalid request: too many parameters.") from error
    tree: Raw = {}
    for name, value in pairs:
        if "\x00" in name or "\x00" in value:
            raise StripeError("Invalid request: parameters must not contain NUL bytes.")
        put(tree, name, value)
    return tree


def put(tree: Raw, name: str, value: str) -> None:
    *path, last = steps(name)
    branch = tree
    for step in path:
        below = branch.setdefault(step or str(len(branch)), {})
        if isinstance(below, str):
            raise contradiction(name)
        branch = below
    key = last or str(len(branch))
    if isinstance(branch.get(key), dict):
        raise contradiction(name)
    branch[key] = value


def steps(name: str) -> list[str]:
    """``a[b][]`` as ``["a", "b", ""]``; a name with unbalanced brackets is one plain step."""
    head, bracket, rest = name.partition("[")
    if not bracket or not head or not rest.endswith("]"):
        return [name]
    inner = rest[:-1].split("][")
    if len(inner) >= DEEPEST:
        raise StripeError(f"Invalid request: {name[:80]} is nested too deeply.")
    return [head, *inner]


def contradiction(name: str) -> StripeError:
    return StripeError(f"Invalid request: {name} is given as a value and as an object.", param=name)
