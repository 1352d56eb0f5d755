"""`/api/v1/me` and `/api/v1/addresses`."""

from dataclasses import asdict, replace
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import serializers
from accounts.api.serializers import address_body
from accounts.commands.delete_address import DeleteAddress, delete_address
from accounts.commands.rename_account import RenameAccount, rename_account
from accounts.commands.save_address import MOST_ADDRESSES, SaveAddress, save_address
from accounts.domain.postal import PostalAddress
from accounts.queries.address_book import address_of, addresses_of
from accounts.queries.profile import profile_of
from electricityshop.api.pagination import page_response
from electricityshop.pages import Page, PageRequest


class MeView(APIView):
    @extend_schema(operation_id="me", tags=["account"], responses=serializers.Me, summary="The account")
    def get(self, request: Request) -> Response:
        return Response(asdict(profile_of(_user_id(request))))

    @extend_schema(
        operation_id="me_update",
        tags=["account"],
        request=serializers.Me,
        responses=serializers.Me,
        summary="Change the name",
    )
    def patch(self, request: Request) -> Response:
        changes = _valid(serializers.Me(data=request.data, partial=True))
        if "name" in changes:
            rename_account(RenameAccount(user_id=_user_id(request), name=changes["name"]))
        return self.get(request)


class AddressesView(APIView):
    @extend_schema(
        operation_id="addresses",
        tags=["account"],
        responses=serializers.AddressList,
        summary="The address book",
    )
    def get(self, request: Request) -> Response:
        query = request.query_params
        wanted = PageRequest.parse(query.get("page"), query.get("page_size"), default_size=MOST_ADDRESSES)
        addresses = addresses_of(_user_id(request))
        page = Page(addresses[wanted.offset : wanted.offset + wanted.size], len(addresses), wanted)
        return page_response(request, page, lambda views: [address_body(view) for view in views])

    @extend_schema(
        operation_id="addresses_add",
        tags=["account"],
        request=serializers.Address,
        responses={201: serializers.Address},
        summary="Add an address",
    )
    def post(self, request: Request) -> Response:
        values = _valid(serializers.Address(data=request.data))
        make_default = values.pop("is_default", False)
        user_id = _user_id(request)
        address_id = save_address(
            SaveAddress(user_id=user_id, postal=PostalAddress(**values), make_default=make_default)
        )
        return Response(address_body(address_of(user_id, address_id)), status=201)


class AddressView(APIView):
    @extend_schema(
        operation_id="address", tags=["account"], responses=serializers.Address, summary="One address"
    )
    def get(self, request: Request, address_id: int) -> Response:
        return Response(address_body(address_of(_user_id(request), address_id)))

    @extend_schema(
        operation_id="address_update",
        tags=["account"],
        request=serializers.Address,
        responses=serializers.Address,
        summary="Change an address",
    )
    def patch(self, request: Request, address_id: int) -> Response:
        user_id = _user_id(request)
        saved = address_of(user_id, address_id)
        changes = _valid(serializers.Address(data=request.data, partial=True))
        make_default = changes.pop("is_default", False)
        save_address(
            SaveAddress(
                user_id=user_id,
                postal=replace(saved.postal, **changes),
                address_id=address_id,
                make_default=make_default,
            )
        )
        return self.get(request, address_id)

    @extend_schema(
        operation_id="address_delete", tags=["account"], responses={204: None}, summary="Delete an address"
    )
    def delete(self, request: Request, address_id: int) -> Response:
        delete_address(DeleteAddress(user_id=_user_id(request), address_id=address_id))
        return Response(status=204)


def _valid(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _user_id(request: Request) -> int:
    pk = request.user.pk
    assert pk is not None  # noqa: S101  # the default permission saw to it; this tells the type checker
    return pk
