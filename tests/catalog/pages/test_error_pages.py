import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views import defaults
from django.views.csrf import csrf_failure

from catalog.pages import views


def test_a_fault_of_ours_is_a_page_that_needs_nothing():
    response = defaults.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert b"The fault is ours" in response.content


def test_a_fault_shows_no_detail(monkeypatch):
    monkeypatch.setattr(views, "home_page", lambda: 1 / 0)

    response = Client(raise_request_exception=False).get("/")

    assert response.status_code == 500
    assert b"division" not in response.content


@pytest.mark.parametrize(
    ("view", "text"),
    [
        (defaults.bad_request, b"makes no sense"),
        (defaults.permission_denied, b"not for you"),
        (csrf_failure, b"send that again"),
    ],
)
def test_refusals_say_what_to_do(view, text):
    request = RequestFactory().get("/")

    response = view(request, Exception()) if view is not csrf_failure else view(request, "")

    assert text in response.content


@pytest.mark.parametrize(
    ("status", "heading"),
    [(404, "Not found"), (409, "Things have changed"), (503, "Not available"), (400, "That did not work")],
)
def test_a_domain_error_is_told_in_its_own_words(status, heading):
    page = render_to_string("errors/domain.html", {"status": status, "message": "Only 3 are left."})

    assert heading in page
    assert "Only 3 are left." in page
