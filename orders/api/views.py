"""Cart and shipping methods for mobile and other clients."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from electricityshop.errors import InvalidInput
from electricityshop.plugins.types import Parcel
from orders.api import answers, fields
from orders.api.owner import shopper
from orders.cart_token import HEADER, cart_token
from orders.commands.change_cart import AddToCart, ChangeLine, add_to_cart, change_line, empty_cart
from orders.domain.owners import Owner
from orders.queries.carts import cart_of
from orders.queries.shipping_options import shipping_options

CART_TOKEN = OpenApiParameter(HEADER, str, OpenApiParameter.HEADER, description="A guest's cart.")
COUNTRY = OpenApiParameter(
    "country", str, description="Where to (ISO 3166 alpha-2); the shop's own by default."
)


class OwnerView(APIView):
    """Open to guests: what they may see is decided by the owner in every query. Nothing here may be cached."""

    permission_classes = (AllowAny,)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        return answer


class CartView(OwnerView):
    def cart(self, owner: Owner, code: int = status.HTTP_200_OK) -> Response:
        """The cart as it is now; a guest's token also as a header."""
        cart = cart_of(owner)
        is_guest = not owner.is_customer
        headers = {HEADER: cart_token(cart.id)} if is_guest and cart.id else {}
        return Response(answers.cart_answer(cart, is_guest=is_guest), status=code, headers=headers)


class CartDetail(CartView):
    @extend_schema(summary="The cart", parameters=[CART_TOKEN], responses=answers.CartAnswer)
    def get(self, request: Request) -> Response:
        return self.cart(shopper(request))

    @extend_schema(summary="Empty the cart", parameters=[CART_TOKEN], responses={204: None})
    def delete(self, request: Request) -> Response:
        empty_cart(shopper(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class CartItems(CartView):
    @extend_schema(
        summary="Put an article into the cart",
        parameters=[CART_TOKEN],
        request=fields.NewItemSerializer,
        responses={201: answers.CartAnswer},
    )
    def post(self, request: Request) -> Response:
        item = fields.valid(fields.NewItemSerializer, request)
        owner = shopper(request)
        cart_id = add_to_cart(AddToCart(owner=owner, **item)).cart_id
        return self.cart(owner if owner.is_customer else Owner(cart_id=cart_id), status.HTTP_201_CREATED)


class CartItemDetail(CartView):
    @extend_schema(
        summary="Change how much of it",
        parameters=[CART_TOKEN],
        request=fields.QuantitySerializer,
        responses=answers.CartAnswer,
    )
    def patch(self, request: Request, line_id: int) -> Response:
        quantity = fields.valid(fields.QuantitySerializer, request)["quantity"]
        if quantity < 1:
            raise InvalidInput("Choose a quantity from 1; DELETE takes the line out.",
                               fields={"quantity": "Give a number from 1."})  # fmt: skip
        owner = shopper(request)
        change_line(ChangeLine(owner=owner, line_id=line_id, quantity=quantity))
        return self.cart(owner)

    @extend_schema(summary="Take it out", parameters=[CART_TOKEN], responses={204: None})
    def delete(self, request: Request, line_id: int) -> Response:
        change_line(ChangeLine(owner=shopper(request), line_id=line_id, quantity=0))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ShippingMethods(OwnerView):
    @extend_schema(
        summary="How the cart may travel",
        parameters=[CART_TOKEN, COUNTRY],
        responses=answers.ShippingMethodList,
    )
    def get(self, request: Request) -> Response:
        country = request.query_params.get("country", settings.SHOP_COUNTRY).upper()
        if country not in settings.SHOP_SHIPS_TO:
            raise InvalidInput(
                "We do not deliver to this country yet.", fields={"country": "Not delivered to."}
            )
        cart = cart_of(shopper(request))
        options = shipping_options(Parcel(cart.weight, cart.totals.items, cart.currency, country))
        found = [answers.shipping_answer(option, cart.currency) for option in options]
        return Response({"count": len(found), "next": None, "previous": None, "results": found})
