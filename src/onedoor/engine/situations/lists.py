"""What answers change, and to how many different lists they lead."""

from __future__ import annotations

from onedoor.engine.feel import Expression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.logic import negation
from onedoor.engine.situations.diagrams import OutOfSteps, is_true
from onedoor.engine.situations.encoding import Encoding
from onedoor.engine.situations.guide import Guide


def number_of_lists(guide: Guide, most: int) -> int | None:
    """How many different lists the complete sets of answers lead to; None where the bound was met.

    A list is told apart by the situation and by which further conditions hold. Each of those becomes a variable that stands
    right after the last question it reads; what remains when the questions are taken out are the lists.
    """
    outputs = [*_situations(guide).values(), *guide.conditions.values()]
    try:
        encoding = Encoding(guide, most, [each.free_names for each in outputs])
        diagrams = encoding.diagrams
        related = encoding.complete
        for place, expression in enumerate(outputs):
            holds = diagrams.change(is_true, encoding.condition(expression))
            said = diagrams.choice(encoding.outputs[place], (1,))
            same = diagrams.any_of(
                (
                    diagrams.all_of((holds, said)),
                    diagrams.all_of((diagrams.change(negation, holds), diagrams.change(negation, said))),
                )
            )
            related = diagrams.all_of((related, same))
        lists = diagrams.without(related, encoding.question_levels)
        return diagrams.count(lists, list(encoding.outputs.values()))
    except OutOfSteps:
        return None


def idle_questions(encoding: Encoding) -> list[str]:
    """The questions whose answer changes nothing: neither the list nor whether another question that matters is asked.

    Two complete sets of answers that differ in idle questions alone lead to the same list.
    """
    guide, diagrams = encoding.guide, encoding.diagrams
    outputs = [*_situations(guide).values(), *guide.conditions.values()]
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


def _situations(guide: Guide) -> dict[str, Expression]:
    """The condition of each situation; of one that several rows of a table lead to, any of theirs."""
    found: dict[str, Expression] = {}
    for way in guide.ways:
        before = found.get(way.situation)
        found[way.situation] = (
            Expression.of(n.Or((before.root, way.expression.root))) if before else way.expression
        )
    return found
