"""`make screenshots`: docs/screenshots from a fresh demo, a purchase along the way."""

import os
import re
import shutil
import sys

from playwright.sync_api import Page, expect, sync_playwright

from electricityshop.embedded.environment import ROOT
from electricityshop.embedded.running import RunningDemo, running_demo

DIRECTORY = ROOT / "docs" / "screenshots"
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        sys.exit("No Chromium found: set CHROMIUM or install it.")
    DIRECTORY.mkdir(parents=True, exist_ok=True)
    with running_demo() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for size, (width, height) in SIZES.items():
            context = browser.new_context(base_url=demo.url, viewport={"width": width, "height": height})
            number = purchase(context.new_page(), size)
            if size == "desktop":
                admin(context.new_page(), demo, number)
            context.close()
        browser.close()


def shoot(page: Page, name: str, size: str) -> None:
    """One screen of the page; JPEG keeps the repository small."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(DIRECTORY / f"{name}-{size}.jpg"), type="jpeg", quality=80)


def purchase(page: Page, size: str) -> str:
    """Take every shopper page while buying; the order's number."""
    page.goto("/")
    shoot(page, "home", size)
    page.goto("/c/protection/")
    shoot(page, "category", size)
    page.goto("/search?q=breaker")
    shoot(page, "search", size)
    page.locator("a[href^='/p/']").first.click()
    shoot(page, "product", size)
    page.get_by_role("button", name="Add to cart").first.click()
    page.wait_for_load_state("networkidle")
    page.goto("/cart")
    shoot(page, "cart", size)
    page.get_by_role("link", name="Go to checkout").click()
    page.get_by_label("E-mail").fill("kim@example.com")
    page.get_by_label("Full name").first.fill("Kim Example")
    page.get_by_label("Street and number").first.fill("Hauptstrasse 1")
    page.get_by_label("Postcode").first.fill("10115")
    page.get_by_label("City").first.fill("Berlin")
    shoot(page, "checkout", size)
    page.get_by_role("button", name="Go on to shipping").click()
    page.get_by_role("button", name="Go on to review").click()
    shoot(page, "review", size)
    page.get_by_role("button", name="Order with obligation to pay").click()
    page.locator("input[name=number]").fill("4242 4242 4242 4242")
    page.locator("input[name=exp]").fill("12 / 40")
    page.locator("input[name=cvc]").fill("123")
    shoot(page, "payment", size)
    page.get_by_role("button", name=re.compile("^Pay")).click()
    expect(page.locator("#order-headline")).to_contain_text("confirmed", timeout=30_000)
    shoot(page, "confirmation", size)
    found = re.search(r"/orders/([^/]+)/", page.url)
    return found[1] if found else ""


def admin(page: Page, demo: RunningDemo, number: str) -> None:
    """The order as staff see it, the jobs, and a mail before a customer gets it."""
    page.goto("/admin/")
    page.locator("input[name=username]").fill(demo.staff_email)
    page.locator("input[name=password]").fill(demo.staff_password)
    page.locator("button[type=submit]").first.click()
    page.goto(f"/admin/orders/order/?q={number}")
    page.get_by_role("link", name=number).first.click()
    shoot(page, "admin-order", "desktop")
    page.goto("/admin/jobs/jobs/")
    shoot(page, "admin-jobs", "desktop")
    page.goto("/admin/orders/ordermail/preview/?kind=shipped")
    shoot(page, "admin-mails", "desktop")


if __name__ == "__main__":
    main()
