"""Items found by what people say (docs/adr/0005: the index lives in memory)."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.db.models import Count, Max, Min, Sum

from onedoor import clock
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.models import ItemVersion
from onedoor.apps.catalogue.queries import ItemVersionQuerySet
from onedoor.apps.tenancy.actor import Actor
from onedoor.engine.search import Document, Index, Thesaurus
from onedoor.reference.thesaurus import thesaurus

MOST_INDEXES = 4
# What scores less than this share of the best only shares a word with it.
WORTH_SHOWING = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One item that answers a query; ``because`` is the official term that an everyday word stood for."""

    version: ItemVersion
    definition: ItemDefinition
    because: str


@dataclass(frozen=True, slots=True)
class _Entry:
    index: Index
    versions: dict[str, int]


_held: OrderedDict[tuple[object, ...], _Entry] = OrderedDict()
_lock = Lock()


def find_items(actor: Actor, words: str, *, most: int = 20) -> list[Found]:
    """The items in force that best answer everyday or official words, best first; nothing for nothing."""
    entry = _entry(actor)
    hits = entry.index.search(words, most=most)
    hits = [hit for hit in hits if hit.score >= hits[0].score * WORTH_SHOWING]
    rows = ItemVersion.objects.visible_to(actor).filter(pk__in=[entry.versions[hit.key] for hit in hits])
    by_code = {row.code: row for row in rows.select_related("item__department")}
    return [
        Found(version=row, definition=ItemDefinition.read(row.content), because=hit.because)
        for hit in hits
        if (row := by_code.get(hit.key)) is not None
    ]


def forget_indexes() -> None:
    """The next search builds its index anew."""
    with _lock:
        _held.clear()


def _entry(actor: Actor) -> _Entry:
    versions = ItemVersion.objects.visible_to(actor).in_force_on(clock.today())
    # Told apart by rows and content: after a restore the same ids may name other items.
    state = versions.aggregate(
        last=Max("pk"),
        number=Count("pk"),
        sum=Sum("pk"),
        first_hash=Min("content_hash"),
        hash=Max("content_hash"),
    )
    key = (actor.tenant_id, *state.values())
    with _lock:
        if key in _held:
            _held.move_to_end(key)
            return _held[key]
        entry = _build(versions)
        _held[key] = entry
        while len(_held) > MOST_INDEXES:
            _held.popitem(last=False)
    return entry


def _build(versions: ItemVersionQuerySet) -> _Entry:
    documents: dict[str, Document] = {}
    keys: dict[str, int] = {}
    rows = versions.order_by("code", "version").values_list("pk", "code", "content", "item__department__name")
    for pk, code, content, department in rows.iterator():
        definition = ItemDefinition.read(content)
        keys[code] = pk
        documents[code] = Document(
            key=code,
            title=f"{definition.name.zh} {definition.name.en if definition.name.en != definition.name.zh else ''}",
            aliases=definition.everyday,
            body=" ".join((department, *definition.themes, *(m.name.zh for m in definition.materials))),
        )
    return _Entry(Index(documents.values(), Thesaurus(thesaurus())), keys)
