"""The schema is valid and complete, and its page renders in a browser under its content security policy."""

import os
from io import StringIO
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM


def schema() -> Any:
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    return yaml.safe_load(out.getvalue())


def test_the_schema_is_valid_and_names_every_address_of_the_orders() -> None:
    paths = schema()["paths"]

    assert {
        path: sorted(operations) for path, operations in paths.items() if "cart" in path or "order" in path
    } == {
        "/api/v1/cart": ["delete", "get"],
        "/api/v1/cart/items": ["post"],
        "/api/v1/cart/items/{line_id}": ["delete", "patch"],
        "/api/v1/orders": ["get", "post"],
        "/api/v1/orders/{number}": ["get"],
        "/api/v1/orders/{number}/cancel": ["post"],
        "/api/v1/orders/{number}/documents": ["get"],
        "/api/v1/orders/{number}/documents/{document_number}": ["get"],
        "/api/v1/orders/{number}/returns": ["get", "post"],
    }


def test_every_operation_may_answer_with_a_problem() -> None:
    for operations in schema()["paths"].values():
        for operation in operations.values():
            assert "application/problem+json" in operation["responses"]["default"]["content"]


@pytest.mark.django_db
def test_the_schema_is_served_to_everybody(client: Client) -> None:
    answer = client.get("/api/v1/schema")

    assert answer.status_code == 200
    assert yaml.safe_load(answer.content)["openapi"].startswith("3.")


@pytest.mark.django_db
def test_only_the_documentation_may_write_styles_and_make_workers(client: Client) -> None:
    own = {"style-src 'self' 'unsafe-inline'", "worker-src 'self' blob:"}

    assert policy(client, "/api/v1/docs") - policy(client, "/api/v1/schema") == own


def policy(client: Client, path: str) -> set[str]:
    return set(client.get(path)["Content-Security-Policy"].split("; "))


@pytest.mark.browser
@pytest.mark.skipif(not (CHROMIUM or os.environ.get("REQUIRE_BROWSER")), reason="needs a Chromium")
@pytest.mark.django_db(transaction=True)
def test_the_documentation_renders_without_an_error(
    live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's own loop runs in this thread
    errors: list[str] = []
    requested: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: requested.append(request.url))
        page.goto(f"{live_server.url}/api/v1/docs")
        page.get_by_role("heading", name="Order what is in the cart").wait_for(timeout=30_000)
        page.wait_for_load_state("networkidle")
        heading = page.locator("h1").first.inner_text()
        browser.close()

    assert heading.startswith("ElectricityShop API")
    assert errors == []
    assert [url for url in requested if not url.startswith((live_server.url, "blob:", "data:"))] == []
