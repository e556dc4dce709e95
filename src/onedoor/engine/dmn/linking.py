"""Finding the models that a model imports, and what an ``href`` points to (DMN 1.5, 6.3.3 and 7.3.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from onedoor.engine.dmn.model import Import, Model

MAX_FILES = 500
HEAD_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a document and what to call it in errors."""

    file: str
    xml: bytes


# From the namespace of a model and the location that an import hints at to its document, if there is one.
Loader = Callable[[str, str], Source | None]


@dataclass(frozen=True, slots=True)
class Link:
    """What a reference points to: the kind of element (its local name) and its qualified name."""

    kind: str
    name: str


def nothing(namespace: str, location: str) -> Source | None:
    """The loader that knows no other model."""
    return None


def from_sources(documents: Mapping[str, bytes]) -> Loader:
    """A loader of documents that are at hand, by their namespaces."""

    def find(namespace: str, location: str) -> Source | None:
        xml = documents.get(namespace)
        return Source(location or namespace, xml) if xml is not None else None

    return find


def from_folder(folder: Path) -> Loader:
    """A loader of the ``.dmn`` files that lie in one folder; their namespaces are looked up once.

    Locations are not followed: a model cannot make its reader open a file elsewhere.
    """
    known: dict[str, Path] = {}

    def find(namespace: str, location: str) -> Source | None:
        if not known:
            for path in sorted(folder.glob("*.dmn"))[:MAX_FILES]:
                known.setdefault(_namespace_of(path), path)
        found = known.get(namespace)
        return Source(found.name, found.read_bytes()) if found is not None else None

    return find


def _namespace_of(path: Path) -> str:
    """The namespace of the model in a file, read off its first element; nothing where there is none."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if b"<!DOCTYPE" in head:
        return ""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
    try:
        parser.feed(head)
    except etree.XMLSyntaxError:
        return ""
    for _, element in parser.read_events():
        return element.get("namespace") or ""
    return ""


def links_of(model: Model, prefix: str = "") -> Iterator[tuple[str, Link]]:
    """What the ids of a model point to."""
    for kind, held in (
        ("decision", model.decisions),
        ("businessKnowledgeModel", model.knowledge),
        ("inputData", model.inputs),
        ("decisionService", model.services),
    ):
        for each in held.values():
            yield each.id, Link(kind, f"{prefix}{each.name}")


def find_link(imports: tuple[Import, ...], namespace: str, identifier: str, prefix: str = "") -> Link | None:
    """What an id in another namespace points to, in the imported models or in those they import."""
    for each in imports:
        inner = f"{prefix}{each.name}." if each.name else prefix
        if each.model.namespace == namespace:
            found = dict(links_of(each.model, inner)).get(identifier)
            if found is not None:
                return found
    for each in imports:
        inner = f"{prefix}{each.name}." if each.name else prefix
        found = find_link(each.model.imports, namespace, identifier, inner)
        if found is not None:
            return found
    return None
