"""The payment sandbox as a proof sees it: what was charged, what would be told, and what goes wrong on demand."""

import json
import time
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError

import stripe


@dataclass(frozen=True, slots=True)
class Sandbox:
    """`url` is without a slash at the end."""

    url: str
    secret_key: str = field(repr=False)
    webhook_secret: str = field(repr=False)

    def api(self, method: str, path: str, **fields: Any) -> Any:
        """A call of Stripe's API; the fields of the form by their flat names. Raises `HTTPError`."""
        form = urllib.parse.urlencode(fields)
        is_read = method == "GET"
        request = urllib.request.Request(
            f"{self.url}/v1/{path}" + (f"?{form}" if is_read and form else ""),
            None if is_read else form.encode(),
            {"Authorization": f"Bearer {self.secret_key}"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def charges(self) -> dict[str, list[str]]:
        """Order number to the ids of the PaymentIntents that were paid for it, by their marks."""
        found: dict[str, list[str]] = defaultdict(list)
        for intent in self._all("payment_intents"):
            if intent["status"] == "succeeded":
                found[intent["metadata"].get("reference", "")].append(intent["id"])
        return found

    def _all(self, path: str) -> Iterator[dict[str, Any]]:
        after: dict[str, str] = {}
        while True:
            page = self.api("GET", path, limit=100, **after)
            yield from page["data"]
            if not page["has_more"]:
                return
            after = {"starting_after": page["data"][-1]["id"]}

    def events(self, about: str) -> list[dict[str, Any]]:
        """The latest hundred events that mention an id, oldest first."""
        page = self.api("GET", "events", limit=100)
        return [event for event in reversed(page["data"]) if about in json.dumps(event)]

    def control(self, faults: dict[str, Any] | None) -> None:
        """Adds faults; None clears them all."""
        request = urllib.request.Request(
            f"{self.url}/_sandbox/faults",
            None if faults is None else json.dumps(faults).encode(),
            {"Content-Type": "application/json"},
            method="DELETE" if faults is None else "POST",
        )
        urllib.request.urlopen(request, timeout=30).close()

    def signed(self, body: bytes, *, at: int | None = None, secret: str = "") -> str:
        """The signature header that Stripe would send with it, by the shop's secret and of now unless told otherwise."""
        when = int(time.time()) if at is None else at
        return str(
            stripe.WebhookSignature.generate_signature_header(
                body.decode(), secret or self.webhook_secret, when
            )
        )


def pressed(url: str, fields: dict[str, str], key: str = "") -> int:
    """The status of the answer to a form, 0 when the answer was lost; redirects are not followed."""
    request = urllib.request.Request(url, urllib.parse.urlencode(fields).encode())
    if key:
        request.add_header("Authorization", f"Bearer {key}")
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=30) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
    except OSError:
        return 0


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None
