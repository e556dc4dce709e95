"""Values of conditions in the units of whole-number columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from onedoor.engine.population import SCHEMA

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {">=": ge, ">": gt, "<=": le, "<": lt}
_EPOCH = date(1970, 1, 1).toordinal()


def units(fact: str, value: Decimal | int | date) -> int:
    """Cents, millionths, people, days since 1970-01-01."""
    if isinstance(value, date):
        return value.toordinal() - _EPOCH
    return int(Decimal(value).scaleb(SCHEMA.columns[fact].places))


def fraction(value: Decimal) -> tuple[int, int]:
    """Top and bottom, in lowest terms, so that products with amounts stay within 64 bits."""
    return value.as_integer_ratio()
