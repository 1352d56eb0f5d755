"""The part of an index that holds the texts with one beginning."""

LAST = chr(0x10FFFF)
"""No text that anybody writes has this character, so it ends every range of texts that begin alike."""


def beginning(text: str) -> dict[str, str]:
    """Parameters for `column ~>=~ %(begin)s AND column ~<~ %(end)s`.

    Such a condition is served by a `varchar_pattern_ops` index, which Django makes for every unique text, and by
    one plan for all texts; `LIKE` and `^@` need a plan for each.
    """
    return {"begin": text, "end": text + LAST}
