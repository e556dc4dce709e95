"""What an import showed is written: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.enums import ImportState
from onedoor.apps.catalogue.exchange.comparing import Verdict
from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.opening import kept
from onedoor.apps.catalogue.exchange.plans import Line, read_plan
from onedoor.apps.catalogue.exchange.reading import Tell, silent
from onedoor.apps.catalogue.finding import search_text
from onedoor.apps.catalogue.models import ItemImport, ItemVersion, ServiceItem
from onedoor.apps.catalogue.perms import require_designer
from onedoor.apps.catalogue.services.release_draft import release_draft
from onedoor.apps.parties.queries import department_by_code
from onedoor.apps.parties.services.register_department import register_department
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.errors import Conflict, OnedoorError
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.parties.models import Department

BATCH = 500
MOST_BLOCKED = 200


def write_import(*, actor: Actor, import_id: int, release: bool = False, tell: Tell = silent) -> ItemImport:
    """Every new and every changed item of the import has a draft with the content that was shown; refused ones are as before.

    If the catalogue has changed since it was shown, nothing is written (``Conflict`` "import.stale" names the item). Departments that
    are to be made are registered first, each by itself. With ``release`` the drafts then take effect one by one; what the release
    refuses stays a draft and is named in ``report["blocked"]``.
    """
    require_designer(actor, "item.import")
    shown = ItemImport.objects.one_visible_to(actor, pk=import_id)
    _refuse_done(shown)
    for code, each in shown.report["departments"].items():
        register_department(actor=actor, code=code, **each)
    with transaction.atomic():
        written = ItemImport.objects.select_for_update(of=("self",)).one_visible_to(actor, pk=import_id)
        _refuse_done(written)
        codes = _write(actor, written, tell)
        written.state, written.written_at = ImportState.WRITTEN, clock.now()
        written.save(update_fields=["state", "written_at"])
        record_event(
            actor=actor,
            action="import.written",
            subject=written,
            data={"hash": written.file_hash, "items": len(codes)},
        )
    if release:
        _release(actor, written, codes, tell)
    return written


def _refuse_done(shown: ItemImport) -> None:
    if shown.state != ImportState.SHOWN:
        raise Conflict(
            "import.done",
            found=str(ImportState(shown.state).label),
            expected=str(ImportState.SHOWN.label),
            mend=Text("需要时重新上传文件。", "Upload the file again if need be."),
        )


def _write(actor: Actor, shown: ItemImport, tell: Tell) -> list[str]:
    total = shown.report["counts"][Verdict.NEW] + shown.report["counts"][Verdict.CHANGED]
    departments: dict[str, Department] = {}
    done: list[str] = []
    with kept(shown.rows) as file:
        lines = (line for line in read_plan(file) if line.entry is not None)
        while batch := list(islice(lines, BATCH)):
            for line in batch:
                code = line.entry.department if line.entry else ""
                if line.verdict is Verdict.NEW and code not in departments:
                    departments[code] = department_by_code(actor.tenant_id, code)
            _write_batch(actor, shown, batch, departments)
            done += [line.code for line in batch]
            tell(len(done), total)
    return done


def _write_batch(
    actor: Actor, shown: ItemImport, batch: list[Line], departments: dict[str, Department]
) -> None:
    held = {
        item.code: item
        for item in ServiceItem.objects.select_for_update(no_key=True).filter(
            tenant_id=actor.tenant_id, code__in=[line.code for line in batch]
        )
    }
    bases = _bases([item.pk for item in held.values()])
    for line in batch:
        item = held.get(line.code)
        found = bases.get(item.pk) if item else None
        if (found.content_hash if found else "") != line.base or (item is not None) != bool(line.base):
            raise _stale(line)
    new = [_item(actor, entry, departments) for entry in _entries(batch, Verdict.NEW)]
    ServiceItem.objects.bulk_create(new)
    held |= {item.code: item for item in new}
    numbers = dict(
        ItemVersion.objects.filter(item__in=[item.pk for item in held.values()])
        .values_list("item")
        .annotate(last=Max("version"))
    )
    drafts, kept = [], []
    for entry in (line.entry for line in batch if line.entry):
        item, base = held[entry.code], bases.get(held[entry.code].pk)
        if base is not None and base.state == ReleaseState.DRAFT:
            base.content, base.content_hash = entry.content, content_hash(entry.content)
            base.note = _note(shown)
            kept.append(base)
            continue
        drafts.append(_draft(shown, item, entry, base, numbers.get(item.pk, 0) + 1))
    ItemVersion.objects.bulk_create(drafts)
    if kept:
        ItemVersion.objects.bulk_update(kept, ["content", "content_hash", "note"])


def _bases(items: list[int]) -> dict[int, ItemVersion]:
    """Of each item the version that an import is laid over: its draft, or else its newest."""
    found: dict[int, ItemVersion] = {}
    for version in ItemVersion.objects.without_content().filter(item__in=items).order_by("version"):
        before = found.get(version.item_id)
        if before is None or before.state != ReleaseState.DRAFT:
            found[version.item_id] = version
    return found


def _entries(batch: list[Line], verdict: Verdict) -> Iterator[Entry]:
    return (line.entry for line in batch if line.entry and line.verdict is verdict)


def _item(actor: Actor, entry: Entry, departments: dict[str, Department]) -> ServiceItem:
    definition, department = ItemDefinition.read(entry.content), departments[entry.department]
    name = definition.name
    return ServiceItem(
        tenant_id=actor.tenant_id,
        region_code=entry.region_code or department.region_code,
        code=entry.code,
        name=name.zh,
        name_en=name.en if name.en != name.zh else "",
        department=department,
        power_type=entry.power_type,
        level=entry.level,
        words=search_text(definition),
    )


def _draft(
    shown: ItemImport, item: ServiceItem, entry: Entry, base: ItemVersion | None, number: int
) -> ItemVersion:
    return ItemVersion(
        tenant_id=item.tenant_id,
        region_code=item.region_code,
        item=item,
        code=item.code,
        version=number,
        state=ReleaseState.DRAFT,
        effective_from=clock.today(),
        content=entry.content,
        content_hash=content_hash(entry.content),
        basic_version_id=base.basic_version_id if base else None,
        note=_note(shown),
    )


def _note(shown: ItemImport) -> str:
    """By its number it is known whose draft it is."""
    return f"导入 {shown.file_name} #{shown.pk}"


def _stale(line: Line) -> Conflict:
    return Conflict(
        "import.stale",
        found=f"{line.code} {line.name}",
        expected=Text("预览以后没有变化的目录", "a catalogue as it was when it was shown"),
        mend=Text(
            "没有写入任何内容；重新上传文件，看过新的预览再确认。",
            "Nothing was written; upload the file again and look at the new preview.",
        ),
    )


def _release(actor: Actor, written: ItemImport, codes: list[str], tell: Tell) -> None:
    blocked: list[dict[str, object]] = []
    number = 0
    for place, code in enumerate(codes, 1):
        try:
            release_draft(actor=actor, code=code)
        except OnedoorError as refusal:
            number += 1
            if len(blocked) < MOST_BLOCKED:
                blocked.append({"code": code, "problem": refusal.as_dict(actor.language)})
        if place % BATCH == 0 or place == len(codes):
            tell(place, len(codes))
    written.report = {
        **written.report,
        "released": len(codes) - number,
        "blocked": blocked,
        "blocked_number": number,
    }
    written.save(update_fields=["report"])
