"""How the SDK's requests travel: over kept connections of urllib3.

The SDK's own way over `requests` looks through the whole environment at every call, and is half of what one costs.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import stripe
import urllib3

_ENCODINGS = {"Accept-Encoding": "gzip, deflate"}


class Transport(stripe.HTTPClient):
    """To `url`, through the proxy that the environment named when the process began. Threads may share it."""

    name = "urllib3"

    def __init__(self, url: str, *, connect: float, read: float) -> None:
        super().__init__()
        self._timeout = urllib3.Timeout(connect=connect, read=read)
        self._pool = _pool(url)

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None, **_: Any
    ) -> tuple[Any, int, Mapping[str, str]]:
        """Raises `stripe.APIConnectionError`, which the SDK repeats the request for unless a certificate is wrong."""
        try:
            answer = self._pool.request(
                method.upper(), url, body=post_data, headers={**_ENCODINGS, **(headers or {})},
                timeout=self._timeout, retries=False,
            )  # fmt: skip
        except urllib3.exceptions.HTTPError as error:
            is_certificate = isinstance(error, urllib3.exceptions.SSLError)
            why = f"Stripe cannot be reached: {type(error).__name__}: {error}"
            raise stripe.APIConnectionError(why, should_retry=not is_certificate) from error  # type: ignore[no-untyped-call]  # the SDK's own
        return answer.data, answer.status, answer.headers

    def close(self) -> None:
        self._pool.clear()


def _pool(url: str) -> urllib3.PoolManager:
    asked = urlsplit(url)
    options: Any = {"ca_certs": stripe.ca_bundle_path, "cert_reqs": "CERT_REQUIRED"}
    proxy = getproxies().get(asked.scheme)
    if not proxy or proxy_bypass(asked.hostname or ""):
        return urllib3.PoolManager(**options)
    found = urlsplit(proxy)
    login = f"{unquote(found.username)}:{unquote(found.password or '')}" if found.username else None
    headers = urllib3.make_headers(proxy_basic_auth=login)
    return urllib3.ProxyManager(proxy, proxy_headers=headers, **options)
