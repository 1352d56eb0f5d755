"""What products are described with: every attribute, and which categories declare it. Cached."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Q
from django.db.models.functions import JSONObject

from catalog.caching import VOCABULARY
from catalog.domain.records import AttributeKind
from catalog.models import Attribute, CategoryAttribute
from catalog.queries.category_tree import CategoryTree
from electricityshop.caching.queries import cached_query


@dataclass(frozen=True, slots=True)
class AttributeView:
    """A typed property. `choices` is value to label, in display order."""

    code: str
    name: str
    kind: str
    unit: str
    explanation: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All attributes by code, and the codes each category declares itself, in order."""

    attributes: Mapping[str, AttributeView]
    declared: Mapping[int, tuple[str, ...]]

    def codes_of(self, tree: CategoryTree, category_id: int) -> tuple[str, ...]:
        """A category's attributes, the most specific first: its own, then its parent's, up to the top."""
        codes: dict[str, None] = {}
        for node in reversed(tree.trail(category_id)):
            codes.update(dict.fromkeys(self.declared.get(node.id, ())))
        return tuple(codes)

    def is_comparable(self, code: str) -> bool:
        """Whether products can be set side by side by it: free text cannot."""
        attribute = self.attributes.get(code)
        return attribute is not None and attribute.kind != AttributeKind.TEXT


def _encode(vocabulary: Vocabulary) -> Any:
    declared = [[category_id, list(codes)] for category_id, codes in vocabulary.declared.items()]
    return {
        "attributes": [asdict(attribute) for attribute in vocabulary.attributes.values()],
        "declared": declared,
    }


def _decode(stored: Any) -> Vocabulary:
    return Vocabulary(
        attributes={row["code"]: AttributeView(**row) for row in stored["attributes"]},
        declared={category_id: tuple(codes) for category_id, codes in stored["declared"]},
    )


@cached_query(tags=(VOCABULARY,), encode=_encode, decode=_decode)
def vocabulary() -> Vocabulary:
    declared: dict[int, tuple[str, ...]] = {}
    declarations = CategoryAttribute.objects.order_by("category_id", "position", "id")
    for category_id, code in declarations.values_list("category_id", "attribute__code"):
        declared[category_id] = (*declared.get(category_id, ()), code)
    return Vocabulary({row["code"]: _attribute(row) for row in _attributes()}, declared)


def _attributes() -> Any:
    choices = JSONBAgg(
        JSONObject(value="choices__value", label="choices__label"),
        filter=Q(choices__isnull=False),
        order_by=("choices__position", "choices__id"),
        default=[],
    )
    return Attribute.objects.order_by("code").values(
        "code", "name", "kind", "unit", "explanation", allowed=choices
    )


def _attribute(row: dict[str, Any]) -> AttributeView:
    return AttributeView(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        unit=row["unit"],
        explanation=row["explanation"],
        choices={choice["value"]: choice["label"] for choice in row["allowed"]},
    )
