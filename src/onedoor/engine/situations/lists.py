"""To how many different lists answers lead."""

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
    outputs = [*conditions_of_situations(guide).values(), *guide.conditions.values()]
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


def conditions_of_situations(guide: Guide) -> dict[str, Expression]:
    """The condition of each situation; of one that several rows of a table lead to, any of theirs."""
    found: dict[str, Expression] = {}
    for way in guide.ways:
        before = found.get(way.situation)
        found[way.situation] = (
            Expression.of(n.Or((before.root, way.expression.root))) if before else way.expression
        )
    return found
