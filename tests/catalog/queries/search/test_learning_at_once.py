"""Several writers learn the same new words: nobody fails, and each is learnt once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from catalog.models import Product, SearchWord
from catalog.words import learn_words
from tests.catalog.queries.search.shop import shop_of

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 4
WORDS = [f"word{number}" for number in range(800)]


def test_the_same_words_in_many_transactions_at_once():
    shop_of(*(" ".join(WORDS[place : place + 20]) for place in range(0, len(WORDS), 20)))
    SearchWord.objects.all().delete()
    products = list(Product.objects.values_list("pk", flat=True))
    start = Barrier(WRITERS)

    def learn(_):
        try:
            with transaction.atomic():
                start.wait(timeout=20)
                learn_words(products)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(learn, range(WRITERS)))

    assert set(SearchWord.objects.values_list("word", flat=True)) == {*WORDS, "goods"}
