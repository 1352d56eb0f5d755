"""The product as search engines read it (schema.org, JSON-LD)."""

import json
from collections.abc import Callable
from typing import Any

from catalog.queries.product_page import ProductView, VariantView
from electricityshop.money import Money

_SAFE_IN_HTML = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def product_data(product: ProductView, absolute: Callable[[str], str]) -> str:
    """JSON that is safe inside a script element."""
    address = absolute(product.address)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.name,
        "description": product.summary,
        "image": absolute(product.drawing),
        "url": address,
        "offers": [_offer(product, variant, address) for variant in product.variants if variant.price],
    }
    if product.brand:
        data["brand"] = {"@type": "Brand", "name": product.brand}
    return json.dumps(data, ensure_ascii=False).translate(_SAFE_IN_HTML)


def _offer(product: ProductView, variant: VariantView, address: str) -> dict[str, Any]:
    stock = "InStock" if variant.is_buyable else "OutOfStock"
    offer = {
        "@type": "Offer",
        "sku": variant.sku,
        "price": str(Money(variant.price or 0, product.currency).major),
        "priceCurrency": product.currency,
        "availability": f"https://schema.org/{stock}",
        "url": f"{address}?v={variant.sku}",
    }
    if variant.ean:
        offer["gtin"] = variant.ean
    return offer
