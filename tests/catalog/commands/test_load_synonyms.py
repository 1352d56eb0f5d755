"""`write_synonyms` and `load_synonyms`: what is missing is added, what staff keep is left alone."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from catalog.commands.write_synonyms import SynonymReport, WriteSynonyms, write_synonyms
from catalog.demo.synonyms import synonym_groups
from catalog.domain.search.synonyms import BadSynonyms
from catalog.models import SynonymGroup
from catalog.queries.search.synonyms import synonyms
from tests.factories import product_with_variant

pytestmark = pytest.mark.django_db
SOCKETS, TORCHES = ("socket", "outlet"), ("torch", "flashlight")


def groups() -> list[list[str]]:
    return list(SynonymGroup.objects.order_by("id").values_list("words", flat=True))


def load(*args: object) -> str:
    output = StringIO()
    call_command("load_synonyms", *map(str, args), stdout=output)
    return output.getvalue().strip()


def test_missing_groups_are_added_once() -> None:
    wanted = WriteSynonyms(((" Socket", "OUTLET"), TORCHES, SOCKETS))

    assert write_synonyms(wanted) == SynonymReport(created=2, kept=1)
    assert write_synonyms(wanted) == SynonymReport(created=0, kept=3)
    assert groups() == [["socket", "outlet"], ["torch", "flashlight"]]


def test_a_group_of_which_staff_have_a_word_is_left_alone() -> None:
    SynonymGroup.objects.create(words=["outlet", "factory shop"])

    assert write_synonyms(WriteSynonyms((SOCKETS, TORCHES))) == SynonymReport(created=1, kept=1)
    assert groups() == [["outlet", "factory shop"], ["torch", "flashlight"]]


def test_one_bad_group_is_refused_before_anything_is_written() -> None:
    with pytest.raises(BadSynonyms):
        WriteSynonyms((SOCKETS, ("torch",)))


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_once_add_each_group_once() -> None:
    def write(_: int) -> int:
        try:
            return write_synonyms(WriteSynonyms(synonym_groups())).created
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as loads:
        created = list(loads.map(write, range(4)))

    assert sorted(created) == [0, 0, 0, len(synonym_groups())]
    assert SynonymGroup.objects.count() == len(synonym_groups())


def test_the_built_in_list_is_loaded_without_a_file() -> None:
    number = len(synonym_groups())

    assert load() == f"{number} groups of synonyms added, 0 left as they are"
    assert load() == f"0 groups of synonyms added, {number} left as they are"


def test_every_phrase_of_the_built_in_list_leads_to_its_group_alone() -> None:
    """By the stems that searches compare: one in two groups would join what is not the same."""
    load()

    named = groups()
    place = {phrase: number for number, group in enumerate(named) for phrase in group}
    led = {stems: {place[other] for other in others} for stems, others in synonyms().items()}
    assert {stems: found for stems, found in led.items() if len(found) != 1} == {}
    own = [set(named[place[others[0]]]) - set(others) for others in synonyms().values()]
    assert [alike for alike in own if len(alike) != 1] == [], "forms of one phrase: one of them is enough"


def test_a_file_of_ones_own_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('lamps = [["Torch", "Hand-Lamp"]]\nsockets = [["socket", "outlet"]]\n')

    assert load(file) == "2 groups of synonyms added, 0 left as they are"
    assert groups() == [["torch", "hand lamp"], ["socket", "outlet"]]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('lamps = "torch"', 'lamps: write it as [["socket", "outlet"], ["torch", "flashlight"]]'),
        ('lamps = ["torch", "flashlight"]', 'lamps: write it as [["socket", "outlet"]'),
        ("lamps = [[1, 2]]", "lamps: a group is a list of words in quotes, not [1, 2]"),
        (
            'lamps = [["torch", "flashlight"], ["bulb"]]',
            "Give at least two different words or phrases: “bulb”",
        ),
        ("lamps", "own.toml: "),
        (b"\xff", "own.toml: "),
        (None, "own.toml: No such file"),
    ],
)
def test_what_is_no_such_file_is_refused_and_nothing_written(
    tmp_path: Path, text: str | bytes | None, complaint: str
) -> None:
    file = tmp_path / "own.toml"
    if text is not None:
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    with pytest.raises(CommandError) as refused:
        load(file)

    assert complaint in str(refused.value)
    assert groups() == []


@pytest.mark.django_db(transaction=True)
def test_a_search_finds_by_the_loaded_word(client: Client) -> None:
    product_with_variant(name="Double socket, white", sku="DS-1")
    assert "Double socket" not in client.get("/search", {"q": "receptacle"}).content.decode()

    load()

    assert "Double socket" in client.get("/search", {"q": "receptacle"}).content.decode()
