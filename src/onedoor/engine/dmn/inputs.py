"""What a model is told: types of input data, and facts made to fit them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onedoor.engine.feel.values import to_feel

if TYPE_CHECKING:
    from onedoor.engine.dmn.model import InputData


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a record type; ``element`` is its identifier outside the model."""

    name: str
    element: str
    type: ItemType


@dataclass(frozen=True, slots=True)
class ItemType:
    """A FEEL type by name, a list of them, or a record of members."""

    name: str = "Any"
    is_list: bool = False
    members: tuple[Member, ...] = ()


def admit(wanted: InputData, facts: Mapping[str, Any], absent: Any) -> Any:
    """The fact for an input, by its name or data element, with the names the model uses inside."""
    for key in (wanted.name, wanted.element):
        if key in facts:
            return _rename(to_feel(facts[key]), wanted.type, absent)
    return absent


def _rename(value: Any, kind: ItemType, absent: Any) -> Any:
    """Records with their members by the model's names; a declared member that is missing is absent."""
    if not kind.members:
        return value
    if isinstance(value, list):
        return [_rename(item, kind, absent) for item in value]
    if not isinstance(value, dict):
        return value
    record = dict(value)
    for member in kind.members:
        found = record.pop(member.element, record.get(member.name, absent))
        record[member.name] = _rename(found, member.type, absent)
    return record
