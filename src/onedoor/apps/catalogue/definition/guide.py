"""情形: the questions of an item, and the situations their answers lead to."""

from __future__ import annotations

from dataclasses import dataclass

from onedoor.apps.catalogue.enums import QuestionKind
from onedoor.engine.calendars import Limit
from onedoor.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; its answer is the value of a data element. Asked where ``when`` holds."""

    element: str
    text: Text
    kind: QuestionKind
    hint: Text | None = None
    options: tuple[tuple[str, Text], ...] = ()
    least: str = ""
    most: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Why the item cannot be applied for here, by what law, and where to go instead (an item's code or words)."""

    reason: Text
    basis: Text
    instead: Text | None = None
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One set of answers that leads to one list.

    ``when`` is FEEL over element names (empty where a table chooses). ``materials``, ``steps`` and ``fees`` are ids;
    ``None`` leaves it to the conditions of the parts themselves. Limits, where given, replace the item's.
    """

    id: str
    name: Text
    when: str = ""
    option: str = ""
    materials: tuple[str, ...] | None = None
    steps: tuple[str, ...] | None = None
    fees: tuple[str, ...] | None = None
    statutory_limit: Limit | None = None
    promised_limit: Limit | None = None
    visits: int | None = None
    stop: Stop | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A decision table (DMN, hit policy unique) that chooses the situation: ``inputs`` are FEEL over element names, each
    row has a unary test for each input and the situation's id.
    """

    inputs: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], str], ...]
