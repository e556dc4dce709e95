"""A what-if as plain data, for ``--json``: amounts in yuan with two decimals, numbers with all their digits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from onedoor.engine.feel import Date
from onedoor.engine.matching.whatif import (
    Answer,
    Breakdown,
    Key,
    Line,
    Outcome,
    Rest,
    Sensitivity,
    Threshold,
    Total,
    Trial,
    WhatIf,
)
from onedoor.match_cli.whatif.groups import By
from onedoor.match_cli.whatif.rules import Read


def rules_as_plain(old: Read | None, new: Read) -> dict[str, Any]:
    """Which rules are compared, and the thresholds of the draft that are other than in its file."""
    changes = [
        {"text": each.threshold.text, "from": _value(each.threshold.value), "to": _value(each.value)}
        for each in new.changes
    ]
    return {"rules": {"released": old.title if old else None, "draft": new.title, "changes": changes}}


def result_as_plain(found: WhatIf, bys: Sequence[By]) -> dict[str, Any]:
    """Everything but the list of subjects."""
    return {
        "subjects": found.subjects,
        **_line(found.whole),
        "groups": [_breakdown(each, by) for each, by in zip(found.breakdowns, bys, strict=True)],
        "facts_without_column": sorted(found.unheld),
    }


def threshold_as_plain(threshold: Threshold, number: int) -> dict[str, Any]:
    """One threshold with its number in the list."""
    return {
        "number": number,
        "value": _value(threshold.value),
        "role": threshold.role.value,
        "operator": threshold.operator.value if threshold.operator else None,
        "facts": sorted(threshold.facts),
        "text": threshold.text,
        "words": threshold.words.as_dict(),
        "occurrences": len(threshold.places),
    }


def sensitivity_as_plain(found: Sensitivity, numbers: Mapping[Threshold, int]) -> dict[str, Any]:
    """The rule as it is, and every threshold with what other values give."""
    base = found.base
    return {
        "base": {"certain": base.certain, "open": base.open, "amount": _total(base.total)},
        "thresholds": [_answer(each, numbers[each.threshold]) for each in found.answers],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "released": _outcome(line.before),
        "draft": _outcome(line.after),
        "difference": _yuan(line.difference),
        "moves": {
            move.value: {"count": each.count, "released": _total(each.before), "draft": _total(each.after)}
            for move, each in line.moves.items()
        },
    }


def _outcome(side: Outcome) -> dict[str, Any]:
    return {
        "certain": side.certain,
        "open": side.open,
        "rest": side.rest,
        "amount": _total(side.total),
        "amount_if_open_fit": _total(side.open_total),
    }


def _total(total: Total | None) -> dict[str, Any] | None:
    if total is None:
        return None
    return {
        "sum": _yuan(total.cents),
        "known": total.known,
        "unknown": total.unknown,
        "none": total.none,
        "at_least": _yuan(total.lowest),
        "at_most": _yuan(total.highest),
    }


def _breakdown(breakdown: Breakdown, by: By) -> dict[str, Any]:
    return {
        "by": breakdown.group.name,
        "column": breakdown.group.column,
        "lines": [
            {
                "group": _key(line.key),
                "name": by.label(line.key, "zh"),
                "subjects": line.subjects,
                **_line(line),
            }
            for line in breakdown.lines
        ],
    }


def _key(key: Key | None) -> Any:
    return {"rest": key.value} if isinstance(key, Rest) else key


def _answer(answer: Answer, number: int) -> dict[str, Any]:
    return {
        **threshold_as_plain(answer.threshold, number),
        "elasticity": answer.elasticity,
        "amount_elasticity": answer.total_elasticity,
        "steps": [_trial(each) for each in answer.trials],
        "nearest_below": _trial(answer.below),
        "nearest_above": _trial(answer.above),
        "nearest_searched": answer.is_searched,
    }


def _trial(trial: Trial | None) -> dict[str, Any] | None:
    if trial is None:
        return None
    measured = trial.measured
    return {
        "value": _value(trial.value),
        "step": trial.step,
        "certain": measured.figure.certain,
        "open": measured.figure.open,
        "came_in": measured.came_in,
        "dropped_out": measured.dropped_out,
        "amount": _total(measured.figure.total),
    }


def _yuan(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents).scaleb(-2)


def _value(value: Decimal | Date) -> Decimal | str:
    return str(value) if isinstance(value, Date) else value
