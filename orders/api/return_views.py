"""Returns for mobile and other clients: announced and followed."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from orders.api import fields, return_answers
from orders.api.keys import IDEMPOTENCY_KEY, idempotency_key
from orders.api.owner import order_for
from orders.api.views import CART_TOKEN, OwnerView
from orders.commands.request_return import RequestReturn, request_return
from orders.queries.orders import order_of


class OrderReturns(OwnerView):
    @extend_schema(
        operation_id="orders_returns_list",
        summary="The order's returns, oldest first",
        parameters=[CART_TOKEN],
        responses=return_answers.ReturnList,
    )
    def get(self, request: Request, number: str) -> Response:
        found = [return_answers.return_answer(one) for one in order_for(request, number)[1].returns]
        return Response({"count": len(found), "next": None, "previous": None, "results": found})

    @extend_schema(
        operation_id="orders_returns_create",
        summary="Announce that articles come back",
        description="Of what was shipped, within the days of the shop after it arrived.",
        parameters=[CART_TOKEN, IDEMPOTENCY_KEY],
        request=return_answers.NewReturnSerializer,
        responses={201: return_answers.ReturnAnswer},
    )
    def post(self, request: Request, number: str) -> Response:
        wanted = fields.valid(return_answers.NewReturnSerializer, request)
        owner, order = order_for(request, number)
        made = request_return(
            RequestReturn(
                order_id=order.id,
                quantities=wanted["lines"],
                reason=wanted["reason"],
                note=wanted["note"],
                key=idempotency_key(request),
                actor="customer",
            )
        )
        returned = next(one for one in order_of(owner, number).returns if one.number == made)
        return Response(return_answers.return_answer(returned), status=status.HTTP_201_CREATED)
