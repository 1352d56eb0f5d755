"""Energy classes stand where EU law asks for the label, and nowhere else."""

from math import ceil

from catalog.domain.records import CategoryRecord, ProductRecord

LABELLED = {
    ("lamps",),
    ("climate", "water"),
    ("climate", "ventilation", "heat-recovery"),
    ("climate", "cooling"),
    ("appliances", "cold"),
    ("appliances", "laundry"),
    ("appliances", "dishwashers"),
    ("appliances", "cooking", "ovens"),
    ("appliances", "cooking", "hoods"),
    ("appliances", "screens"),
}
LABEL_CODES = {"energy_class", "energy_scale"}

LIGHT_CLASSES = ((210, "A"), (185, "B"), (160, "C"), (135, "D"), (110, "E"), (85, "F"), (0, "G"))
"""Regulation (EU) 2019/2015, Annex II: lumens per watt from which a class is reached."""

Products = tuple[ProductRecord, ...]


def is_labelled(path: tuple[str, ...]) -> bool:
    return any(path[:depth] in LABELLED for depth in range(1, len(path) + 1))


def light_class(lumens_per_watt: float, shape: object, voltage: object) -> str:
    directional = shape in ("spot", "reflector")
    on_mains = voltage == 230
    factor = {(False, True): 1.0, (False, False): 0.926, (True, True): 1.176, (True, False): 1.089}
    corrected = lumens_per_watt * factor[directional, on_mains]
    return next(name for least, name in LIGHT_CLASSES if corrected >= least)


def test_the_label_is_declared_exactly_at_the_labelled_groups(
    tree: dict[tuple[str, ...], CategoryRecord],
) -> None:
    declaring = {path for path, category in tree.items() if LABEL_CODES & set(category.attributes)}

    assert declaring == LABELLED


def test_every_labelled_variant_has_class_and_scale_and_no_other_has(demo_products: Products) -> None:
    for product in demo_products:
        for variant in product.variants:
            labels = LABEL_CODES & (product.specification.keys() | variant.specification.keys())
            assert labels == (LABEL_CODES if is_labelled(product.category) else set()), variant.sku


def test_the_class_lies_on_its_scale(demo_products: Products) -> None:
    scales = {
        "A-G": list("ABCDEFG"),
        "A+++-D": ["A+++", "A++", "A+", *"ABCD"],
        "A+-F": ["A+", *"ABCDEF"],
        "A+-G": ["A+", *"ABCDEFG"],
    }

    for product in demo_products:
        for variant in product.variants:
            values = {**product.specification, **variant.specification}
            if "energy_class" in values:
                assert values["energy_class"] in scales[str(values["energy_scale"])], variant.sku


def test_the_class_of_a_lamp_follows_from_lumens_and_watts(demo_products: Products) -> None:
    for product in demo_products:
        if product.category[0] != "lamps":
            continue
        for variant in product.variants:
            values = {**product.specification, **variant.specification}
            lumens_per_watt = float(values["luminous_flux"]) / float(values["power"])
            expected = light_class(lumens_per_watt, values["lamp_shape"], values["voltage"])
            assert values["energy_class"] == expected, variant.sku
            assert abs(float(values["luminous_efficacy"]) - lumens_per_watt) < 0.1, variant.sku
            assert values["energy_consumption"] == ceil(float(values["power"])), variant.sku
