"""A real Chromium against the running demo. Both live as long as a module's tests."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from electricityshop.embedded.running import RunningDemo, running_demo

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(autouse=True)
def empty_redis() -> None:
    """The demo has its own."""


@pytest.fixture(scope="session")
def demo() -> Iterator[RunningDemo]:
    with running_demo() as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("no Chromium found, and REQUIRE_BROWSER is set")
        pytest.skip("no Chromium found: set CHROMIUM or install it")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, demo: RunningDemo) -> Iterator[Page]:
    """A new visitor; the test fails when a page logged an error to the console."""
    context = browser.new_context(base_url=demo.url, viewport={"width": 1280, "height": 900})
    visitor = context.new_page()
    errors: list[str] = []
    visitor.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    visitor.on("pageerror", lambda error: errors.append(str(error)))
    yield visitor
    context.close()
    assert not errors


@pytest.fixture
def scriptless(browser: Browser, demo: RunningDemo) -> Iterator[Page]:
    """A visitor without JavaScript."""
    context = browser.new_context(base_url=demo.url, java_script_enabled=False)
    yield context.new_page()
    context.close()
