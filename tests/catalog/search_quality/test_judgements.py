"""Reading a file of judgements: what is meant, and which line is wrong."""

import pytest

from catalog.domain.judgements import BadJudgements, read_judgements


def read(text):
    return read_judgements(text.splitlines(keepends=True))


def test_a_query_has_many_lines():
    tape, tube = read('query,sku,grade,kind\n"1/2"" tube",B,3,units\ntape,A,3,\n"1/2"" tube",C,0,units\n')

    assert (tape.query, tape.kind, tape.line, tape.grades) == ('1/2" tube', "units", 2, {"B": 3, "C": 0})
    assert (tube.query, tube.kind, tube.grades) == ("tape", "plain", {"A": 3})


def test_the_kind_may_be_left_out():
    (query,) = read("query,sku,grade\ntape,A,1\n\n")

    assert query.kind == "plain"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Line 1: the header is '', not 'query,sku,grade', with or without 'kind'."),
        ("query,grade\n", "Line 1: the header is 'query,grade', not"),
        ("query,sku,grade\n", "The file has no judgements."),
        ("query,sku,grade\ntape,A\n", "Line 2: 2 columns instead of 3."),
        (
            "query,sku,grade\ntape,A,3\ntape,B,4\n",
            "Line 3: the grade is '4', not a whole number from 0 to 3.",
        ),
        ("query,sku,grade\ntape,A,\n", "Line 2: the grade is '', not"),
        ("query,sku,grade\n,A,3\n", "Line 2: the query or the SKU is missing."),
        ("query,sku,grade\ntape,A,3\ntape,A,2\n", "Line 3: A is judged twice for 'tape'."),
        (
            "query,sku,grade,kind\ntape,A,3,plain\ntape,B,3,units\n",
            "Line 3: the kind of 'tape' is 'units' here and 'plain' in line 2.",
        ),
        (
            "query,sku,grade\ntube,B,1\ntape,A,0\n",
            "Line 3: 'tape' has no product with a grade above 0.",
        ),
        ('query,sku,grade\ntape,"A,3\n', "Line 2: unexpected end of data."),
    ],
)
def test_a_bad_line_is_named(text, message):
    with pytest.raises(BadJudgements) as caught:
        read(text)

    assert str(caught.value).startswith(message)
