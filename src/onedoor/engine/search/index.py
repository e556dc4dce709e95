"""A ranked index in memory: BM25 per field (Robertson and Zaragoza, 2009), fields weighted and added."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onedoor.engine.search.ngrams import bigrams, grams
from onedoor.engine.search.thesaurus import Thesaurus

K1, B = 1.2, 0.75
WEIGHTS = (8.0, 6.0, 1.0)
# A query that already covers so much of a top title needs no interpretation.
GATE = 0.6
LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Document:
    """What is searched: a title, other names for the same thing, and the rest."""

    key: str
    title: str
    aliases: Sequence[str] = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found; ``because`` is the official term that an everyday word stood for, if one did."""

    key: str
    score: float
    because: str = ""


class Index:
    """Documents of one kind. One kind an index: a long text among short ones spoils the statistics."""

    def __init__(self, documents: Iterable[Document], thesaurus: Thesaurus | None = None) -> None:
        self._documents = list(documents)
        self._thesaurus = thesaurus or Thesaurus({})
        self._postings: list[dict[str, list[tuple[int, float]]]] = []
        for texts in zip(*(self._fields(d) for d in self._documents), strict=True):
            self._postings.append(_weighted_postings(texts))
        self._title_grams = [set(bigrams(d.title)) for d in self._documents]

    @staticmethod
    def _fields(document: Document) -> tuple[list[str], list[str], list[str]]:
        aliases = [token for alias in document.aliases for token in grams(alias)]
        return grams(document.title), aliases, bigrams(document.body)

    def __len__(self) -> int:
        return len(self._documents)

    def search(self, query: str, *, most: int = 10) -> list[Hit]:
        """The best ``most`` documents, best first. An empty query finds nothing.

        Everyday words are translated only where the plain words do not already name a title: so official
        wording is never pushed aside by an interpretation of it.
        """
        query = query[:LONGEST_QUERY]
        plain = self._score(query)
        hits = {index: Hit(self._documents[index].key, score) for index, score in plain.items()}
        if not self._names_a_title(query, plain):
            self._add_translated(query, hits)
        ranked = sorted(hits.values(), key=lambda hit: (-hit.score, hit.key))
        return ranked[:most]

    def _add_translated(self, query: str, hits: dict[int, Hit]) -> None:
        best_plain = max((hit.score for hit in hits.values()), default=0.0)
        for rank, term in enumerate(self._thesaurus.terms_for(query)):
            scores = self._score(term)
            best = max(scores.values(), default=0.0)
            for index, score in scores.items():
                if score < best / 2:
                    continue
                lifted = best_plain + score / (rank + 1)
                if index not in hits or hits[index].score < lifted:
                    hits[index] = Hit(self._documents[index].key, lifted, because=term)

    def _names_a_title(self, query: str, scores: dict[int, float]) -> bool:
        if not scores:
            return False
        top = max(scores, key=lambda index: scores[index])
        title = self._title_grams[top]
        return bool(title) and len(title & set(bigrams(query))) / len(title) >= GATE

    def _score(self, query: str) -> dict[int, float]:
        wanted = set(grams(query))
        scores: dict[int, float] = defaultdict(float)
        for weight, postings in zip(WEIGHTS, self._postings, strict=False):
            for token in wanted:
                for index, value in postings.get(token, ()):
                    scores[index] += weight * value
        return scores


def _weighted_postings(texts: Sequence[list[str]]) -> dict[str, list[tuple[int, float]]]:
    total = len(texts)
    average = sum(len(tokens) for tokens in texts) / total or 1.0
    seen: Counter[str] = Counter(token for tokens in texts for token in set(tokens))
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, tokens in enumerate(texts):
        length = K1 * (1 - B + B * len(tokens) / average)
        for token, count in Counter(tokens).items():
            rarity = math.log(1 + (total - seen[token] + 0.5) / (seen[token] + 0.5))
            postings[token].append((index, rarity * count * (K1 + 1) / (count + length)))
    return postings
