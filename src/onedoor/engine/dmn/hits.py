"""What a decision table makes of the rules that match, when some of them only may (DMN 1.5, 8.2.8).

A hit is a rule that matches (its match is ``True``) or may match (``Unknown``), with its output. Each
doubtful rule may turn out either way; the result is known when all ways lead to the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any

from onedoor.engine.dmn.nodes import Aggregation, DecisionTable, HitPolicy
from onedoor.engine.feel.functions import BUILTINS
from onedoor.engine.feel.logic import conjunction, equal
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.values import Unknown, merge, unknown_among, unknown_in


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matches or, where ``doubt`` says what is missing for it, may match."""

    output: Any
    doubt: Unknown | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """All hits of a table in the order of its rules.

    ``ranking`` are the listed values of each output column, best first; ``names`` are the columns' names.
    """

    hits: Sequence[Hit]
    default: Any = None
    ranking: Sequence[Sequence[Any]] = ()
    names: Sequence[str] = ()

    @property
    def certain(self) -> list[Any]:
        return [hit.output for hit in self.hits if hit.doubt is None]

    @property
    def doubtful(self) -> list[tuple[Any, Unknown]]:
        return [(hit.output, hit.doubt) for hit in self.hits if hit.doubt is not None]

    def result(self, table: DecisionTable) -> Any:
        """The value of the table."""
        return _POLICIES[table.hit_policy](self, table.aggregation)


def _either(ways: Iterable[Any], doubts: Iterable[Unknown]) -> Any:
    """The common value of all ways; unknown where they differ."""
    because = reduce(lambda one, other: one | other, doubts)
    return reduce(lambda one, other: merge(one, other, because), ways)


def _unique(hits: Hits, _: Aggregation | None) -> Any:
    """The only match; a second one breaks the table's promise and gives null."""
    certain, doubtful = hits.certain, hits.doubtful
    if len(certain) > 1:
        return None
    if not doubtful:
        return certain[0] if certain else hits.default
    ways = certain or [hits.default, *(output for output, _ in doubtful)]
    if len(hits.hits) > 1:
        ways = [*ways, None]
    return _either(ways, (doubt for _, doubt in doubtful))


def _any(hits: Hits, _: Aggregation | None) -> Any:
    """The output that all matches agree on; null when they disagree."""
    certain, doubtful = hits.certain, hits.doubtful
    if not certain:
        if not doubtful:
            return hits.default
        outputs = [output for output, _ in doubtful]
        ways = [hits.default, *outputs, _agreed(outputs)]
        return _either(ways, (doubt for _, doubt in doubtful))
    agreed = _agreed(certain)
    ways = [(_agreed([*certain, output]), doubt) for output, doubt in doubtful]
    return _decided(agreed, ways)


def _agreed(outputs: list[Any]) -> Any:
    """The common output of several matches, or null."""
    answers = [equal(outputs[0], output) for output in outputs[1:]]
    same = conjunction(False if answer is None else answer for answer in answers)
    if isinstance(same, Unknown):
        return _either([*outputs, None], [same])
    return outputs[0] if same else None


def _decided(base: Any, ways: list[tuple[Any, Unknown]]) -> Any:
    """``base``, unless a way differs from it; then only the doubts of such ways count."""
    return reduce(lambda value, way: merge(value, way[0], way[1]), ways, base)


def _first(hits: Hits, _: Aggregation | None) -> Any:
    """The first match: read from the last rule backwards, each doubtful rule leaves two ways open."""

    def before(rest: Any, hit: Hit) -> Any:
        return hit.output if hit.doubt is None else merge(hit.output, rest, hit.doubt)

    return reduce(before, reversed(hits.hits), hits.default)


def _priority(hits: Hits, _: Aggregation | None) -> Any:
    """The match whose output is listed first."""
    ranks = [_rank(hit.output, hits) for hit in hits.hits]
    known = [(rank, hit) for rank, hit in zip(ranks, hits.hits, strict=True) if rank is not None]
    if len(known) < len(ranks) and len(ranks) > 1:
        return _unranked(hits, known)
    ranked = [hit for _, hit in sorted(known, key=lambda each: each[0])] or list(hits.hits)
    return _first(Hits(ranked, hits.default), None)


def _unranked(hits: Hits, known: list[tuple[list[int], Hit]]) -> Any:
    """Some output is unknown, and so is its rank: only a certain match of the first rank outdoes it."""
    for rank, hit in known:
        if hit.doubt is None and all(hits.ranking) and not any(rank):
            return hit.output
    outputs = [hit.output for hit in hits.hits]
    ways = outputs if hits.certain else [*outputs, hits.default]
    return _either(ways, [_unknown_outputs(hits), *(doubt for _, doubt in hits.doubtful)])


def _unknown_outputs(hits: Hits) -> Unknown:
    found = unknown_among(hit.output for hit in hits.hits)
    return Unknown() if found is None else found


def _rank(output: Any, hits: Hits) -> list[int] | None:
    """The places of an output in the lists of values, column by column; None where that is unknown."""
    parts = [output] if len(hits.names) == 1 else [output[name] for name in hits.names]
    if any(hits.ranking) and unknown_in(parts) is not None:
        return None
    return [_place(part, values) for part, values in zip(parts, hits.ranking, strict=True)]


def _place(part: Any, values: Sequence[Any]) -> int:
    return next((index for index, value in enumerate(values) if equal(part, value) is True), len(values))


def _rule_order(hits: Hits, aggregation: Aggregation | None) -> Any:
    """All matches in the order of the rules, or what the aggregation makes of them."""
    if aggregation is not None:
        return _aggregated(hits, aggregation)
    certain, doubtful = hits.certain, hits.doubtful
    if not doubtful:
        return certain or hits.default
    if len(hits.hits) == 1:
        return merge(hits.default, [doubtful[0][0]], doubtful[0][1])
    # Lists of different lengths are never the same.
    return reduce(lambda one, other: one | other, (doubt for _, doubt in doubtful))


def _output_order(hits: Hits, _: Aggregation | None) -> Any:
    """All matches in the order in which their outputs are listed."""
    ranks = [_rank(hit.output, hits) for hit in hits.hits]
    known = [rank for rank in ranks if rank is not None]
    if len(known) < len(ranks):
        return _rule_order(hits, None) if len(ranks) == 1 else _unknown_outputs(hits)
    order = sorted(range(len(known)), key=lambda index: known[index])
    return _rule_order(Hits([hits.hits[index] for index in order], hits.default), None)


def _aggregated(hits: Hits, aggregation: Aggregation) -> Any:
    certain, doubtful = hits.certain, hits.doubtful
    if aggregation is Aggregation.COUNT:
        if not doubtful:
            return Decimal(len(certain))
        return reduce(lambda one, other: one | other, (doubt for _, doubt in doubtful))
    aggregate = _AGGREGATES[aggregation]
    if certain:
        ways = [(aggregate([*certain, output]), doubt) for output, doubt in doubtful]
        return _decided(aggregate(certain), ways)
    if not doubtful:
        return hits.default
    outputs = [output for output, _ in doubtful]
    ways_alone = [hits.default, *(aggregate([output]) for output in outputs), aggregate(outputs)]
    return _either(ways_alone, (doubt for _, doubt in doubtful))


def _sum(outputs: list[Any]) -> Any:
    """The sum; one output that is no number spoils it, whatever the unknown ones are."""
    if any(not isinstance(output, (Decimal, Unknown)) for output in outputs):
        return None
    return BUILTINS["sum"](Scope({}), [outputs])


_AGGREGATES: dict[Aggregation, Callable[[list[Any]], Any]] = {
    Aggregation.SUM: _sum,
    Aggregation.MIN: lambda outputs: BUILTINS["min"](Scope({}), [outputs]),
    Aggregation.MAX: lambda outputs: BUILTINS["max"](Scope({}), [outputs]),
}
_POLICIES: dict[HitPolicy, Callable[[Hits, Aggregation | None], Any]] = {
    HitPolicy.UNIQUE: _unique,
    HitPolicy.ANY: _any,
    HitPolicy.FIRST: _first,
    HitPolicy.PRIORITY: _priority,
    HitPolicy.COLLECT: _rule_order,
    HitPolicy.RULE_ORDER: lambda hits, _: _rule_order(hits, None),
    HitPolicy.OUTPUT_ORDER: _output_order,
}
