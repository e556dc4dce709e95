"""Items found by what people say (docs/adr/0005, 0017: a small catalogue's index lives in memory, a great one is narrowed first)."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import Case, Count, IntegerField, Max, Min, Sum, Value, When

from onedoor import clock
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.models import ItemVersion, ServiceItem
from onedoor.apps.catalogue.queries import ItemVersionQuerySet
from onedoor.apps.tenancy.actor import Actor
from onedoor.engine.search import Document, Index, Thesaurus
from onedoor.engine.search.ngrams import bigrams, normalise
from onedoor.reference.thesaurus import thesaurus

MOST_INDEXES = 4
# An index of more items takes longer to make than anybody waits, and gigabytes.
MOST_IN_MEMORY = 10_000
MOST_CANDIDATES, MOST_PIECES = 150, 16
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
    """The items in force that best answer everyday or official words, best first; nothing for nothing.

    In a catalogue of more than ``MOST_IN_MEMORY`` versions only those are ranked that share most pieces with the words.
    """
    if not words.strip():
        return []
    entry = _entry(actor) if _is_small(actor) else _narrowed(actor, words)
    hits = entry.index.search(words, most=most)
    hits = [hit for hit in hits if hit.score >= hits[0].score * WORTH_SHOWING]
    rows = ItemVersion.objects.visible_to(actor).filter(pk__in=[entry.versions[hit.key] for hit in hits])
    by_code = {row.code: row for row in rows.select_related("item__department")}
    return [
        Found(version=row, definition=ItemDefinition.read(row.content), because=hit.because)
        for hit in hits
        if (row := by_code.get(hit.key)) is not None
    ]


def _is_small(actor: Actor) -> bool:
    released = ItemVersion.objects.visible_to(actor).released().order_by()
    return len(released.values_list("pk")[: MOST_IN_MEMORY + 1]) <= MOST_IN_MEMORY


def _narrowed(actor: Actor, words: str) -> _Entry:
    """An index of the items that share most pieces with the words, or with the terms that they stand for."""
    terms = Thesaurus(thesaurus()).terms_for(words)
    shared: Any = Value(0)
    for piece in list(dict.fromkeys((*terms, *bigrams(words))))[:MOST_PIECES]:
        weight = len(piece) if piece in terms else 1
        shared += Case(When(words__contains=piece, then=weight), default=0, output_field=IntegerField())
    items = ServiceItem.objects.visible_to(actor).annotate(shared=shared).filter(shared__gt=0)
    found = list(items.order_by("-shared", "pk").values_list("pk", flat=True)[:MOST_CANDIDATES])
    return _build(ItemVersion.objects.visible_to(actor).in_force_on(clock.today()).filter(item__in=found))


def search_text(definition: ItemDefinition) -> str:
    """What an item is searched by where the catalogue is great: its names and what people call it."""
    names = (definition.name.zh, definition.name.en, *definition.everyday)
    return normalise(" ".join(dict.fromkeys(names)))


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
