"""The preview of a mail in a real Chromium: it is seen, its attachment comes down, and nothing in it runs."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Dialog, sync_playwright

from tests.admin.shop import Shop
from tests.browser.conftest import ARGUMENTS, CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM or os.environ.get("REQUIRE_BROWSER")), reason="needs a Chromium"),
    pytest.mark.django_db(transaction=True),
]
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def test_the_mail_is_seen_and_nothing_in_it_runs(
    staff: Callable[..., Client], shop: Shop, address: Any, live_server: Any, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's own loop runs in this thread
    session = staff("Support").cookies["sessionid"].value
    placed = shop.place((shop.new_variant(), 1), shipping=replace(address, name=HOSTILE))
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    preview = f"{live_server.url}/admin/orders/ordermail/preview/"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1200, "height": 900}, accept_downloads=True)
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("dialog", note)

        page.goto(f"{preview}?kind=shipped&order={placed.number}")
        frame = page.frame_locator("iframe.shop-mail")
        frame.get_by_role("heading", name="Your order is on its way").wait_for()
        hostile = frame.locator("body").inner_text()
        page.goto(f"{preview}?kind=confirmation")
        frame.get_by_role("heading", name="Thank you, your order is confirmed").wait_for()
        wide = page.screenshot()
        with page.expect_download() as download:
            page.get_by_role("link", name="INV-SAMPLE.pdf").click()
        name = download.value.suggested_filename
        page.set_viewport_size({"width": 390, "height": 900})
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        narrow = page.screenshot(full_page=True)
        browser.close()

    (tmp_path / "wide.png").write_bytes(wide)
    (tmp_path / "narrow.png").write_bytes(narrow)
    assert HOSTILE in hostile
    assert name == "INV-SAMPLE.pdf"
    assert dialogs == []
    assert sideways <= 0
