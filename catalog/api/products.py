"""The shape of the product list in the API: products, how many there are, where to go on, what to choose by."""

from typing import Any, Protocol

from rest_framework import serializers
from rest_framework.utils.urls import remove_query_param, replace_query_param

from catalog.api.serializers import Absolute, Json, ProductInList, product_in_list
from catalog.queries.listing.facets import Facets
from catalog.queries.listing.options import Facet, Option
from catalog.queries.product_walk import ProductWalk


class FacetOption(serializers.Serializer[Any]):
    value = serializers.CharField(help_text="For `f.{code}`, or `brand`.")
    label = serializers.CharField()  # type: ignore[assignment]  # Field has an attribute of that name
    count = serializers.IntegerField(help_text="Products there would be with it, all else as it is.")
    chosen = serializers.BooleanField()


class FacetInList(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="An attribute's.")
    name = serializers.CharField()
    unit = serializers.CharField(allow_blank=True)
    options = FacetOption(many=True)


class PriceRange(serializers.Serializer[Any]):
    min_price = serializers.IntegerField(help_text="Minor units.")
    max_price = serializers.IntegerField()
    count = serializers.IntegerField()


class CategoryChoice(serializers.Serializer[Any]):
    path = serializers.CharField()
    name = serializers.CharField()
    count = serializers.IntegerField()


class FacetsOfList(serializers.Serializer[Any]):
    brands = FacetOption(many=True)
    properties = FacetInList(many=True)
    prices = PriceRange(many=True)
    categories = CategoryChoice(many=True, help_text="Right below the one that is looked at.")
    in_stock = serializers.IntegerField(help_text="Products there would be with `in_stock=true`.")


class ProductPage(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True, help_text="Null where the list is read with `after`.")
    is_exact = serializers.BooleanField(help_text="False: there are more than `count`.")
    facets = FacetsOfList(required=False, help_text="Only with `facets=true`.")
    results = ProductInList(many=True)


class Counted(Protocol):
    @property
    def is_all(self) -> bool: ...


def told(found: Counted, facets: Facets | None) -> Json:
    return {"is_exact": found.is_all} | ({} if facets is None else {"facets": _facets(facets)})


def walked(walk: ProductWalk, url: str, absolute: Absolute, *, with_facets: bool) -> Json:
    """`url` is what was asked for."""
    onward = replace_query_param(remove_query_param(url, "page"), "after", walk.next) if walk.next else None
    return {
        "count": walk.count,
        "next": onward,
        "previous": None,
        **told(walk, walk.facets if with_facets else None),
        "results": [product_in_list(card, absolute) for card in walk.items],
    }


def _facets(facets: Facets) -> Json:
    brands = next((facet.options for facet in facets.properties if facet.is_brand), ())
    return {
        "brands": list(map(_option, brands)),
        "properties": [_facet(facet) for facet in facets.properties if not facet.is_brand],
        "prices": [
            {"min_price": told.low, "max_price": told.high, "count": told.count} for told in facets.prices
        ],
        "categories": [
            {"path": option.value, "name": option.label, "count": option.count}
            for option in facets.categories
        ],
        "in_stock": facets.in_stock,
    }


def _facet(facet: Facet) -> Json:
    options = list(map(_option, facet.options))
    return {"code": facet.code, "name": facet.name, "unit": facet.unit, "options": options}


def _option(option: Option) -> Json:
    return {
        "value": option.value,
        "label": option.label,
        "count": option.count,
        "chosen": option.is_chosen,
    }
