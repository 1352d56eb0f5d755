"""Orders for mobile and other clients: placed, read, cancelled."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from electricityshop.api.pagination import page_response
from electricityshop.attempts.visitors import client_address
from electricityshop.pages import PageRequest
from orders.api import fields, order_answers
from orders.api.keys import IDEMPOTENCY_KEY, idempotency_key
from orders.api.owner import order_for, reader, shopper
from orders.api.views import CART_TOKEN, OwnerView
from orders.commands.cancel_order import CancelOrder, cancel_order
from orders.commands.place_order import PlaceOrder, place_order
from orders.domain.owners import Owner
from orders.paying import opened_payment, start_paying
from orders.queries.orders import OrderView, order_history, order_of

PAGING = [OpenApiParameter("page", int), OpenApiParameter("page_size", int)]


class Orders(OwnerView):
    @extend_schema(
        operation_id="orders_list",
        summary="Your orders, newest first",
        parameters=[CART_TOKEN, *PAGING],
        responses=order_answers.OrderList,
    )
    def get(self, request: Request) -> Response:
        owner = reader(request)
        if owner == Owner():
            raise NotAuthenticated
        page = PageRequest.parse(request.query_params.get("page"), request.query_params.get("page_size"))
        cards = order_history(owner, page)
        return page_response(
            request, cards, lambda found: [order_answers.card_answer(card) for card in found]
        )

    @extend_schema(
        operation_id="orders_create",
        summary="Order what is in the cart",
        description="The order is unpaid, its goods are held and its prices fixed. Pay it at "
        "`payment.checkout_url`, or with `payment.client_secret` in an app.",
        parameters=[CART_TOKEN, IDEMPOTENCY_KEY],
        request=fields.NewOrderSerializer,
        responses={201: order_answers.OrderAnswer},
    )
    def post(self, request: Request) -> Response:
        wanted = fields.valid(fields.NewOrderSerializer, request)
        owner = shopper(request)
        placed = place_order(_wish(request, owner, wanted))
        order = order_of(owner, placed.number)
        started = None
        if order.awaits_payment:
            started = start_paying(
                order,
                payer=owner.user_id,
                address=client_address(request._request),  # noqa: SLF001  # DRF's own wrapper
                with_intent=True,
                save_card=wanted["save_card"],
            )
        answer = order_answers.order_answer(order, order_answers.payment_answer(started))
        return Response(answer, status=status.HTTP_201_CREATED)


class OrderDetail(OwnerView):
    @extend_schema(
        operation_id="orders_retrieve",
        summary="One order",
        parameters=[CART_TOKEN],
        responses=order_answers.OrderAnswer,
    )
    def get(self, request: Request, number: str) -> Response:
        return _order(order_for(request, number)[1])


class OrderCancel(OwnerView):
    @extend_schema(
        summary="Cancel it, while it has not left the house",
        parameters=[CART_TOKEN],
        request=fields.CancelSerializer,
        responses=order_answers.OrderAnswer,
    )
    def post(self, request: Request, number: str) -> Response:
        reason = fields.valid(fields.CancelSerializer, request)["reason"]
        owner, order = order_for(request, number)
        cancel_order(CancelOrder(order_id=order.id, reason=reason, actor="customer"))
        return _order(order_of(owner, number))


def _order(order: OrderView) -> Response:
    opened = opened_payment(order.number) if order.awaits_payment else None
    return Response(order_answers.order_answer(order, order_answers.payment_answer(opened)))


def _wish(request: Request, owner: Owner, wanted: dict[str, Any]) -> PlaceOrder:
    return PlaceOrder(
        owner=owner,
        email=wanted["email"],
        shipping=wanted["shipping_address"],
        billing=wanted.get("billing_address") or wanted["shipping_address"],
        shipping_method=wanted["shipping_method"],
        key=idempotency_key(request),
        expected_total=wanted.get("expected_total"),
    )
