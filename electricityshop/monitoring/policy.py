"""The Content-Security-Policy, put together once for all the pages that ask for nothing of their own."""

from functools import cache

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.core.signals import setting_changed
from django.http import HttpRequest, HttpResponseBase


class KeptPolicy(CSPMiddleware):
    """django-csp builds it anew for every answer; here for those that changed something about it only."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not _is_plain(request, response):
            return super().process_response(request, response)
        response[HEADER] = _policy()
        too_late = CheckableLazyObject(self._csp_nonce_post_response)  # as django-csp says, too
        request.csp_nonce = too_late  # type: ignore[attr-defined]  # its middleware adds the attribute
        return response


def _is_plain(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether it gets the shop's policy: nonces and decorators leave a `_csp…` behind."""
    return (
        not hasattr(request, "_csp_nonce")
        and not any(name.startswith("_csp") for name in vars(response))
        and HEADER not in response
        and not request.path_info.startswith(_elsewhere())
        and not settings.DEBUG
        and not getattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY", None)
    )


@cache
def _policy() -> str:
    return build_policy()


@cache
def _elsewhere() -> tuple[str, ...]:
    return tuple(settings.CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"])


def _forget(**_: object) -> None:
    """Settings change in tests only."""
    _policy.cache_clear()
    _elsewhere.cache_clear()


setting_changed.connect(_forget)
