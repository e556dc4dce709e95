"""How a code list gets into its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from onedoor import clock
from onedoor.apps.standards.enums import Origin
from onedoor.apps.standards.models import Code, CodeList, CodeListVersion
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.reference.codelists import Entry

BATCH = 2000


def hash_of(entries: Iterable[Entry], *of: str) -> str:
    """The same for the same codes in the same order, and the same of whatever else tells two loads apart."""
    return content_hash([*of, *(_plain(entry) for entry in entries)])


def put_version(
    code_list: CodeList,
    entries: list[Entry],
    *,
    edition: str,
    valid_from: date,
    source: str,
    origin: Origin,
    content: str,
) -> CodeListVersion:
    """The (saved) list has these codes as its current version; the one before stays, no longer current."""
    newest = code_list.versions.order_by("-number").first()
    code_list.versions.filter(is_current=True).update(is_current=False)
    version = CodeListVersion.objects.create(
        list=code_list,
        number=(newest.number if newest else 0) + 1,
        edition=edition,
        valid_from=valid_from,
        source=source,
        origin=origin,
        content_hash=content,
        size=len({entry.code for entry in entries}),
        loaded_at=clock.now(),
        is_current=True,
    )
    rows = _rows(version, entries)
    while batch := list(islice(rows, BATCH)):
        Code.objects.bulk_create(batch)
    return version


def _rows(version: CodeListVersion, entries: list[Entry]) -> Iterator[Code]:
    for entry in entries:
        name_en = "" if entry.name.en == entry.name.zh else entry.name.en
        yield Code(
            version=version,
            code=entry.code,
            name=entry.name.zh,
            name_en=name_en,
            parent=entry.parent,
            level=entry.level,
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            successors=[list(each) for each in entry.successors],
        )


def _plain(entry: Entry) -> list[object]:
    ends = [day.isoformat() if day else "" for day in (entry.valid_from, entry.valid_to)]
    return [
        entry.code,
        entry.name.zh,
        entry.name.en,
        entry.parent,
        entry.level,
        *ends,
        [list(each) for each in entry.successors],
    ]
