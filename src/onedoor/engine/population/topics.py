"""What one condition of a policy is about: place, trade, size, numbers, shares, tiers, dates, titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from onedoor.engine.population import facts, menus
from onedoor.engine.population.choosing import Menu
from onedoor.engine.population.conditions import (
    AllOf,
    Among,
    AnyOf,
    Between,
    Compared,
    Condition,
    Contains,
    Holds,
    Multiple,
    Negated,
    Share,
    StartsWith,
)
from onedoor.engine.population.places import Codes
from onedoor.engine.population.titles import TITLES

# A topic comes at most once in a policy, as often as this; the names are those of the methods below.
WEIGHTS = {
    "place": 13,
    "trade": 14,
    "size": 8,
    "owner": 4,
    "grade": 8,
    "count": 9,
    "another_count": 7,
    "amount": 9,
    "another_amount": 6,
    "share": 9,
    "tiers": 5,
    "growth": 4,
    "age": 8,
    "day": 3,
    "title": 10,
    "clean": 10,
    "not_both": 3,
    "either": 5,
}
_TITLES = tuple(title.name for title in TITLES)
# Those that many may hold are asked for more.
_HELD = tuple(title.chance // (1 + len(title.after)) for title in TITLES)
_Value = TypeVar("_Value")
_CITIES, _COUNTIES, _DIVISIONS, _GROUPS = 340, 1_000, 90, 400


@dataclass(slots=True)
class Topics:
    """Conditions drawn one after another from one source of randomness."""

    random: Random
    menu: Menu
    codes: Codes
    _prefixes: dict[tuple[str, int], tuple[list[str], list[int]]] = field(default_factory=dict)

    def place(self) -> Condition:
        """One province, city or county, or some of them."""
        digits = self._of((2, 4, 6), (6, 5, 3))
        most = {2: len(self.codes.counties), 4: _CITIES, 6: _COUNTIES}[digits]
        return self._starting(facts.REGION, digits, most, self._of((1, 2, 3, 5), (5, 2, 2, 1)))

    def trade(self) -> Condition:
        """Sections, divisions or groups of industry."""
        length = self._of((1, 3, 4), (4, 6, 3))
        most = {1: len(self.codes.classes), 3: _DIVISIONS, 4: _GROUPS}[length]
        return self._starting(facts.INDUSTRY, length, most, self._of((1, 2, 3, 5), (3, 3, 2, 2)))

    def size(self) -> Condition:
        choices = (
            ("小型", "微型"),
            ("中型", "小型", "微型"),
            ("小型",),
            ("中型", "小型"),
            ("大型", "中型"),
            ("微型",),
        )
        return Among(facts.SIZE, self._of(choices, (6, 5, 3, 3, 2, 1)))

    def owner(self) -> Condition:
        choices = (
            ("私营", "有限责任公司"),
            ("私营", "有限责任公司", "股份有限公司"),
            ("国有", "集体"),
            ("港澳台商投资", "外商投资"),
        )
        among = Among(facts.OWNERSHIP, self._of(choices, (4, 4, 1, 1)))
        return self._of((among, Among(facts.TAXPAYER, ("一般纳税人",))), (2, 1))

    def grade(self) -> Condition:
        return Among(facts.GRADE, self._of((("A",), ("A", "B"), ("A", "B", "M")), (3, 4, 3)))

    def count(self) -> Condition:
        return self._limit(menus.COUNTS)

    def another_count(self) -> Condition:
        return self._limit(menus.COUNTS)

    def amount(self) -> Condition:
        return self._limit(menus.AMOUNTS)

    def another_amount(self) -> Condition:
        return self._limit(menus.AMOUNTS)

    def share(self) -> Condition:
        shares = (
            (facts.RESEARCH, facts.REVENUE, ">=", menus.RESEARCH_SHARES),
            (facts.TECH_STAFF, facts.STAFF, ">=", menus.STAFF_SHARES),
            (facts.DEBTS, facts.ASSETS, "<=", menus.DEBT_SHARES),
        )
        part, whole, operator, values = self._of(shares, (5, 3, 2))
        return Share(part, whole, operator, self.menu.share(part, values))

    def tiers(self) -> Condition:
        """What is asked depends on how large the enterprise is."""
        return self._layoff_tiers() if self._of((True, False), (2, 3)) else self._research_tiers()

    def growth(self) -> Condition:
        return Multiple(facts.REVENUE, self.menu.share(facts.REVENUE_1, menus.GROWTHS), facts.REVENUE_1)

    def age(self) -> Condition:
        return Compared(facts.FOUNDED, self._of(("<=", ">="), (3, 1)), self.menu.years_before(facts.FOUNDED))

    def day(self) -> Condition:
        fact = self._of((facts.REPORTED, facts.DECLARED, facts.AMENDED), (3, 2, 1))
        return Compared(fact, ">=", self.menu.days_before(fact))

    def title(self) -> Condition:
        count = self._of((1, 2, 3), (6, 2, 2))
        names = self.random.sample(_TITLES, count) if count > 1 else [self._of(_TITLES, _HELD)]
        return _any([Contains(facts.TITLES, name) for name in names])

    def clean(self) -> Condition:
        flag = self._of((facts.DISHONEST, facts.ABNORMAL, facts.INCIDENT, facts.ABOVE_SCALE), (5, 4, 3, 2))
        return Holds(flag) if flag == facts.ABOVE_SCALE else Negated(Holds(flag))

    def not_both(self) -> Condition:
        both = (self.grade(), self._limit(menus.COUNTS))
        return Negated(AllOf(self._of((both, (*both, Holds(facts.ABNORMAL))), (2, 1))))

    def either(self) -> Condition:
        return AnyOf(
            (self._limit(menus.AMOUNTS), self._of((self.title(), self._limit(menus.COUNTS)), (1, 1)))
        )

    def _of(self, choices: Sequence[_Value], weights: Sequence[int]) -> _Value:
        return self.random.choices(choices, weights)[0]

    def _starting(self, fact: str, length: int, most: int, count: int) -> Condition:
        """The fact starts with one of ``count`` prefixes, out of the ``most`` frequent of that length."""
        prefixes, weights = self._frequent(fact, length, most)
        chosen = dict.fromkeys(self.random.choices(prefixes, weights, k=count))
        return _any([StartsWith(fact, prefix) for prefix in sorted(chosen)])

    def _frequent(self, fact: str, length: int, most: int) -> tuple[list[str], list[int]]:
        if (fact, length) not in self._prefixes:
            place = fact == facts.REGION
            known = self.codes.counties if place else self.codes.classes
            weights = self.codes.county_weights if place else self.codes.class_weights
            totals: Counter[str] = Counter()
            for code, weight in zip(known, weights, strict=True):
                totals[code[:length]] += weight
            found = totals.most_common(most)
            self._prefixes[fact, length] = [each for each, _ in found], [weight for _, weight in found]
        return self._prefixes[fact, length]

    def _limit(self, values: Mapping[str, Sequence[int]]) -> Condition:
        """At least, above, at most, below, or between two."""
        fact = self.random.choice(list(values))
        operator = self._of((">=", ">", "<=", "<", ".."), (10, 2, 6, 2, 3))
        low = self.menu.number(fact, values[fact])
        if operator != "..":
            return Compared(fact, operator, low)
        high = self.menu.number(fact, values[fact])
        return Between(fact, min(low, high), max(low, high) if low != high else low * 5)

    def _layoff_tiers(self) -> Condition:
        people = self.menu.number(facts.INSURED, (20, 30, 50))
        strict, mild = sorted(self.menu.share(facts.LAYOFFS, menus.LAYOFFS) for _ in range(2))
        few = AllOf((Compared(facts.INSURED, "<=", people), Compared(facts.LAYOFFS, "<=", mild)))
        many = AllOf((Compared(facts.INSURED, ">", people), Compared(facts.LAYOFFS, "<=", strict)))
        return AnyOf((few, many))

    def _research_tiers(self) -> Condition:
        low = self.menu.number(facts.REVENUE, (20_000_000, 50_000_000))
        high = low + self.menu.number(facts.REVENUE, (50_000_000, 150_000_000))
        least = sorted(self.menu.share(facts.RESEARCH, menus.RESEARCH_SHARES) for _ in range(3))
        lax, middle, strict = (Share(facts.RESEARCH, facts.REVENUE, ">=", value) for value in least)
        return AnyOf(
            (
                AllOf((Compared(facts.REVENUE, "<=", low), strict)),
                AllOf((Compared(facts.REVENUE, ">", low), Compared(facts.REVENUE, "<=", high), middle)),
                AllOf((Compared(facts.REVENUE, ">", high), lax)),
            )
        )


def _any(conditions: Sequence[Condition]) -> Condition:
    return conditions[0] if len(conditions) == 1 else AnyOf(tuple(conditions))
