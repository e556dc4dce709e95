"""What no version may take effect with: what the house itself could not run."""

from __future__ import annotations

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.engine.feel import parse
from onedoor.errors import Invalid
from onedoor.text import Text


def refuse_what_cannot_run(code: str, definition: ItemDefinition) -> None:
    """Every expression parses and names elements of the item alone; no promise is longer than the law allows.

    Raises ``FeelSyntaxError``, or ``Invalid`` that names the place.
    """
    names = tuple(sorted(element.name.zh for element in definition.elements.values()))
    for where, expression in expressions_of(definition):
        unknown = parse(expression, names=names).free_names - set(names)
        if unknown:
            raise Invalid(
                "item.unknown_element",
                found="、".join(sorted(unknown)),
                expected="、".join(names),
                where=f"{code} {where}",
                mend=Text("先在 elements 中登记该数据项。", "Name it among the item's elements first."),
            )
    statutory, promised = definition.statutory_limit, definition.promised_limit
    if statutory and promised and statutory.unit == promised.unit and promised.n > statutory.n:
        raise Invalid(
            "item.promise_over_statute",
            found=str(promised.n),
            expected=f"<= {statutory.n}",
            where=code,
            mend=Text(
                "承诺时限不得超过法定时限", "a promise may shorten the statutory limit, never stretch it"
            ),
        )


def expressions_of(definition: ItemDefinition) -> list[tuple[str, str]]:
    """Every FEEL expression of the definition with the place it stands at."""
    found = [(point.id, point.expression) for point in definition.review_points]
    found += [(field.element, field.visible_if) for field in definition.fields if field.visible_if]
    for parts in (definition.materials, definition.steps, definition.fees, definition.situations):
        found += [(part.id, part.when) for part in parts if part.when]
    found += [(question.element, question.when) for question in definition.questions if question.when]
    return found
