"""Policies over the facts of synthetic enterprises, drawn from a seed and shaped like real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from onedoor.engine.population import facts, topics
from onedoor.engine.population.choosing import Menu
from onedoor.engine.population.conditions import AllOf, Condition
from onedoor.engine.population.places import Codes
from onedoor.engine.population.topics import Topics

# One condition of each policy is about one of these: few policies are for everybody.
_NARROW = ("place", "trade", "title", "share", "growth", "size", "amount")
# How many conditions a policy has, as often as this: from two on.
_LENGTHS = (6, 14, 20, 23, 18, 12, 7)
_SHORTEST = 2
# Flat, a head, or a share with a cap.
_BENEFITS = (
    "100000",
    "300000",
    f"1500 * {facts.HIRED}",
    f"min({facts.RESEARCH} * 0.1, 500000)",
    f"min({facts.REVENUE} * 0.01, 1000000)",
    f"min({facts.TAXES} * 0.5, 200000)",
)


@dataclass(frozen=True, slots=True)
class Policy:
    """Conditions that must all hold, and in FEEL the yuan to be had."""

    name: str
    conditions: tuple[Condition, ...]
    benefit: str

    @property
    def feel(self) -> str:
        return AllOf(self.conditions).feel


def policies(count: int, seed: int, codes: Codes, on: date, *, unique: bool = False) -> Iterator[Policy]:
    """``count`` policies named ``policy-000001`` and so on; the first ones are the same for every count.

    Each has 2 to 8 conditions, five on average, and eight atoms. Thresholds come from menus of round
    numbers, so that most conditions come again in other policies; with ``unique``, every one is its own.
    """
    random = Random(seed)  # noqa: S311 - nothing here is secret
    drawn = Topics(random, Menu(random, on, unique), codes)
    for number in range(1, count + 1):
        conditions = tuple(_conditions(random, drawn))
        yield Policy(f"policy-{number:06}", conditions, random.choice(_BENEFITS))


def _conditions(random: Random, drawn: Topics) -> Iterator[Condition]:
    length = _SHORTEST + random.choices(range(len(_LENGTHS)), _LENGTHS)[0]
    left = dict(topics.WEIGHTS)
    for place in range(length):
        open_topics = list(left) if place else list(_NARROW)
        topic = random.choices(open_topics, [left[each] for each in open_topics])[0]
        del left[topic]
        draw: Callable[[], Condition] = getattr(drawn, topic)
        yield draw()
