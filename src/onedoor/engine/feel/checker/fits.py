"""Whether a value of one type can be where another is wanted, with the conversions that FEEL makes itself."""

from __future__ import annotations

from onedoor.engine.feel.checker.lattice import is_open, knows_members
from onedoor.engine.feel.functions.registry import Parameter
from onedoor.engine.feel.types import Type


def fits(found: Type, wanted: Type) -> bool:
    """May some value of the type found be taken where the other is wanted? (DMN 1.5, 10.3.2.9.4)

    A single value goes as a list of one, a list of one as its item, a date as a date and time.
    """
    if is_open(found) or is_open(wanted):
        return True
    if found.kind == wanted.kind:
        return _parts_fit(found, wanted)
    if wanted.kind == "list":
        return fits(found, wanted.item)
    if found.kind == "list":
        return fits(found.item, wanted)
    return wanted.kind == "date and time" and found.kind == "date"


def _parts_fit(found: Type, wanted: Type) -> bool:
    if found.kind == "context":
        return not knows_members(found) or all(
            (own := found.member(label)) is not None and fits(own, part)
            for label, part in zip(wanted.labels, wanted.parts, strict=True)
        )
    if not found.parts or not wanted.parts:
        return True
    if found.kind == "function":
        return len(found.parts) == len(wanted.parts)
    return fits(found.parts[0], wanted.parts[0])


def is_taken(found: Type, parameter: Parameter) -> bool:
    """May some value of the type be an argument for this parameter of a built-in function?"""
    kinds = parameter.kinds
    if is_open(found) or "any" in kinds or "list" in kinds or found.kind in kinds:
        return True
    return found.kind == "list" and (is_open(found.item) or found.item.kind in kinds)
