"""Sets of values as plain data."""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel import to_feel
from onedoor.engine.feel.plain import as_plain
from onedoor.engine.matching.reasons.codes import Codes
from onedoor.engine.matching.reasons.spans import Spans
from onedoor.engine.matching.reasons.units import limits, value_of
from onedoor.engine.matching.reasons.values import Values
from onedoor.engine.matching.reasons.words import ANY_START, Words
from onedoor.engine.matching.schema import Column


def allowed(values: Values, column: Column) -> list[dict[str, Any]]:
    """Alternatives, each of which all its entries describe.

    >>> from onedoor.engine.matching import Kind
    >>> allowed(Spans(((10, 99),), null=True), Column("科技人员", Kind.INTEGER))
    [{'from': Decimal('10'), 'to': Decimal('99')}, {'absent': True}]
    """
    found: list[dict[str, Any]] = []
    match values:
        case Spans(spans=spans):
            found = [_span(low, high, column) for low, high in spans]
        case Words(one_of=one_of) if one_of is not None:
            found = [{"one_of": sorted(one_of)}] if one_of else []
        case Words(barred=barred, starts=starts, not_starts=not_starts):
            lists = {
                "beginning_with": sorted(starts - ANY_START),
                "not_one_of": sorted(barred),
                "not_beginning_with": sorted(not_starts),
            }
            found = [{key: each for key, each in lists.items() if each}]
        case Codes(has=has, lacks=lacks) if not has & lacks:
            found = [{"with": sorted(has), "without": sorted(lacks)}]
    return [*found, {"absent": True}] if values.null else found


def _span(low: int, high: int, column: Column) -> dict[str, Any]:
    lowest, highest = limits(column)
    ends = {"from": low} if low > lowest else {}
    if high < highest:
        ends["to"] = high
    if lowest == 0 and highest == 1:
        return {"one_of": [bool(unit) for unit in range(low, high + 1)]}
    return {name: as_plain(to_feel(value_of(column, unit))) for name, unit in ends.items()}
