"""What was typed, as terms that PostgreSQL can look for: words with all their forms, and quantities.

Any text is safe. A term is found when any of its forms is; which terms a product must have is for `matching` to say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from catalog.domain.search.compounds import fragments, joined, ways_apart
from catalog.domain.search.quantities import quantities
from catalog.domain.search.quantity import Quantity
from catalog.domain.search.wording import Word, words
from catalog.queries.search.known_words import KnownWord, is_beginning, known_words, meant_instead
from catalog.queries.search.near_values import NearValues, near_values
from catalog.queries.search.synonyms import spans, synonyms
from catalog.queries.vocabulary import vocabulary

MOST_TERMS: Final = 12
"""What follows is not looked for."""
_SHORTEST_BEGINNING: Final = 2
_NOBODY = KnownWord("", is_written_so=False, products=0)


@dataclass(slots=True)
class Term:
    """One thing that was asked for. `forms` are sources of a tsquery, any of which will do."""

    written: str
    forms: list[str]
    products: int | None
    """How many are said to have it; None when nobody knows."""
    meant: str = ""
    """The word that was looked for instead, where the one typed is not known."""
    synonyms: list[str] = field(default_factory=list)
    """What it is called, too; they are among the forms."""
    quantity: Quantity | None = None
    near: NearValues | None = None
    """Of a quantity: the values of properties that will do, too."""

    @property
    def query(self) -> str:
        return " | ".join(dict.fromkeys(self.forms))


@dataclass(frozen=True, slots=True)
class Understood:
    """`terms` are empty when there was nothing to look for."""

    terms: tuple[Term, ...] = ()

    @property
    def corrected(self) -> dict[str, str]:
        """What was typed to what was looked for instead."""
        return {term.written: term.meant for term in self.terms if term.meant}


def understood(text: str) -> Understood:
    """Five statements at most, and one for each word that is not known."""
    reading = quantities(text)
    typed = words(reading.words)
    asked = {form for word in typed for form in (*word.parts, word.joined, word.hyphenated)}
    known = known_words(asked | fragments(typed)) if typed else {}
    wording = _Wording(typed, known, ends_the_text=text.rstrip()[-1:] == reading.words[-1:])
    near = near_values(reading.quantities)
    measured = map(_measured, reading.quantities, near)
    terms = [*wording.terms(), *measured]
    return Understood(tuple(terms[:MOST_TERMS]))


@dataclass(slots=True)
class _Wording:
    words: Sequence[Word]
    known: dict[str, KnownWord]
    ends_the_text: bool
    """Whether the last word may still be unfinished: a quantity after it says that it is not."""
    _terms: list[Term] = field(default_factory=list)

    def terms(self) -> list[Term]:
        """Stop words are left out, unless there is nothing else."""
        if not self.words:
            return []
        unfinished = self.words[-1] if self.ends_the_text else None
        self._terms = [self._term(word, is_last=word is unfinished) for word in self.words]
        for pair in joined(self.words, self._is_known):
            self._also(pair.index, pair.index + 2, [_lexeme(pair.text)])
        for start, end, others in spans([self._stem(word) for word in self.words], synonyms()):
            self._also(start, end, [_phrase(other.split()) for other in others])
            for term in self._terms[start:end]:
                term.synonyms.extend(others)
        telling = [
            term for word, term in zip(self.words, self._terms, strict=True) if not self._is_stop_word(word)
        ]
        return telling or self._terms

    def _term(self, word: Word, *, is_last: bool) -> Term:
        forms = [_lexeme(word.hyphenated)]  # PostgreSQL takes it apart as it did with the products' texts
        if len(word.parts) > 1:
            forms += [_phrase(word.parts), _lexeme(word.joined)]
        apart = ways_apart(word.joined, self._is_known)
        forms += map(_phrase, apart)
        known = [self._known(form) for form in (word.joined, word.hyphenated, *word.parts[:1])]
        term = Term(word.hyphenated, forms, max(one.products for one in known))
        is_unknown = not apart and not any(self._is_known(form) for form in (word.joined, *word.parts))
        if is_last and len(word.joined) >= _SHORTEST_BEGINNING and not self._known(word.joined).is_written_so:
            forms.append(f"{_lexeme(word.hyphenated)}:*")
        if is_unknown and not (is_last and is_beginning(word.joined)):
            self._correct(term, word)
        return term

    def _correct(self, term: Term, word: Word) -> None:
        correction = meant_instead(word.joined)
        if correction is not None:
            term.meant, term.products = correction.word, correction.frequency
            term.forms.append(_lexeme(correction.word))

    def _also(self, start: int, end: int, forms: Iterable[str]) -> None:
        """Every word from `start` to before `end` is found where one of the forms is."""
        forms = list(forms)
        for term in self._terms[start:end]:
            term.forms.extend(forms)

    def _known(self, form: str) -> KnownWord:
        return self.known.get(form, _NOBODY)

    def _is_known(self, form: str) -> bool:
        return self._known(form).is_known

    def _stem(self, word: Word) -> str:
        return self._known(word.joined).stem or word.joined

    def _is_stop_word(self, word: Word) -> bool:
        return len(word.parts) == 1 and not self._known(word.joined).stem


def _measured(quantity: Quantity, near: NearValues) -> Term:
    """In every unit that the shop's properties are given in, and as it was written."""
    ends = [quantity.value] if quantity.upto is None else [quantity.value, quantity.upto]
    forms = [form for value in ends for form in _said(value, quantity.unit)]
    for unit in sorted(
        {attribute.unit for attribute in vocabulary().attributes.values()} - {"", quantity.unit}
    ):
        bounds = quantity.bounds_in(unit)
        if bounds is not None:
            forms += [form for value in sorted(set(bounds)) for form in _said(value, unit)]
    return Term(quantity.written.strip(), forms, None, quantity=quantity, near=near)


def _said(value: Decimal, unit: str) -> Iterable[str]:
    number = f"{value.normalize():f}"
    written = unit.lower()
    yield _phrase([number, written])
    yield _lexeme(f"{number}{written}")
    if written.isalpha() and len(written) > 3:  # what is counted: "Poles 3"
        yield _phrase([written, number])


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "").replace("'", "''") + "'"


def _phrase(parts: Sequence[str]) -> str:
    return "(" + " <-> ".join(map(_lexeme, parts)) + ")" if len(parts) > 1 else _lexeme(parts[0])
