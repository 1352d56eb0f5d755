"""The catalogue for mobile and other clients. Open to everybody, read only."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api import products, serializers
from catalog.api.parameters import PAGING, PRODUCT_LIST, SUGGESTED, page_request, selection, truth, walks
from catalog.queries.category_tree import category_tree
from catalog.queries.product_list import product_list
from catalog.queries.product_page import product_page
from catalog.queries.product_walk import product_walk
from catalog.queries.related.related_products import related_products
from catalog.queries.suggestions import suggestions
from electricityshop.api.pagination import page_response
from electricityshop.pages import Page

_PROBLEM = OpenApiResponse(OpenApiTypes.OBJECT, description="Problem details (RFC 9457).")


class Products(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="products_list",
        summary="Products, filtered and ordered",
        parameters=PRODUCT_LIST,
        responses={200: products.ProductPage, 400: _PROBLEM, 404: _PROBLEM},
    )
    def get(self, request: Request) -> Response:
        query, absolute = request.query_params, _absolute(request)
        wanted, with_facets = selection(query), truth(query, "facets")
        asked = page_request(query)
        if walks(query, wanted):
            walk = product_walk(wanted, query.get("after", ""), asked.size, with_facets=with_facets)
            return Response(
                products.walked(walk, request.build_absolute_uri(), absolute, with_facets=with_facets)
            )
        page = product_list(wanted, asked, specs=0, with_facets=with_facets)
        return page_response(
            request,
            page,
            lambda cards: [serializers.product_in_list(card, absolute) for card in cards],
            more=products.told(page, page.facets if with_facets else None),
        )


class SuggestionList(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="suggestions_list",
        summary="What somebody who is still typing may be looking for",
        parameters=[SUGGESTED],
        responses={200: serializers.SuggestionList, 400: _PROBLEM},
    )
    def get(self, request: Request) -> Response:
        suggested = suggestions(request.query_params.get("q", ""))
        return Response(serializers.suggestion_list(suggested, _absolute(request)))


class Product(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="products_detail",
        summary="A product with its variants and data sheet",
        responses={200: serializers.ProductDetail, 404: _PROBLEM},
    )
    def get(self, request: Request, slug: str) -> Response:
        return Response(serializers.product_detail(product_page(slug, every_sheet=True), _absolute(request)))


class Related(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="products_related",
        summary="What to look at beside a product",
        responses={200: serializers.RelatedProducts, 404: _PROBLEM},
    )
    def get(self, request: Request, slug: str) -> Response:
        related = related_products(product_page(slug))
        return Response(serializers.related_products(related, _absolute(request)))


class Categories(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="categories_list",
        summary="The category tree, parents before their children",
        parameters=PAGING,
        responses={200: serializers.CategoryPage, 400: _PROBLEM, 404: _PROBLEM},
    )
    def get(self, request: Request) -> Response:
        tree, wanted = category_tree(), page_request(request.query_params, default_size=100)
        page = Page(tree.nodes[wanted.offset : wanted.offset + wanted.size], len(tree.nodes), wanted)
        absolute = _absolute(request)
        return page_response(
            request, page, lambda nodes: serializers.categories_in_tree(nodes, tree, absolute)
        )


def _absolute(request: Request) -> serializers.Absolute:
    """Addresses on this site with scheme and host; what those are is looked at once for all of a list."""
    site = request.build_absolute_uri("/").removesuffix("/")
    return lambda address: f"{site}{address}"
