"""The search field suggests: from the keyboard, for screen readers, on a slow line."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


@pytest.fixture
def field(page: Page) -> Locator:
    page.goto("/")
    return page.get_by_role("combobox", name="Search the catalogue")


def options(page: Page) -> Locator:
    return page.locator("#suggestions").get_by_role("option")


def test_the_keyboard_walks_through_what_is_suggested(page: Page, field: Locator) -> None:
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("circuit br")

    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("group", name="Products")).to_be_visible()
    expect(page.locator("#suggestions-status")).to_have_text(re.compile(r"^\d+ suggestions?$"))
    first, last = options(page).first, options(page).last
    field.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "suggestion-1")
    field.press("End")
    expect(last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field.press("ArrowUp")
    expect(last).to_have_attribute("aria-selected", "true")
    field.press("Home")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_be_focused()
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("circuit br")


def test_enter_searches_until_something_is_chosen(page: Page, field: Locator) -> None:
    field.press_sequentially("circuit breaker")
    expect(options(page).first).to_be_visible()
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=circuit\+breaker$"))

    field.press_sequentially(" b")
    expect(options(page).first).to_be_visible()
    product = page.get_by_role("group", name="Products").get_by_role("option").first
    address = product.get_attribute("href")
    while product.get_attribute("aria-selected") != "true":
        field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(f"{address}$"))


def test_a_click_follows_it_and_leaving_the_field_closes_the_list(page: Page, field: Locator) -> None:
    field.press_sequentially("cable")
    expect(options(page).first).to_be_visible()
    field.press("Tab")
    expect(page.locator("#suggestions")).to_be_hidden()

    field.fill("cabl")
    category = page.get_by_role("group", name="Categories").get_by_role("option").first
    category.click()
    expect(page).to_have_url(re.compile("/c/"))


def test_an_older_answer_never_replaces_a_newer_one(page: Page, field: Locator) -> None:
    held: list[Route] = []

    def answer(route: Route) -> None:
        if route.request.url.endswith("q=lam"):
            held.append(route)
        else:
            route.continue_()

    page.route("**/suggestions?*", answer)
    with page.expect_request("**/suggestions?q=lam"):
        field.press_sequentially("lam")
    field.fill("dimmer")
    expect(options(page).first).to_contain_text(re.compile("dimm", re.IGNORECASE))
    newer = page.locator("#suggestions").inner_text()
    assert held
    held[0].fulfill(status=200, body='<a role="option" id="suggestion-1">Older</a>')
    page.wait_for_timeout(200)

    assert page.locator("#suggestions").inner_text() == newer


def test_ones_own_searches_stay_in_the_browser_and_can_be_forgotten(page: Page, field: Locator) -> None:
    field.fill("led lamp")
    field.press("Enter")
    page.goto("/")
    field.focus()

    expect(page.get_by_role("group", name="Your last searches").get_by_role("option")).to_have_text(
        ["led lamp"]
    )
    options(page).filter(has_text="Forget").click()
    expect(page.locator("#suggestions")).to_be_hidden()
    page.goto("/")
    field.focus()
    expect(page.locator("#suggestions")).to_be_hidden()


def test_on_a_phone_it_fits(page: Page, field: Locator) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    field.press_sequentially("circuit br")
    expect(options(page).first).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_a_script_the_form_works(scriptless: Page) -> None:
    scriptless.goto("/")
    search = scriptless.get_by_role("searchbox")
    search.fill("led")
    search.press("Enter")

    expect(scriptless).to_have_url(re.compile(r"/search\?q=led$"))
