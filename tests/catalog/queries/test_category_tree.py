import pytest

from catalog.queries.category_samples import category_samples
from catalog.queries.category_tree import UnknownCategory, category_tree
from tests.factories import CategoryFactory, product_with_variant

pytestmark = pytest.mark.django_db


def test_parents_stand_before_children_and_siblings_in_their_order():
    cable = CategoryFactory.create(slug="cable", position=1)
    CategoryFactory.create(slug="lamps", position=0)
    CategoryFactory.create(slug="flexible", parent=cable, position=1)
    CategoryFactory.create(slug="solar", parent=cable, position=0)

    assert [(node.path, node.depth) for node in category_tree()] == [
        ("lamps", 0),
        ("cable", 0),
        ("cable/solar", 1),
        ("cable/flexible", 1),
    ]


def test_a_category_without_a_drawing_kind_has_its_nearest_ancestors():
    cable = CategoryFactory.create(slug="cable", drawing="cable")
    below = CategoryFactory.create(slug="installation", parent=cable)
    CategoryFactory.create(slug="nym", parent=below)
    CategoryFactory.create(slug="plugs", parent=cable, drawing="plug")

    drawings = {node.slug: node.drawing for node in category_tree()}

    assert drawings == {"cable": "cable", "installation": "cable", "nym": "cable", "plugs": "plug"}


def test_a_subtree_is_not_a_prefix_of_letters():
    cable = CategoryFactory.create(slug="cable")
    below = CategoryFactory.create(slug="solar", parent=cable)
    CategoryFactory.create(slug="cable-ties")

    tree = category_tree()

    assert set(tree.subtree_ids(tree.at("cable"))) == {cable.pk, below.pk}


def test_a_category_is_found_by_path_or_by_its_last_element():
    cable = CategoryFactory.create(slug="cable")
    CategoryFactory.create(slug="solar", parent=cable)

    tree = category_tree()

    assert tree.named("cable/solar").slug == tree.named("solar").slug == "solar"
    with pytest.raises(UnknownCategory):
        tree.named("moon")


def test_the_tree_is_read_once_and_again_after_a_change(
    django_assert_num_queries, django_capture_on_commit_callbacks
):
    CategoryFactory.create(slug="cable")
    category_tree()

    with django_assert_num_queries(0):
        category_tree()
    with django_capture_on_commit_callbacks(execute=True):
        CategoryFactory.create(slug="lamps")

    assert [node.slug for node in category_tree()] == ["cable", "lamps"]


def test_a_category_counts_what_is_below_it_and_shows_its_most_popular():
    cable = CategoryFactory.create(slug="cable", drawing="cable")
    below = CategoryFactory.create(slug="solar", parent=cable)
    CategoryFactory.create(slug="empty")
    product_with_variant(category=cable, popularity=1, specification={"cores": 5})
    product_with_variant(category=below, popularity=2, specification={"cores": 2})
    product_with_variant(category=below, popularity=3, is_published=False)

    samples = category_samples()

    assert {category_id: sample.count for category_id, sample in samples.items()} == {
        cable.pk: 2,
        below.pk: 1,
    }
    assert "cores-2" in samples[cable.pk].drawing
    assert samples[cable.pk].drawing == samples[below.pk].drawing
