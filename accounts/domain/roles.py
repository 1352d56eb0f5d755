"""What staff of each role may do: as little as the work needs. Nobody but a superuser deletes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grant:
    """`actions` on `model` of `app`; `*` is every model of it. Actions are the words in front of Django's permissions."""

    app: str
    model: str
    actions: tuple[str, ...]


ROLES: dict[str, tuple[Grant, ...]] = {
    "Catalogue": (Grant("catalog", "*", ("view", "add", "change", "adjust")),),
    "Orders": (
        Grant("orders", "*", ("view", "change", "cancel", "refund", "ship", "retry", "handle")),
        Grant("payments", "*", ("view", "refund", "reconcile")),
        Grant("catalog", "*", ("view",)),
    ),
    "Operations": (
        Grant("jobs", "*", ("view", "change", "replay")),
        Grant("events", "*", ("view", "replay")),
        Grant("monitoring", "database", ("view", "reset")),
    ),
    "Support": (
        Grant("orders", "*", ("view",)),
        Grant("payments", "*", ("view",)),
        Grant("catalog", "*", ("view",)),
        Grant("accounts", "user", ("view",)),
        Grant("accounts", "address", ("view",)),
        Grant("accounts", "refreshtoken", ("view", "change")),
        Grant("account", "emailaddress", ("view",)),
    ),
}
