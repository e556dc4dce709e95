"""Two versions of an item, and what differs between them, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from django.db.models import Choices
from django.utils.translation import override

from onedoor.apps.catalogue.definition import Element, ItemDefinition, Question, Situation, Stop, Table
from onedoor.apps.catalogue.definition.parts import (
    Example,
    Fee,
    Field,
    Material,
    Option,
    ReviewPoint,
    Step,
)
from onedoor.apps.catalogue.enums import ServiceObject
from onedoor.apps.catalogue.wording import COLLECTIONS, NAMES, SINGLE
from onedoor.engine.calendars import Limit
from onedoor.reference.elements import item_elements
from onedoor.text import Text

Part = Material | Field | ReviewPoint | Question | Situation | Step | Fee | Option | Example
NOTHING = Text("（空）", "(empty)")


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: at ``place`` (such as a material), ``what`` of it (none: the whole), ``before`` and ``after``."""

    kind: Kind
    place: Text
    what: Text | None = None
    before: Text = NOTHING
    after: Text = NOTHING

    @property
    def words(self) -> Text:
        """The change as one sentence.

        >>> place = Text("材料「营业执照」", "Material “Business licence”")
        >>> Change(Kind.REMOVED, place).words.zh
        '删去材料「营业执照」'
        """
        place, what = self.place, self.what
        if self.kind is Kind.ADDED and what is None:
            return Text(f"新增{place.zh}", f"Added: {place.en}")
        if self.kind is Kind.REMOVED and what is None:
            return Text(f"删去{place.zh}", f"Removed: {place.en}")
        zh = f"{place.zh}的{what.zh}" if what else place.zh
        en = f"{place.en}, {what.en}" if what else place.en
        return Text(
            f"{zh}：由“{self.before.zh}”改为“{self.after.zh}”",
            f"{en}: from “{self.before.en}” to “{self.after.en}”",
        )


def changes(before: ItemDefinition, after: ItemDefinition) -> list[Change]:
    """Every difference, in the order of a service guide; none exactly where both say the same."""
    found = [
        Change(Kind.CHANGED, label, before=_single(name, one), after=_single(name, other))
        for name, label in SINGLE.items()
        if (one := getattr(before, name)) != (other := getattr(after, name))
    ]
    found += _of_records(before.record, after.record)
    for name, (label, key) in COLLECTIONS.items():
        found += _of_parts(label, key, getattr(before, name), getattr(after, name))
    found += _of_mappings(before, after)
    return found


def _single(name: str, value: Any) -> Text:
    if name == "objects":
        return _words([_label(ServiceObject(each)) for each in value])
    return _words(value)


def _of_records(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Change]:
    known = item_elements()
    for column in dict.fromkeys((*known, *before, *after)):
        one, other = before.get(column), after.get(column)
        if one != other:
            label = known[column].name if column in known else Text.of(column)
            yield Change(Kind.CHANGED, label, before=_code(column, one), after=_code(column, other))


def _code(column: str, value: Any) -> Text:
    element = item_elements().get(column)
    if element is None or not element.codes or not value:
        return _words(value)
    labels = [
        element.codes[each].label if each in element.codes else Text.of(str(each))
        for each in (value if isinstance(value, list) else [str(value)])
    ]
    return _joined(labels)


def _of_parts(label: Text, key: str, before: Iterable[Part], after: Iterable[Part]) -> Iterable[Change]:
    one, other = ({getattr(each, key): each for each in parts} for parts in (before, after))
    for name in dict.fromkeys((*one, *other)):
        part = other.get(name) or one[name]
        place = _place(label, part)
        if name not in one:
            yield Change(Kind.ADDED, place)
        elif name not in other:
            yield Change(Kind.REMOVED, place)
        else:
            yield from _within(place, one[name], other[name])
    if list(one) != list(other) and set(one) == set(other):
        yield Change(
            Kind.CHANGED,
            Text(f"{label.zh}的顺序", f"Order of {label.en.lower()}"),
            before=_joined(map(_title, one.values())),
            after=_joined(map(_title, other.values())),
        )


def _within(place: Text, before: Part, after: Part) -> Iterable[Change]:
    for each in fields(after):
        one, other = getattr(before, each.name), getattr(after, each.name)
        if one != other:
            what = NAMES.get(each.name, Text.of(each.name))
            yield Change(Kind.CHANGED, place, what, _words(one), _words(other))


def _of_mappings(before: ItemDefinition, after: ItemDefinition) -> Iterable[Change]:
    if before.table != after.table:
        yield Change(
            Kind.CHANGED,
            Text("情形决策表", "Table of situations"),
            before=_words(before.table),
            after=_words(after.table),
        )
    for label, one, other in (
        (Text("数据元", "Data element"), before.elements, after.elements),
        (Text("常见问题", "Frequent question"), _faq(before), _faq(after)),
        (Text("办理部门", "Department"), before.places, after.places),
    ):
        for key in dict.fromkeys((*one, *other)):
            if one.get(key) != other.get(key):
                title = _key(key, other.get(key) or one.get(key))
                place = Text(f"{label.zh}「{title.zh}」", f"{label.en} “{title.en}”")
                kind = Kind.ADDED if key not in one else Kind.REMOVED if key not in other else Kind.CHANGED
                yield Change(kind, place, None, _words(one.get(key)), _words(other.get(key)))


def _key(key: str, value: Any) -> Text:
    return value.name if isinstance(value, Element) else Text.of(key)


def _faq(definition: ItemDefinition) -> dict[str, Text]:
    return {question.zh: answer for question, answer in definition.faq}


def _place(label: Text, part: Part) -> Text:
    title = _title(part)
    return Text(f"{label.zh}「{title.zh}」", f"{label.en} “{title.en}”")


def _title(part: Part) -> Text:
    for name in ("name", "label", "text"):
        if isinstance(found := getattr(part, name, None), Text):
            return found
    raise TypeError(type(part).__name__)


def _words(value: Any) -> Text:
    """A value as people read it."""
    match value:
        case None | "" | () | []:
            return NOTHING
        case bool():
            return Text("是", "yes") if value else Text("否", "no")
        case Text():
            return value if value.zh else NOTHING
        case Limit():
            return value.label
        case Choices():
            return _label(value)
        case Stop(reason=reason):
            return reason
        case Table(rows=rows):
            return Text(f"{len(rows)} 行", f"{len(rows)} rows")
        case Mapping():
            return _joined(
                Text(f"{key}={_words(each).zh}", f"{key}={_words(each).en}") for key, each in value.items()
            )
        case tuple() | list():
            return _joined(_words(each[1]) if _is_option(each) else _words(each) for each in value)
    if hasattr(value, "name") and isinstance(value.name, Text):
        return Text.of(value.name)
    return Text.of(str(value))


def _is_option(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], Text)


def _label(value: Choices) -> Text:
    said = []
    for language in ("zh-hans", "en"):
        with override(language):
            said.append(str(value.label))
    return Text(*said)


def _joined(texts: Iterable[Text]) -> Text:
    found = list(texts)
    return Text("、".join(each.zh for each in found), ", ".join(each.en for each in found))
