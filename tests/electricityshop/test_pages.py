import pytest

from electricityshop.pages import BadPage, Page, PageOutOfRange, PageRequest


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "abc", "١", "1" * 21, " 1"])
def test_what_is_no_page_number_is_a_bad_request(text: str) -> None:
    with pytest.raises(BadPage):
        PageRequest.parse(text)


def test_a_page_far_away_does_not_exist() -> None:
    with pytest.raises(PageOutOfRange):
        PageRequest.parse("1000000000000")


@pytest.mark.parametrize("size", ["0", "101", "1000000000"])
def test_a_page_holds_up_to_a_hundred(size: str) -> None:
    with pytest.raises(BadPage):
        PageRequest.parse("1", size)


def test_the_last_page_is_the_one_with_the_rest() -> None:
    page = Page(items=(1,), count=49, request=PageRequest(3, 24))

    assert (page.last_number, page.has_next, page.has_previous) == (3, False, True)
    with pytest.raises(PageOutOfRange):
        Page(items=(), count=48, request=PageRequest(3, 24))


def test_no_more_pages_are_offered_than_the_request_allows() -> None:
    last = Page(items=(1,), count=49, request=PageRequest(2, 10, last=2))

    assert (last.last_number, last.has_next, last.ends_early) == (2, False, True)
    assert not Page(items=(1,), count=49, request=PageRequest(1, 10, last=2)).ends_early
    assert not Page(items=(1,), count=20, request=PageRequest(2, 10, last=2)).ends_early
    with pytest.raises(PageOutOfRange):
        PageRequest(3, 10, last=2)


def test_an_empty_list_has_one_page() -> None:
    assert Page(items=(), count=0, request=PageRequest()).last_number == 1
