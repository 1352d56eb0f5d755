"""The hooks a plugin may implement (pluggy)."""

import pluggy

from electricityshop.plugins.types import Parcel, ShippingPrice, ShippingTariff

PROJECT = "electricityshop"
specification = pluggy.HookspecMarker(PROJECT)
implementation = pluggy.HookimplMarker(PROJECT)


class Hooks:
    """Every hook, with what it is given and what it may answer."""

    @specification(firstresult=True)
    def shipping_price(self, tariff: ShippingTariff, parcel: Parcel) -> ShippingPrice | None:
        """Price `parcel` by `tariff`; None leaves it to the next plugin (not your kind of tariff)."""
