"""What people say, and what the catalogue calls it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onedoor.engine.search.ngrams import normalise


class Thesaurus:
    """Everyday words -> official terms. An entry applies when its word stands in the query."""

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        self._entries = {normalise(word): tuple(terms) for word, terms in entries.items()}

    def terms_for(self, query: str) -> tuple[str, ...]:
        """The official terms that the query's everyday words stand for, each once, longest word first.

        >>> Thesaurus({"饭店": ["食品经营许可"]}).terms_for("我想开个饭店")
        ('食品经营许可',)
        """
        text = normalise(query)
        words = sorted((word for word in self._entries if word in text), key=len, reverse=True)
        return tuple(dict.fromkeys(term for word in words for term in self._entries[word]))
