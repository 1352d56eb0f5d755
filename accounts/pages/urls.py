from django.urls import path

from accounts.pages import addresses, overview

app_name = "accounts"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("name/", overview.name, name="name"),
    path("addresses/", addresses.address_list, name="addresses"),
    path("addresses/add/", addresses.add_address, name="address-add"),
    path("addresses/<int:address_id>/", addresses.edit_address, name="address-edit"),
    path("addresses/<int:address_id>/delete/", addresses.remove_address, name="address-delete"),
    path("addresses/<int:address_id>/default/", addresses.choose_default, name="address-default"),
]
