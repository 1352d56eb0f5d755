"""What may stand in a group of synonyms, and in which form."""

import pytest

from catalog.demo.synonyms import synonym_groups
from catalog.domain.search.quantities import quantities
from catalog.domain.search.synonyms import MOST_WORDS as MOST_KEPT
from catalog.domain.search.synonyms import BadSynonyms, synonyms_of_each_other
from catalog.queries.search.synonyms import MOST_WORDS as MOST_FOUND


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["  Socket ", "OUTLET", "", " "], ("socket", "outlet")),
        (["socket", "Socket", "power   point", "power point"], ("socket", "power point")),
        (["Flush-mounting box", "Kühlschrank"], ("flush mounting box", "kuhlschrank")),
        (["outlet", "socket"], ("outlet", "socket")),
    ],
)
def test_phrases_are_kept_once_as_searches_are_read(typed: list[str], kept: tuple[str, ...]) -> None:
    assert synonyms_of_each_other(typed) == kept


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ([], "Give at least two different words or phrases."),
        (["&", ""], "Give at least two different words or phrases."),
        (["socket", "Socket "], "Give at least two different words or phrases: “socket” is one."),
        (["socket", "a hole in walls"], "“a hole in walls” has 4 words; give at most 3."),
        (["socket", "flush-mounted power-point"], "“flush-mounted power-point” has 4 words; give at most 3."),
        (["socket", f"{'x' * 50} {'y' * 50}"], f"“{'x' * 20}…” is too long; give at most 80 letters."),
        ([f"word{number}" for number in range(31)], "Give at most 30 words or phrases in a group."),
    ],
)
def test_what_is_no_group_is_refused_with_a_sentence(typed: list[str], message: str) -> None:
    with pytest.raises(BadSynonyms) as refused:
        synonyms_of_each_other(typed)

    assert refused.value.message == message


def test_a_phrase_may_be_as_long_as_searches_look_for() -> None:
    assert MOST_KEPT == MOST_FOUND


def test_the_built_in_list_is_written_as_it_is_kept_and_has_every_phrase_once() -> None:
    groups = synonym_groups()

    assert 150 <= len(groups) <= 250
    assert [group for group in groups if synonyms_of_each_other(group) != group] == []
    phrases = [phrase for group in groups for phrase in group]
    assert {phrase for phrase in phrases if phrases.count(phrase) > 1} == set()


def test_no_phrase_of_the_built_in_list_is_read_as_a_quantity() -> None:
    phrases = [phrase for group in synonym_groups() for phrase in group]

    assert [phrase for phrase in phrases if quantities(phrase).quantities] == []
