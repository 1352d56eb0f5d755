"""Mounted at `/api/v1/`."""

from django.urls import path

from accounts.api import views

app_name = "accounts-api"
urlpatterns = [
    path("me", views.MeView.as_view(), name="me"),
    path("addresses", views.AddressesView.as_view(), name="addresses"),
    path("addresses/<int:address_id>", views.AddressView.as_view(), name="address"),
]
