"""A guest buys: from the home page to "confirmed", with a real browser, web server, sandbox and workers."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

GOOD, DECLINED = "4242 4242 4242 4242", "4000 0000 0000 0002"


def to_the_cart(page: Page) -> None:
    page.goto("/")
    page.locator("#site-search").fill("circuit breaker")
    page.keyboard.press("Enter")
    page.locator("a[href^='/p/']").first.click()
    page.get_by_role("button", name="Add to cart").first.click()
    page.goto("/cart")


def to_the_payment(page: Page) -> None:
    page.get_by_role("link", name="Go to checkout").click()
    page.get_by_label("E-mail").fill("kim@example.com")
    page.get_by_label("Full name").first.fill("Kim Example")
    page.get_by_label("Street and number").first.fill("Hauptstrasse 1")
    page.get_by_label("Postcode").first.fill("10115")
    page.get_by_label("City").first.fill("Berlin")
    page.get_by_role("button", name="Go on to shipping").click()
    page.get_by_role("button", name="Go on to review").click()
    page.get_by_role("button", name="Order with obligation to pay").click()
    expect(page.get_by_text("SANDBOX").first).to_be_visible()


def pay(page: Page, number: str) -> None:
    page.locator("input[name=number]").fill(number)
    page.locator("input[name=exp]").fill("12 / 40")
    page.locator("input[name=cvc]").fill("123")
    page.get_by_role("button", name=re.compile("^Pay")).click()


def test_a_guest_buys_and_sees_the_order_confirmed(page: Page) -> None:
    to_the_cart(page)
    to_the_payment(page)
    pay(page, GOOD)

    expect(page.locator("#order-headline")).to_contain_text(
        re.compile("confirmed", re.IGNORECASE), timeout=15_000
    )
    page.goto("/cart")
    expect(page.get_by_text(re.compile("cart is empty", re.IGNORECASE)).first).to_be_visible()


def test_a_declined_card_says_so_and_the_next_one_pays(page: Page) -> None:
    to_the_cart(page)
    to_the_payment(page)
    pay(page, DECLINED)

    expect(page.get_by_text(re.compile("declined", re.IGNORECASE)).first).to_be_visible()
    pay(page, GOOD)
    expect(page.locator("#order-headline")).to_contain_text(
        re.compile("confirmed", re.IGNORECASE), timeout=15_000
    )


def test_buying_needs_no_javascript(scriptless: Page) -> None:
    to_the_cart(scriptless)
    to_the_payment(scriptless)
    pay(scriptless, GOOD)

    for _ in range(20):
        if "confirmed" in scriptless.locator("#order-headline").inner_text().lower():
            break
        scriptless.wait_for_timeout(500)
        scriptless.reload()
    expect(scriptless.locator("#order-headline")).to_contain_text(re.compile("confirmed", re.IGNORECASE))
