"""What a model is told: facts made to fit the input data it declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from onedoor.engine.dmn.errors import WrongFact
from onedoor.engine.dmn.items import ItemType, Member
from onedoor.engine.feel.functions.conversion import to_text
from onedoor.engine.feel.types import ANY, coerce
from onedoor.engine.feel.values import Unknown, to_feel
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.engine.dmn.model import InputData

__all__ = ["ItemType", "Member", "Wrong", "admit", "placed"]

_SHOWN = 80


class Wrong(StrEnum):
    """What becomes of a fact that is not of the declared type."""

    REFUSED = "refused"
    UNKNOWN = "unknown"
    NULL = "null"


def admit(
    wanted: InputData,
    facts: Mapping[str, Any],
    absent: Any,
    wrong: Wrong = Wrong.NULL,
    keys: Sequence[str] = (),
) -> Any:
    """The fact for an input, by its name or data element, with the names the model uses inside.

    ``keys`` are the names it goes by where those two are not right: the first names what is unknown,
    which is called by its place: ``新招人员`` or ``新招人员.已签劳动合同``.

    Raises:
        WrongFact: it is not of the declared type, and ``wrong`` refuses such.
        FeelInputError: it is a float or an object.
    """
    place = keys[0] if keys else wanted.name
    for key in keys or (wanted.name, wanted.element):
        if key in facts:
            return fit(wanted, placed(to_feel(facts[key]), wanted.type, absent, place), wrong)
    return placed(absent, wanted.type, absent, place)


def fit(wanted: InputData, value: Any, wrong: Wrong) -> Any:
    """The value as the declared type takes it, or what ``wrong`` makes of one that does not fit."""
    kind = wanted.type.feel
    if kind is ANY or value is None:
        return value
    fitted = coerce(value, kind)
    if fitted is not None or wrong is Wrong.NULL:
        return fitted
    if wrong is Wrong.UNKNOWN:
        return Unknown(frozenset({wanted.name}))
    allowed = Text("，且在允许的取值内", " with one of the allowed values") if kind.allowed else Text("", "")
    raise WrongFact(
        "dmn.wrong_fact",
        found=to_text(value)[:_SHOWN],
        expected=Text(f"{kind} 类型{allowed.zh}", f"a value of type {kind}{allowed.en}"),
        where=wanted.place.text,
    )


def placed(value: Any, kind: ItemType, absent: Any, place: str) -> Any:
    """Records with their members by the model's names; a declared member that is missing is absent."""
    if isinstance(value, Unknown):
        return value if value.facts else Unknown(frozenset({place}))
    if isinstance(value, list):
        return [placed(item, kind, absent, place) for item in value]
    if not isinstance(value, dict):
        return value
    record = dict(value)
    for member in kind.members:
        found = record.pop(member.element, record.get(member.name, absent))
        record[member.name] = placed(found, member.type, absent, f"{place}.{member.name}")
    return record
