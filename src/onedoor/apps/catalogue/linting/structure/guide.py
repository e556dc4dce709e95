"""Questions and situations: proved, so that every complete set of answers leads to exactly one list."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import InvalidOperation

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.guiding import guide_of
from onedoor.apps.catalogue.linting.context import Context
from onedoor.apps.catalogue.linting.findings import Found
from onedoor.engine.feel import FeelError
from onedoor.engine.situations import Finding, Guide, Part
from onedoor.errors import Invalid
from onedoor.text import Text

_COLLECTIONS = {"material": "materials", "step": "steps", "fee": "fees"}


def guide(definition: ItemDefinition, context: Context) -> Iterator[Found]:
    """What the proof of the guide finds, with answers that show it; that it cannot be compiled, where it cannot."""
    if not definition.questions and not definition.situations:
        return
    try:
        compiled = guide_of(definition)
    except Invalid as error:
        if not error.code.startswith("feel."):  # what cannot be read is told of the expression itself
            yield _not_compiled(error)
        return
    except InvalidOperation:
        yield Found("situations.guide", "questions", Text("最小值或最大值不是数字", "an end is no number"))
        return
    try:
        proof = compiled.prove()
    except FeelError as error:  # a condition that goes beyond the bounds of the language
        yield _not_compiled(error)
        return
    for each in proof.findings:
        example = {name: value for name, value in each.example.items() if value is not None}
        yield Found(each.code, _place(each, definition, compiled), each.message, example, mend=each.mend)


def _not_compiled(error: Invalid) -> Found:
    found, where = Text.of(error.found or error.code), Text.of(error.where or "")
    what = Text(f"{where.zh}：{found.zh}", f"{where.en}: {found.en}")
    return Found("situations.guide", "situations", what, mend=Text.of(error.mend) if error.mend else None)


def _place(finding: Finding, definition: ItemDefinition, compiled: Guide) -> str:
    about = finding.about[0] if finding.about else ""
    match finding.part:
        case Part.QUESTION:
            by_name = {element.name.zh: identifier for identifier, element in definition.elements.items()}
            return f"questions.{by_name.get(about, about)}"
        case Part.SITUATION:
            return "table" if compiled.table is not None else f"situations.{about}"
        case Part.CONDITION if about:
            kind, _, identifier = about.partition(":")
            return f"{_COLLECTIONS[kind]}.{identifier}.when"
    return "situations"
