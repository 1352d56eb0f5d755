"""The Content-Security-Policy is the one django-csp would give, of whatever page."""

import pytest
from csp.constants import HEADER, NONCE
from csp.decorators import csp_exempt, csp_replace, csp_update
from csp.exceptions import CSPNonceError
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from electricityshop.monitoring.policy import KeptPolicy


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def with_nonce(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.csp_nonce))


def with_its_own(request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={HEADER: "default-src 'none'"})


VIEWS = {
    "plain": plain,
    "own": with_its_own,
    "updated": csp_update({"img-src": ["https://pictures.example"]})(plain),
    "replaced": csp_replace({"img-src": ["https://pictures.example"]})(plain),
    "exempt": csp_exempt()(plain),
}


def directives(middleware: type[CSPMiddleware], view: str, path: str = "/cart") -> set[str] | None:
    header = middleware(VIEWS[view])(RequestFactory().get(path)).headers.get(HEADER)
    return None if header is None else set(header.split("; "))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", ["/cart", "/admin/", "/jobs/"])
def test_it_is_the_one_django_csp_gives(view: str, path: str) -> None:
    assert directives(KeptPolicy, view, path) == directives(CSPMiddleware, view, path)


def test_it_follows_the_settings() -> None:
    before = directives(KeptPolicy, "plain")
    with override_settings(
        CONTENT_SECURITY_POLICY={
            "EXCLUDE_URL_PREFIXES": ["/other"],
            "DIRECTIVES": {"default-src": ["'none'"]},
        }
    ):
        changed = directives(KeptPolicy, "plain"), directives(KeptPolicy, "plain", "/other")

    assert changed == ({"default-src 'none'"}, None)
    assert before is not None
    assert {"default-src 'self'", "object-src 'none'", "frame-ancestors 'none'"} < before


def test_a_nonce_asked_for_is_in_it_and_comes_too_late_afterwards() -> None:
    request, late = RequestFactory().get("/cart"), RequestFactory().get("/cart")

    with override_settings(
        CONTENT_SECURITY_POLICY={"EXCLUDE_URL_PREFIXES": [], "DIRECTIVES": {"default-src": [NONCE]}}
    ):
        response = KeptPolicy(with_nonce)(request)
        KeptPolicy(plain)(late)

    assert f"'nonce-{response.content.decode()}'" in response.headers[HEADER]
    with pytest.raises(CSPNonceError):
        str(late.csp_nonce)
