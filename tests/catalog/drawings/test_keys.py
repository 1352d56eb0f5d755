"""Keys: what they say, and which ones are refused."""

import pytest

from catalog.domain.drawings import KINDS, UnknownDrawing, draw, drawing_key

CABLE = "form-power_cores-3_pairs-0_category-none_screen-no_sheath-grey_size-2.5"


def test_a_key_names_what_the_picture_shows_and_nothing_else() -> None:
    key = drawing_key(
        "cable",
        {"cores": 3, "cross_section": 2.5, "sheath_colour": "grey", "standard": "EN 50525", "length": 50},
    )

    assert key == CABLE


def test_products_that_look_the_same_share_a_key() -> None:
    ring = drawing_key(
        "cable", {"cores": 3.0, "cross_section": "2.50", "sheath_colour": "Grey", "supply_form": "ring"}
    )

    assert ring == CABLE


def test_an_unknown_kind_has_the_key_of_a_box() -> None:
    key = drawing_key("flux-capacitor", {"cores": 3})

    assert key == drawing_key("box", {"cores": 3}) == "form-parcel"
    assert draw("box", key)


@pytest.mark.parametrize(
    ("kind", "specification", "expected"),
    [
        (
            "breaker",
            {"poles": 3, "tripping_curve": "C", "rated_current": 32},
            "form-mcb_poles-3_modules-1_curve-c_current-32",
        ),
        ("breaker", {"rated_current": 0.5}, "form-mcb_poles-1_modules-1_curve-none_current-0.5"),
        ("breaker", {"poles": 900, "modules": -3}, "form-mcb_poles-6_modules-1_curve-none_current-16"),
        (
            "rcd",
            {"poles": 4, "rcd_type": "A-EV", "residual_current": 300},
            "poles-4_curve-none_current-40_residual-300_type-a-ev",
        ),
        (
            "lamp",
            {"lamp_shape": "A60", "lamp_base": "GU5.3", "colour_temperature": 3900},
            "shape-a60_base-gu5-3_finish-frosted_light-4000",
        ),
        ("phone", {"colour": "Space Gray"}, "form-handset_colour-anthracite"),
        ("gpu", {"color": "Black / Red"}, "colour-black"),
        ("keyboard", {"colour": "ultraviolet"}, "colour-black"),
    ],
)
def test_values_are_brought_to_one_spelling(
    kind: str, specification: dict[str, float | str], expected: str
) -> None:
    assert drawing_key(kind, specification) == expected


@pytest.mark.parametrize(
    ("kind", "hints", "form"),
    [
        ("tool", {"name": "Diagonal cutters 160 mm"}, "cutters"),
        ("tool", {"name": "Acme 3000", "category": "tools/hand/screwdrivers"}, "screwdriver"),
        ("tool", {"torque": 60}, "drill"),
        ("tool", {"form": "knife", "name": "Pliers"}, "knife"),
        ("fan", {"name": "Bathroom extractor fan"}, "extractor"),
        ("appliance", {"place_settings": 13}, "dishwasher"),
        ("network", {"category": "network/active/cameras"}, "camera"),
        ("power-supply", {"mounting": "plug-in"}, "adapter"),
        ("breaker", {"fuse_size": "NH00"}, "knife-fuse"),
    ],
)
def test_the_form_is_said_or_hinted_or_told_from_the_specification(
    kind: str, hints: dict[str, float | str], form: str
) -> None:
    assert drawing_key(kind, hints).startswith(f"form-{form}")


@pytest.mark.parametrize(
    "key",
    [
        "",
        "x",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "x" * 10_000,
        CABLE + "_size-2.5" * 30,
        CABLE + "\x00",
        CABLE + "\n",
        CABLE + " ",
        CABLE + "_",
        "_" + CABLE,
        CABLE.upper(),
        CABLE.replace("cores-3", "cores-03"),
        CABLE.replace("cores-3", "cores-3.0"),
        CABLE.replace("cores-3", "cores-3.5"),
        CABLE.replace("cores-3", "cores-+3"),
        CABLE.replace("cores-3", "cores--3"),
        CABLE.replace("cores-3", "cores-٣"),
        CABLE.replace("cores-3", "cores-３"),
        CABLE.replace("cores-3", "cores-999999999999999999999999"),
        CABLE.replace("cores-3", "cores-1e1"),
        CABLE.replace("cores-3", "cores-nan"),
        CABLE.replace("cores-3", "cores-62"),
        CABLE.replace("cores-3", "cores-0"),
        CABLE.replace("cores-3", "cores-"),
        CABLE.replace("cores-3", "cores"),
        CABLE.replace("cores-3", "3"),
        CABLE.replace("size-2.5", "size-2.50"),
        CABLE.replace("size-2.5", "size-2.6"),
        CABLE.replace("sheath-grey", "sheath-gray"),
        CABLE.replace("sheath-grey", 'sheath-grey"/><script>'),
        CABLE.replace("cores-3_pairs-0", "pairs-0_cores-3"),
        CABLE.removesuffix("_size-2.5"),
    ],
)
def test_a_key_that_drawing_key_would_not_write_is_refused(key: str) -> None:
    assert draw("cable", CABLE)

    with pytest.raises(UnknownDrawing):
        draw("cable", key)


@pytest.mark.parametrize("kind", ["", "Cable", "cable ", "../cable", "cable\x00", "x" * 10_000])
def test_an_unknown_kind_is_refused(kind: str) -> None:
    with pytest.raises(UnknownDrawing):
        draw(kind, CABLE)


def test_a_key_of_another_kind_is_refused() -> None:
    for kind in KINDS:
        if kind != "cable":
            with pytest.raises(UnknownDrawing):
                draw(kind, CABLE)


def test_a_refused_key_is_a_value_error_that_does_not_repeat_the_key() -> None:
    with pytest.raises(ValueError, match="field") as refused:
        draw("cable", "<script>")

    assert "<script>" not in str(refused.value)
