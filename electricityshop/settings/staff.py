"""The admin's looks and its sidebar, by task: everybody sees what they may look at."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy


def unfold(shop_name: str) -> dict[str, Any]:
    """The setting `UNFOLD`."""
    return {
        "SITE_TITLE": shop_name,
        "SITE_HEADER": shop_name,
        "SITE_SUBHEADER": "Staff",
        "SITE_SYMBOL": "bolt",
        "SITE_FAVICONS": [
            {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("favicon.svg")}
        ],
        "BORDER_RADIUS": "6px",
        "SHOW_BACK_BUTTON": True,
        "STYLES": [lambda request: static("admin/shop.css")],
        "COLORS": {"primary": PRIMARY},
        "DASHBOARD_CALLBACK": "orders.admin.dashboard.dashboard",
        "LOGIN": {"form": "accounts.adapters.staff_login.StaffLoginForm"},
        "SIDEBAR": {
            "show_search": True,
            "navigation": [_group(title, items) for title, items in TASKS.items()],
        },
    }


PRIMARY = {
    "50": "#f2f5fe", "100": "#e4ecfd", "200": "#c6d6fb", "300": "#9bb7f7", "400": "#6a90f0", "500": "#3f6be4",
    "600": "#1b4fd1", "700": "#1743b3", "800": "#123a9e", "900": "#12307d", "950": "#0b1d4d",
}  # fmt: skip
"""The shop's accent (static/css/tokens.css) and its shades."""

TASKS = {
    "Orders": (
        ("Orders", "receipt_long", "orders.order"),
        ("Returns", "assignment_return", "orders.return"),
        ("Documents", "description", "orders.document"),
        ("Mails", "mail", "orders.ordermail"),
        ("Carts", "shopping_cart", "orders.cart"),
        ("Shipping methods", "local_shipping", "orders.shippingmethod"),
    ),
    "Catalogue": (
        ("Products", "lightbulb", "catalog.product"),
        ("Variants", "qr_code_2", "catalog.variant"),
        ("Categories", "account_tree", "catalog.category"),
        ("Attributes", "straighten", "catalog.attribute"),
        ("Brands", "sell", "catalog.brand"),
        ("Tax classes", "percent", "catalog.taxclass"),
        ("Synonyms", "sync_alt", "catalog.synonymgroup"),
        ("Stock", "inventory_2", "catalog.stockitem"),
        ("Stock ledger", "menu_book", "catalog.stockmovement"),
        ("Stock holds", "pan_tool", "catalog.stockhold"),
    ),
    "Customers": (
        ("People", "group", "accounts.user"),
        ("Addresses", "home_pin", "accounts.address"),
        ("E-mail addresses", "alternate_email", "account.emailaddress"),
        ("App logins", "smartphone", "accounts.refreshtoken"),
    ),
    "Payments": (
        ("Payments", "payments", "payments.payment"),
        ("Refunds", "undo", "payments.refund"),
        ("Disputes", "gavel", "payments.dispute"),
        ("Reconciliation", "balance", "payments.reconciliationrun"),
        ("Differences", "difference", "payments.reconciliationdifference"),
        ("Webhooks", "webhook", "payments.webhookevent"),
    ),
    "System": (
        ("Events", "bolt", "events.outboxmessage"),
        ("Deliveries", "outbox", "events.delivery"),
        ("Jobs", "engineering", "jobs.jobs"),
        ("Database", "database", "monitoring.database"),
        ("Roles", "badge", "auth.group"),
    ),
}
"""Task to (title, icon, model) of each page."""


def _group(title: str, items: tuple[tuple[str, str, str], ...]) -> dict[str, Any]:
    return {"title": title, "separator": True, "items": [_item(*item) for item in items]}


def _item(title: str, icon: str, model: str) -> dict[str, Any]:
    app, name = model.split(".")
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": _may_look_at(app, name),
    }


def _may_look_at(app: str, name: str) -> Callable[[HttpRequest], bool]:
    def may(request: HttpRequest) -> bool:
        return request.user.has_perm(f"{app}.view_{name}") or request.user.has_perm(f"{app}.change_{name}")

    return may
