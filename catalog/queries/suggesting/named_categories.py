"""Categories whose name has all the words that were typed, the last of them as a beginning."""

from collections.abc import Sequence

from catalog.domain.search.wording import Word, words
from catalog.queries.category_samples import category_samples
from catalog.queries.category_tree import CategoryNode, category_tree


def named_categories(typed: Sequence[Word], *, most: int) -> list[CategoryNode]:
    """Those with products; first those whose name begins so, then those higher up. No statement: both are cached."""
    tree, samples = category_tree(), category_samples()
    wanted = [word.joined for word in typed]
    found = []
    for place, node in enumerate(tree):
        named = [word.joined for word in words(node.name)]
        if node.id in samples and all(any(name.startswith(one) for name in named) for one in wanted):
            found.append((not named[0].startswith(wanted[0]), node.depth, place, node))
    return [node for *_, node in sorted(found, key=lambda one: one[:3])[:most]]
