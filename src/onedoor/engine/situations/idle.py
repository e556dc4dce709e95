"""Questions whose answer changes nothing."""

from __future__ import annotations

from onedoor.engine.feel.logic import negation
from onedoor.engine.situations.diagrams import is_true
from onedoor.engine.situations.encoding import Encoding
from onedoor.engine.situations.lists import conditions_of_situations


def idle_questions(encoding: Encoding) -> list[str]:
    """The questions whose answer changes nothing: neither the list nor whether another question that matters is asked.

    Two complete sets of answers that differ in idle questions alone lead to the same list.
    """
    guide, diagrams = encoding.guide, encoding.diagrams
    outputs = [*conditions_of_situations(guide).values(), *guide.conditions.values()]
    effects = [diagrams.change(is_true, encoding.condition(each)) for each in outputs]
    idle: list[str] = []
    for at in reversed(guide.order):
        name = guide.questions[at].name
        asked = diagrams.all_of((encoding.complete, encoding.asked[name]))
        levels = frozenset(encoding.level[each] for each in (*idle, name))
        if asked == diagrams.false or any(_matters(encoding, asked, each, levels) for each in effects):
            continue
        if not any(
            _matters(encoding, asked, encoding.asked[other], levels | _from(encoding, other))
            for other in encoding.level
            if other != name and other not in idle
        ):
            idle.append(name)
    return sorted(idle, key=encoding.level.__getitem__)


def _from(encoding: Encoding, name: str) -> frozenset[int]:
    """The variables of this question and of all that the guide has after it."""
    names = [encoding.guide.questions[at].name for at in encoding.guide.order]
    return frozenset(encoding.level[each] for each in names[names.index(name) :])


def _matters(encoding: Encoding, asked: int, effect: int, levels: frozenset[int]) -> bool:
    """Do answers to these questions alone change the effect?"""
    diagrams = encoding.diagrams
    if not diagrams.asks(effect) & levels:
        return False
    with_effect = diagrams.without(diagrams.all_of((asked, effect)), levels)
    no_effect = diagrams.change(negation, effect)
    without_effect = diagrams.without(diagrams.all_of((asked, no_effect)), levels)
    return diagrams.all_of((with_effect, without_effect)) != diagrams.false
