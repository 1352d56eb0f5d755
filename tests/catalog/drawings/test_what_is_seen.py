"""That a picture shows what the specification says."""

from xml.etree import ElementTree as ET

import pytest

from catalog.domain.drawings import draw, drawing_key
from catalog.domain.drawings.palette import BLACK, BLUE, BROWN, GREEN, GREY, TONES, YELLOW
from catalog.domain.records import SpecificationValue

SVG = "{http://www.w3.org/2000/svg}"


def picture(kind: str, **specification: SpecificationValue) -> str:
    return draw(kind, drawing_key(kind, specification))


def title(text: str) -> str | None:
    return ET.fromstring(text).findtext(f"{SVG}title")


def texts(text: str) -> list[str | None]:
    return [element.text for element in ET.fromstring(text).iter(f"{SVG}text")]


def count(text: str, class_: str) -> int:
    return sum(element.get("class") == class_ for element in ET.fromstring(text).iter())


def test_each_core_count_gives_another_picture() -> None:
    pictures = {picture("cable", cores=cores) for cores in range(1, 30)}

    assert len(pictures) == 29


def test_five_cores_have_the_five_colours_of_the_trade() -> None:
    text = picture("cable", cores=5, sheath_colour="white")

    assert all(tone.face in text for tone in (BROWN, BLACK, GREY, BLUE, GREEN, YELLOW))


def test_two_cores_have_no_earth() -> None:
    text = picture("cable", cores=2, sheath_colour="grey")

    assert YELLOW.face not in text
    assert BROWN.face in text
    assert BLUE.face in text


@pytest.mark.parametrize("colour", ["grey", "black", "white", "orange", "dark-blue", "green-yellow"])
def test_the_sheath_has_its_colour(colour: str) -> None:
    text = picture("cable", cores=1, sheath_colour=colour)

    assert TONES[colour].face in text
    assert TONES[colour].shade in text


def test_a_cable_says_its_size() -> None:
    text = picture("cable", cores=5, cross_section=2.5)

    assert texts(text) == ["5×2.5", "mm²"]
    assert title(text) == "Cable with 5 cores of 2.5 mm², grey sheath"


def test_a_data_cable_shows_its_pairs_and_category() -> None:
    text = picture("cable", pairs=4, cable_category="cat6a", screening="U/UTP")

    assert texts(text) == ["Cat 6a"]
    assert picture("cable", pairs=4, cable_category="cat6a", screening="S/FTP") != text


@pytest.mark.parametrize("poles", [1, 2, 3, 4])
def test_a_breaker_has_one_module_for_each_pole(poles: int) -> None:
    text = picture("breaker", poles=poles, tripping_curve="C", rated_current=32)

    assert count(text, "pole") == poles
    assert texts(text) == ["C32"]


def test_a_breaker_of_half_an_ampere_says_so() -> None:
    assert texts(picture("breaker", tripping_curve="C", rated_current=0.5)) == ["C0.5"]


@pytest.mark.parametrize(("poles", "drawn"), [(2, 2), (3, 4), (4, 4)])
def test_an_rcd_has_two_or_four_poles_and_its_marking(poles: int, drawn: int) -> None:
    text = picture("rcd", poles=poles, rated_current=63, residual_current=300, rcd_type="B")

    assert count(text, "pole") == drawn
    assert texts(text) == ["63A", "300mA", "T"]


def test_each_type_of_rcd_has_its_own_symbol() -> None:
    bodies = {picture("rcd", rcd_type=kind).partition("</title>")[2] for kind in ("AC", "A", "F", "B")}

    assert len(bodies) == 4


@pytest.mark.parametrize("gangs", [1, 2, 3, 6, 8])
def test_an_extension_strip_has_its_outlets(gangs: int) -> None:
    assert count(picture("plug", form="strip", gangs=gangs), "outlet") == gangs


@pytest.mark.parametrize("ports", [1, 5, 8, 24, 48])
def test_a_network_switch_has_its_ports(ports: int) -> None:
    assert count(picture("network", form="switch", ports=ports), "port") == ports


@pytest.mark.parametrize("rows", [1, 2, 4])
def test_a_distribution_board_has_its_rows(rows: int) -> None:
    assert count(picture("enclosure", rows=rows, modules=12 * rows), "row") == rows


def test_warm_light_looks_other_than_cool_light() -> None:
    warm, cool = picture("lamp", colour_temperature=2700), picture("lamp", colour_temperature=6500)

    assert warm.partition("</title>")[2] != cool.partition("</title>")[2]


@pytest.mark.parametrize(("code", "kind"), [("lamp_base", "lamp"), ("lamp_shape", "lamp")])
def test_bases_and_shapes_differ(code: str, kind: str) -> None:
    values = {
        "lamp_base": ("E27", "E14", "GU10", "B22"),
        "lamp_shape": ("A60", "candle", "globe", "reflector", "tube"),
    }[code]

    assert len({picture(kind, **{code: value}).partition("</title>")[2] for value in values}) == len(values)


@pytest.mark.parametrize("colour", ["white", "red", "blue"])
def test_a_phone_has_its_colour(colour: str) -> None:
    assert TONES[colour].face in picture("phone", colour=colour)


def test_what_is_black_has_a_lighter_outline() -> None:
    assert 'color="#8391a3"' in picture("mouse", colour="black")
    assert 'color="#3f4e61"' in picture("mouse", colour="white")
