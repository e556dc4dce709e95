"""What a model is told: types of input data, and facts made to fit them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onedoor.engine.feel.values import Unknown, to_feel

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
    """The fact for an input, by its name or data element, with the names the model uses inside.

    Whatever is unknown in it is called by its place: ``新招人员`` or ``新招人员.已签劳动合同``.
    """
    for key in (wanted.name, wanted.element):
        if key in facts:
            return _placed(to_feel(facts[key]), wanted.type, absent, wanted.name)
    return _placed(absent, wanted.type, absent, wanted.name)


def _placed(value: Any, kind: ItemType, absent: Any, place: str) -> Any:
    """Records with their members by the model's names; a declared member that is missing is absent."""
    if isinstance(value, Unknown):
        return value if value.facts else Unknown(frozenset({place}))
    if isinstance(value, list):
        return [_placed(item, kind, absent, place) for item in value]
    if not isinstance(value, dict):
        return value
    record = dict(value)
    for member in kind.members:
        found = record.pop(member.element, record.get(member.name, absent))
        record[member.name] = _placed(found, member.type, absent, f"{place}.{member.name}")
    return record
