"""A condition about one value, as sentences speak of it: whom it is about, what it asks, what was found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.explaining import assembly
from onedoor.engine.feel.explaining.joining import glue
from onedoor.engine.feel.explaining.numbers import distance_words
from onedoor.engine.feel.explaining.requirements import Words
from onedoor.engine.feel.explaining.terms import Terms, as_constant, lacks
from onedoor.engine.feel.explaining.units import PLAIN, SHARE, Quantity
from onedoor.engine.feel.explaining.values import value_words
from onedoor.engine.feel.logic import less
from onedoor.engine.feel.scope import NOWHERE
from onedoor.engine.feel.trace import Trace, missing
from onedoor.engine.feel.values import Range, Unknown
from onedoor.text import Text


class Seen(Protocol):
    """What was met when a condition was decided: a step of an explanation, or a cell of a table."""

    @property
    def value(self) -> Any: ...

    @property
    def facts(self) -> Mapping[str, Any]: ...

    @property
    def unknown(self) -> frozenset[str]: ...

    def met(self, place: int) -> Any:
        """The value of the part at a place; ``NOWHERE`` where it was not looked at."""


SELF, UNSEEN = -1, -2


class Part(NamedTuple):
    """A part of a condition: its node, what it is called, and its place among the parts of the step.

    At the place ``SELF`` it is the condition itself, at ``UNSEEN`` something that has no value of its own.
    """

    node: n.Node
    term: Text
    place: int
    constant: Any

    @classmethod
    def of(cls, node: n.Node, place: int, terms: Terms) -> Part:
        return cls(node, terms.text(node), place, as_constant(node))

    def met(self, seen: Seen) -> Any:
        """Its value; ``NOWHERE`` where nobody looked."""
        if self.place < 0:
            return seen.value if self.place == SELF else NOWHERE
        return seen.met(self.place) if self.constant is NOWHERE else self.constant

    def words(self, value: Any, quantity: Quantity, codes: Mapping[str, Text]) -> Text:
        """A constant by its value; another by its value, if it has one, and by what it is called."""
        if value is NOWHERE or value is None or isinstance(value, Unknown):
            return value_words(None) if self.constant is None else self.term
        told = value_words(value, quantity, codes)
        if self.constant is not NOWHERE:
            return told
        return Text(f"{told.zh}（{self.term.zh}）", f"{told.en} ({self.term.en})")


class Asked(NamedTuple):
    """The limits of a condition and the words for them; ``tell`` words a further value in the same way."""

    values: Sequence[Any]
    words: Sequence[Text]
    tell: Callable[[Any], Text]


class Read(NamedTuple):
    """The words of a condition; how its numbers read; and those that the one found must not be mistaken for."""

    words: Words
    quantity: Quantity
    beside: Sequence[Decimal]


Wanted = Callable[[Asked, bool], Words]


class Claim:
    """One condition on one value. ``wanted`` in its methods is the answer that is asked of it.

    ``words_for`` gives the words for the limits, asked for or (second argument) asked not to be.
    ``is_value`` tells that being true or false is nothing but having a certain value.
    """

    def __init__(
        self,
        terms: Terms,
        subject: Part,
        limits: Sequence[Part],
        words_for: Wanted,
        *,
        is_value: bool = False,
    ) -> None:
        self.terms = terms
        self.subject = subject
        self.limits = tuple(limits)
        self.is_value = is_value
        self._words_for = words_for
        parts = [subject, *limits]
        self.codes = next(filter(None, (terms.codes(each.node) for each in parts)), {})
        told = (terms.quantity(each.node) for each in parts)
        self._told = next((each for each in told if each is not None), None)
        self._may_be_share = self._told is None and any(terms.may_be_share(each.node) for each in parts)
        loop = terms.loop_of(subject.node)
        names = (terms.named(subject.node), loop.name if loop is not None else None)
        # The names by which the facts may call just what the condition is about.
        self._lone = frozenset(each for each in names if each)
        self._is_fixed = all(each.constant is not NOWHERE for each in limits)

    @cached_property
    def _fixed(self) -> tuple[Read, Read]:
        """The words where all limits are constants, by what is wanted: then they are the same each time."""
        constants = [each.constant for each in self.limits]
        return self._read(constants, NOWHERE, False), self._read(constants, NOWHERE, True)

    def _reading(self, seen: Seen, found: Any, wanted: bool) -> Read:
        if self._is_fixed and (not self._may_be_share or self.limits):
            return self._fixed[wanted]
        return self._read([each.met(seen) for each in self.limits], found, wanted)

    def _read(self, limits: Sequence[Any], found: Any, wanted: bool) -> Read:
        quantity = self._told or (self._share(limits, found) if self._may_be_share else PLAIN)
        words = [
            each.words(value, quantity, self.codes) for each, value in zip(self.limits, limits, strict=True)
        ]
        asked = Asked(limits, words, lambda value: value_words(value, quantity, self.codes))
        return Read(self._words_for(asked, not wanted), quantity, list(_numbers(limits)))

    def _share(self, limits: Sequence[Any], found: Any) -> Quantity:
        """Per cent where what it is compared with lies between nothing and the whole."""
        numbers = list(_numbers(limits)) or list(_numbers([found]))
        if isinstance(
            self.subject.node, n.Arithmetic
        ):  # a ratio that is asked to be 1 or 2 is a plain number
            return SHARE if numbers and all(0 < each < 1 for each in numbers) else PLAIN
        return SHARE if numbers and all(0 <= each <= 1 for each in numbers) else PLAIN

    @property
    def is_about_loop(self) -> bool:
        """Is it about the item of a loop itself?"""
        return self.terms.loop_of(self.subject.node) is not None

    def required(self, wanted: bool = True) -> Text | None:
        """The condition as a demand (``年龄不低于 18 岁``), where its limits are constants."""
        if not self._is_fixed:
            return None
        required, term = self._fixed[wanted].words.required, self.subject.term
        if self.is_about_loop:
            return required
        return Text(glue(term.zh, required.zh), f"{term.en} {required.en}")

    def sentence(self, seen: Seen, wanted: bool = True, subject: Text | None = None) -> Text:
        """How it stands; ``subject`` is another name for what it is about."""
        found = self.subject.met(seen)
        term = subject or self.subject.term
        read = self._reading(seen, found, wanted)
        words, value = read.words, seen.value
        if isinstance(value, bool):
            verdict = words.held if value is wanted else words.failed
            if found is None:
                return assembly.none_on_record(term, verdict)
            if value is not wanted and words.above is not None:
                verdict = self._side(found, seen, words)
            if words.is_presence and isinstance(found, (dict, list)):
                return assembly.on_record(term, verdict)
            return assembly.told(term, self._value(found, read), verdict, joins=words.joins)
        if isinstance(value, Unknown):
            lacking = missing(seen) if isinstance(seen, Trace) else seen.unknown
            labels = self.terms.lacking(lacking, seen.facts)
            return assembly.open_until_told(term, labels, words, is_lone=self._is_lone(lacking))
        absent = [name for name, fact in seen.facts.items() if lacks(fact)]
        is_lone = self._is_lone(absent) if absent else found is None and bool(self._lone)
        value_told = None if found is None or found is NOWHERE else self._value(found, read)
        labels = self.terms.lacking(absent, seen.facts)
        return assembly.not_comparable(term, value_told, labels, words, is_lone=is_lone)

    def stated(self, seen: Seen) -> Text:
        """What is the case, without any demand: ``参保人数 31 人，高于 30 人``; as ``sentence`` where that is open."""
        if not isinstance(seen.value, bool):
            return self.sentence(seen)
        found = self.subject.met(seen)
        if found is None:
            return assembly.none_on_record(self.subject.term)
        read = self._reading(seen, found, seen.value)
        return assembly.stated(
            self.subject.term, self._value(found, read), read.words, is_value=self.is_value
        )

    def shortfall(self, seen: Seen) -> Text | None:
        """By how much a number misses the nearest limit; None where it does not, or no number is compared.

        Never told as less than it is.
        """
        found = self.subject.met(seen)
        if seen.value is not False or self.is_value or not isinstance(found, Decimal):
            return None
        read = self._reading(seen, found, True)
        if not read.beside:
            return None
        limit = min(read.beside, key=lambda each: abs(each - found))
        return distance_words(found, limit, read.quantity) if found != limit else None

    def _is_lone(self, names: Collection[str]) -> bool:
        return len(names) == 1 and self._lone.issuperset(names)

    def _value(self, found: Any, read: Read) -> Text:
        beside: Decimal | None = None
        if isinstance(found, Decimal) and read.beside:
            number = found
            beside = (
                min(read.beside, key=lambda each: abs(each - number))
                if len(read.beside) > 1
                else read.beside[0]
            )
        return value_words(found, read.quantity, self.codes, beside)

    def _side(self, found: Any, seen: Seen, words: Words) -> Text:
        """The verdict on a value that lies outside of an interval, by the side it lies on."""
        ends = [each.met(seen) for each in self.limits]
        low, high = (ends[0].low, ends[0].high) if isinstance(ends[0], Range) else ends
        if less(found, low) is True:
            return words.failed
        if less(high, found) is True and words.above is not None:
            return words.above
        return Text(f"不{words.held.zh}", words.held.en.replace("within", "outside", 1))


def _numbers(values: Sequence[Any]) -> Iterator[Decimal]:
    """The numbers among values, and those at the ends of intervals."""
    for value in values:
        if isinstance(value, Decimal):
            yield value
        elif isinstance(value, Range):
            yield from (end for end in (value.low, value.high) if isinstance(end, Decimal))
