"""Entries beside what the house has: new, changed (and in what), unchanged, or refused (and why)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import Any

from onedoor.apps.audit.queries import history_of
from onedoor.apps.catalogue.checking import refuse_what_cannot_run
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.differing import changes
from onedoor.apps.catalogue.enums import Level, PowerType, ServiceObject
from onedoor.apps.catalogue.exchange.bodies import Bodies
from onedoor.apps.catalogue.exchange.entries import Content, Entry
from onedoor.apps.catalogue.exchange.merging import merged
from onedoor.apps.catalogue.exchange.national import LONGEST_NAME, basic_code_in
from onedoor.apps.catalogue.exchange.problems import NOTHING, Problem, Severity, shown
from onedoor.apps.catalogue.inheritance import differences, inherit
from onedoor.apps.catalogue.models import ItemImport, ItemVersion, ServiceItem
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.errors import Invalid, OnedoorError
from onedoor.text import Text

BATCH = 500
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, Invalid)


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of an entry. ``base`` is the hash of the version it was laid over; empty: there is none."""

    entry: Entry
    verdict: Verdict
    problems: tuple[Problem, ...]
    changes: tuple[Text, ...] = ()
    base: str = ""


@dataclass(frozen=True, slots=True)
class _Held:
    item: ServiceItem
    newest: ItemVersion | None
    draft: ItemVersion | None


def planned(actor: Actor, entries: Iterable[Entry], bodies: Bodies) -> Iterator[Planned]:
    """Each entry with what would become of it, in their order and in batches."""
    rest = iter(entries)
    while batch := list(islice(rest, BATCH)):
        held = _held(actor, [each.code for each in batch])
        for entry in batch:
            yield _plan(actor, entry, held.get(entry.code), bodies)


def _held(actor: Actor, codes: Sequence[str]) -> dict[str, _Held]:
    items = {
        item.pk: item
        for item in ServiceItem.objects.filter(tenant_id=actor.tenant_id, code__in=codes).select_related(
            "department"
        )
    }
    versions = ItemVersion.objects.filter(item__in=items).without_content().order_by("item", "version")
    newest: dict[int, int] = {}
    drafts: dict[int, int] = {}
    for pk, item, state in versions.values_list("pk", "item", "state"):
        (drafts if state == ReleaseState.DRAFT else newest)[item] = pk
    wanted = [*newest.values(), *drafts.values()]
    rows = {row.pk: row for row in ItemVersion.objects.filter(pk__in=wanted).select_related("basic_version")}
    return {
        item.code: _Held(item, rows.get(newest.get(pk, 0)), rows.get(drafts.get(pk, 0)))
        for pk, item in items.items()
    }


def _plan(actor: Actor, entry: Entry, held: _Held | None, bodies: Bodies) -> Planned:
    problems = list(entry.problems)

    def tell(
        severity: Severity, code: str, found: object, expected: Text = NOTHING, mend: Text = NOTHING
    ) -> None:
        problems.append(
            Problem(
                severity=severity,
                code=code,
                table=entry.table,
                row=entry.row,
                found=shown(found),
                expected=expected,
                mend=mend,
            )
        )

    if entry.is_refused:
        return Planned(entry, Verdict.REFUSED, tuple(problems))
    standing = (held.draft or held.newest) if held else None
    content = _content(entry, held, standing, tell)
    definition = _readable(entry.code, content, tell)
    entry = replace(entry, content=content)
    if held is None:
        _check_new(entry, bodies, tell)
    else:
        _check_old(entry, held, tell)
    if definition is None or any(each.severity is Severity.REFUSED for each in problems):
        return Planned(entry, Verdict.REFUSED, tuple(problems))
    if standing is None:
        return Planned(entry, Verdict.NEW, tuple(problems))
    assert held is not None
    if any(_same(definition, content, each) for each in (held.draft, held.newest)):
        return Planned(entry, Verdict.UNCHANGED, tuple(problems))
    if held.draft is not None and (owner := _another(actor, held)) is not None:
        mend = Text(
            "先由本人发布或放弃这份草稿，再导入。",
            "Have the draft released or dropped by them, then import again.",
        )
        tell(
            Severity.REFUSED,
            "item.draft_of_another",
            owner,
            Text("没有他人的草稿", "no draft of anybody else"),
            mend,
        )
        return Planned(entry, Verdict.REFUSED, tuple(problems))
    said = tuple(each.words for each in changes(ItemDefinition.read(standing.content), definition))
    return Planned(entry, Verdict.CHANGED, tuple(problems), said, standing.content_hash)


def _content(entry: Entry, held: _Held | None, standing: ItemVersion | None, tell: Any) -> Content:
    content = merged(standing.content if standing else None, entry)
    if held is None or standing is None:
        return content
    before, record = standing.content.get("record", {}), dict(content.get("record", {}))
    # What the item's own row says needs no place in its record.
    for column, told in (("use_level", [held.item.level]), ("catalog_code", basic_code_in(entry.code))):
        if column not in before and record.get(column) == told:
            del record[column]
    content = {key: value for key, value in content.items() if key != "record"}
    if record:
        content["record"] = record
    if standing.basic_version is None:
        return content
    for each in differences(content, standing.basic_version.content):
        mend = Text("沿用基本目录，没有改动。", "Kept as the basic catalogue has it.")
        tell(
            Severity.LOST,
            "item.locked",
            f"{each.element.name.zh}：{shown(each.found)}",
            Text.of(shown(each.expected)),
            mend,
        )
    return inherit(content, standing.basic_version.content)


def _readable(code: str, content: Content, tell: Any) -> ItemDefinition | None:
    try:
        definition = ItemDefinition.read(content)
        content_hash(content)
        unknown = [each for each in definition.objects if each not in ServiceObject.values]
        if unknown:
            raise ValueError("、".join(unknown))
        _refuse_nul(content)
        if max(len(definition.name.zh), len(definition.name.en)) > LONGEST_NAME or not definition.name.zh:
            raise ValueError(f"name: {len(definition.name.zh)}, {len(definition.name.en)}")
    except UNREADABLE as error:
        found = str(error) if isinstance(error, OnedoorError) else f"{type(error).__name__}: {error}"
        tell(
            Severity.REFUSED,
            "item.unreadable",
            found,
            Text("事项内容的格式", "the form of an item's content"),
        )
        return None
    _tell_what_cannot_run(code, definition, tell)
    return definition


def _refuse_nul(value: Any) -> None:
    """A database cannot hold it."""
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("U+0000")
        value.encode()
    elif isinstance(value, dict):
        for key, each in value.items():
            _refuse_nul(key)
            _refuse_nul(each)
    elif isinstance(value, list):
        for each in value:
            _refuse_nul(each)


def _tell_what_cannot_run(code: str, definition: ItemDefinition, tell: Any) -> None:
    """A draft may be unfinished, but its writer is told what will block the release."""
    try:
        refuse_what_cannot_run(code, definition)
    except OnedoorError as refusal:
        expected = refusal.expected if refusal.expected is not None else ""
        mend = refusal.mend if refusal.mend is not None else ""
        tell(
            Severity.WARNING,
            refusal.code,
            f"{refusal.where}：{refusal.found}",
            Text.of(expected),
            Text.of(mend),
        )


def _check_new(entry: Entry, bodies: Bodies, tell: Any) -> None:
    if entry.power_type not in PowerType.values:
        tell(
            Severity.REFUSED,
            "item.type",
            entry.power_type or "（空）",
            Text("、".join(PowerType.values), ", ".join(PowerType.values)),
        )
    if entry.level and entry.level not in Level.values:
        tell(
            Severity.REFUSED,
            "item.level",
            entry.level,
            Text("、".join(Level.values), ", ".join(Level.values)),
        )
    if entry.region_code and not (entry.region_code.isdigit() and len(entry.region_code) in (6, 9, 12)):
        expected = Text("6、9或12位区划代码", "a region code of 6, 9 or 12 digits")
        tell(Severity.REFUSED, "item.region", entry.region_code, expected)
    problem = bodies.problem_of(entry)
    if problem is not None:
        tell(*problem)


def _check_old(entry: Entry, held: _Held, tell: Any) -> None:
    """The item's own row is not changed by an import: a draft is about its content."""
    item, mend = (
        held.item,
        Text("导入只写内容，不改这一项。", "An import writes contents; this is left as it is."),
    )
    for found, ours, code in (
        (entry.department, item.department.code, "item.department_differs"),
        (entry.power_type, item.power_type, "item.type_differs"),
        (entry.level if item.level else "", item.level, "item.level_differs"),
    ):
        if found and found != ours:
            tell(Severity.LOST, code, found, Text.of(str(ours)), mend)


def _same(definition: ItemDefinition, content: Content, version: ItemVersion | None) -> bool:
    """Whether the version says the same, be it in other words."""
    if version is None:
        return False
    return content_hash(content) == version.content_hash or ItemDefinition.read(version.content) == definition


def _another(actor: Actor, held: _Held) -> str | None:
    """Who else wrote the item's draft; ``None`` where it was the actor."""
    assert held.draft is not None
    last = history_of(held.draft).last()
    note = held.draft.note.rpartition("#")[2]
    user: int | None
    if last is not None:
        user = last.actor_user_id
    elif note.isdigit():
        made = ItemImport.objects.filter(tenant_id=actor.tenant_id, pk=int(note))
        user = made.values_list("user", flat=True).first()
    else:
        # An item that was claimed begins with its draft.
        first = history_of(held.item).last()
        user = first.actor_user_id if first else None
    return None if user == actor.user_id else person_name(user)


def person_name(user_id: int | None) -> str:
    """What the person is called; the house itself, where it was no person."""
    from django.contrib.auth import get_user_model

    if not user_id:
        return "系统"
    found = get_user_model().objects.filter(pk=user_id).first()
    return str(found) if found else "系统"
