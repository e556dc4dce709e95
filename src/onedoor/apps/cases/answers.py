"""Answers of a form: where each value comes from, and what is still missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from onedoor.apps.cases.asking import is_required, is_shown
from onedoor.apps.catalogue.definition import Field, ItemDefinition, Material
from onedoor.apps.catalogue.guiding import called_for
from onedoor.apps.facts.enums import FactState
from onedoor.apps.facts.profile import Profile
from onedoor.errors import Invalid
from onedoor.text import Text

LONGEST_TEXT = 4000
MOST = 10**15
SHARE = re.compile(r"[0-9]{1,10}(\.[0-9]{1,30})?")
APPLICANT = "applicant"
APPLICANT_NAME = Text("企业填报", "Stated by the enterprise")


class Incomplete(Invalid):
    """The application cannot be submitted yet; ``problems`` pairs a field's name with what it lacks."""

    def __init__(self, problems: Iterable[tuple[str, Text]]) -> None:
        self.problems = list(problems)
        super().__init__(
            "case.incomplete",
            found=Text(
                f"还有 {len(self.problems)} 处未完成", f"{len(self.problems)} places are not complete"
            ),
            where=Text(
                "；".join(text.zh for _, text in self.problems),
                "; ".join(text.en for _, text in self.problems),
            ),
            mend=Text("补齐后再提交；草稿已保存。", "Complete them and submit again; the draft is saved."),
        )


def prefill(definition: ItemDefinition, profile: Profile) -> dict[str, Any]:
    """Answers from what the house knows already, each with its source and date; money in whole cents."""
    return {
        field.element: {"value": fact.value, **fact.provenance()}
        for field in definition.fields
        if (fact := profile.get(field.element)) is not None and fact.value is not None
    }


def merge(
    definition: ItemDefinition, held: Mapping[str, Any], typed: Mapping[str, Any], as_of: str
) -> dict[str, Any]:
    """The held answers with what was typed laid over them.

    A value that was not changed keeps its source; a changed one is the applicant's own from now on. What
    cannot be read as the field's kind is kept as it was typed and stops only the submission, so that a draft
    loses nothing. Elements that the form does not ask are refused: nothing is smuggled into a submission.
    """
    asked = {field.element: field for field in definition.fields}
    unknown = sorted(set(typed) - set(asked))
    if unknown:
        raise Invalid("draft.unknown_field", found=", ".join(unknown), expected=", ".join(sorted(asked)))
    answers = dict(held)
    for element, value in typed.items():
        check_text(element, value)
        if _is_same(value, answers.get(element, {}).get("value")) or (
            element not in answers and is_empty(value)
        ):
            continue
        answers[element] = {
            "value": value,
            "source": APPLICANT,
            "source_name": APPLICANT_NAME.as_dict(),
            "as_of": as_of,
            "state": str(FactState.FRESH),
        }
    return answers


def check_text(element: str, value: Any) -> None:
    """Refuses text that is too long or that no database could hold; ``element`` says where it stood."""
    if not isinstance(value, str):
        return
    if len(value) > LONGEST_TEXT:
        raise Invalid("draft.too_long", found=str(len(value)), expected=f"<= {LONGEST_TEXT}", where=element)
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise Invalid("draft.text", expected="text that a database can hold", where=element)


def _is_same(value: Any, held: Any) -> bool:
    """Whether nothing was changed. ``True`` is not the number 1, nor ``False`` 0."""
    return type(value) is type(held) and bool(value == held)


def missing_fields(definition: ItemDefinition, answers: Mapping[str, Any]) -> list[tuple[str, Text]]:
    """Required fields without a value, as (element, sentence); what is asked only in a case, only in that case."""
    return [
        (field.element, Text(f"请填写「{field.label.zh}」", f"Fill in “{field.label.en}”"))
        for field in definition.fields
        if is_required(definition, field, answers) and is_empty(answers.get(field.element, {}).get("value"))
    ]


def wrong_fields(definition: ItemDefinition, answers: Mapping[str, Any]) -> list[tuple[str, Text]]:
    """Answers that are not of their field's kind, as (element, sentence).

    ``number`` is a whole number from 0, ``money`` whole cents from 0, ``ratio`` a decimal from 0 to 1 as text,
    ``boolean`` true or false, ``choice`` one of the options, ``text`` text.
    """
    return [
        (
            field.element,
            Text(f"「{field.label.zh}」{KINDS[field.kind].zh}", f"“{field.label.en}” {KINDS[field.kind].en}"),
        )
        for field in definition.fields
        if is_shown(definition, field, answers)
        and not is_empty(value := answers.get(field.element, {}).get("value"))
        and not _is_of_kind(field, value)
    ]


KINDS = {
    "number": Text("应是整数，不小于 0", "must be a whole number from 0"),
    "money": Text("应是金额，最多两位小数", "must be an amount with at most two decimals"),
    "ratio": Text("应在 0 到 100 之间", "must lie between 0 and 100"),
    "boolean": Text("应选“是”或“否”", "must be yes or no"),
    "choice": Text("应从选项中选择", "must be one of the options"),
    "text": Text("应是文字", "must be text"),
}


def _is_of_kind(field: Field, value: Any) -> bool:
    match field.kind:
        case "number" | "money":
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST
        case "ratio":
            return isinstance(value, str) and _is_ratio(value)
        case "boolean":
            return isinstance(value, bool)
        case "choice":
            return isinstance(value, str) and value in {option for option, _ in field.options}
    return isinstance(value, str)


def _is_ratio(text: str) -> bool:
    """Digits as rules read them; an exponent could stand for a text of millions of them."""
    return SHARE.fullmatch(text) is not None and Decimal(text) <= 1


def missing_materials(
    definition: ItemDefinition, profile: Profile, uploaded: Iterable[str], answers: Mapping[str, Any]
) -> list[tuple[str, Text]]:
    """Materials that these answers call for, neither uploaded nor made unnecessary by what a register holds.

    Where the answers lead to a situation in which the item cannot be applied for, its reason is what is in the way.
    """
    called = called_for(definition, values_of(answers, profile))
    if called.situation is not None and called.situation.stop is not None:
        return [("guide", called.situation.stop.reason)]
    have = set(uploaded)
    return [
        (material.name.zh, Text(f"请上传「{material.name.zh}」", f"Upload “{material.name.en}”"))
        for material in called.materials
        if material.required and material.name.zh not in have and not is_waived(material.waived_by, profile)
    ]


def materials_to_show(
    definition: ItemDefinition, profile: Profile, answers: Mapping[str, Any]
) -> tuple[Material, ...]:
    """The materials that these answers call for or may call for, in the order of the item."""
    called = called_for(definition, values_of(answers, profile))
    shown = {each.id for each in (*called.materials, *called.perhaps)}
    return tuple(each for each in definition.materials if each.id in shown)


def values_of(answers: Mapping[str, Any], profile: Profile) -> dict[str, Any]:
    """What is known of the applicant, with what was answered over it."""
    known = profile.values_by_element()
    return known | {element: answer["value"] for element, answer in held_answers(answers).items()}


def is_waived(waived_by: str, profile: Profile) -> bool:
    """Whether the fact that stands for a material is held, and not merely stated by the applicant."""
    fact = profile.get(waived_by) if waived_by else None
    return fact is not None and fact.value not in (None, False, "") and fact.source != APPLICANT


def held_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that hold a value: only these are facts; what was left out stays unknown."""
    return {element: answer for element, answer in answers.items() if not is_empty(answer["value"])}


def is_empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def field_by_element(definition: ItemDefinition, element: str) -> Field:
    return next(field for field in definition.fields if field.element == element)
