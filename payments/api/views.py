"""Saved cards for mobile and other clients. Customers only: guests have none. Nothing here may be cached."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from payments.api.answers import CardList, SetupAnswer
from payments.card_keeping import remove_card, saved_cards, start_setup
from payments.domain.saved_cards import customer_key


class OwnCards(APIView):
    """Open to whoever is logged in, about their own cards alone."""

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        return answer


class PaymentMethods(OwnCards):
    @extend_schema(
        operation_id="payment_methods", tags=["payments"], responses=CardList, summary="Your saved cards"
    )
    def get(self, request: Request) -> Response:
        cards = [asdict(card) for card in saved_cards(_owner(request))]
        return Response({"count": len(cards), "next": None, "previous": None, "results": cards})


class PaymentMethod(OwnCards):
    @extend_schema(
        operation_id="payment_methods_remove",
        tags=["payments"],
        responses={204: None},
        summary="Remove a saved card",
    )
    def delete(self, request: Request, card_id: str) -> Response:
        remove_card(_owner(request), card_id)
        return Response(status=204)


class SetupIntents(OwnCards):
    @extend_schema(
        operation_id="setup_intents_create",
        tags=["payments"],
        request=None,
        responses={201: SetupAnswer},
        summary="Save a card without paying",
        description="Confirm the SetupIntent with the payment provider's SDK; then the card is listed.",
    )
    def post(self, request: Request) -> Response:
        email = str(getattr(request.user, "email", ""))
        setup = start_setup(_owner(request), email)
        return Response({"id": setup.id, "client_secret": setup.client_secret}, status=201)


def _owner(request: Request) -> str:
    pk = request.user.pk
    assert pk is not None  # noqa: S101  # the default permission saw to it; this tells the type checker
    return customer_key(pk)
