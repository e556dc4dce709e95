"""Facts from JSON. Numbers keep their digits."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from onedoor.engine.dmn.errors import bad_model
from onedoor.engine.dmn.items import ItemType
from onedoor.engine.dmn.model import Model
from onedoor.engine.feel.temporal import parse_temporal
from onedoor.engine.feel.values import type_of
from onedoor.text import Text

MAX_FACTS = 2_000_000
_MOMENTS = frozenset({"date", "time", "date and time", "days and time duration", "years and months duration"})


def read_facts(text: str, model: Model, place: str) -> dict[str, Any]:
    """The facts in a JSON object, by the name of input data or of its data element.

    Numbers become exact decimals; a text becomes a date, time or duration where the input's type says so.
    ``null`` is known to be absent; what is not there is unknown.

    Raises:
        DmnError: the text is too long, is not JSON, or is no object; ``place`` names it.
    """
    if len(text) > MAX_FACTS:
        limit = Text(f"不超过{MAX_FACTS}个字符", f"at most {MAX_FACTS} characters")
        raise bad_model("facts", f"{len(text)}", limit, place)
    try:
        told = json.loads(
            text,
            parse_float=_number,
            parse_int=_number,
            parse_constant=_refuse,
            object_pairs_hook=_told_once,
        )
        json.dumps(told, ensure_ascii=False, default=str).encode()  # half a character is no text
    except json.JSONDecodeError as error:
        where = Text(
            f"{place} 第{error.lineno}行第{error.colno}个字符",
            f"{place} line {error.lineno}, character {error.colno}",
        )
        raise bad_model("facts", error.msg, Text("格式良好的 JSON", "well-formed JSON"), where) from error
    except (ValueError, RecursionError) as error:
        raise bad_model("facts", str(error), Text("普通的 JSON", "plain JSON"), place) from error
    if not isinstance(told, dict):
        raise bad_model("facts", type_of(told), Text("一个 JSON 对象", "a JSON object"), place)
    kinds = {key: each.type for each in model.inputs.values() for key in (each.element, each.name)}
    return {name: _fact(value, kinds.get(name)) for name, value in told.items()}


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _fact(value: Any, kind: ItemType | None) -> Any:
    """The value, with its texts read as the declared type reads them."""
    if kind is None:
        return value
    if isinstance(value, str):
        wanted = kind.feel
        while wanted.kind == "list":
            wanted = wanted.item
        moment = parse_temporal(value) if wanted.kind in _MOMENTS else None
        return value if moment is None else moment
    if isinstance(value, list):
        return [_fact(item, kind) for item in value]
    if isinstance(value, dict):
        members = {key: each.type for each in kind.members for key in (each.element, each.name)}
        return {key: _fact(item, members.get(key)) for key, item in value.items()}
    return value


def _told_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; a name that is told twice would hide one of its values."""
    told = dict(pairs)
    if len(told) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"“{next(name for name in names if names.count(name) > 1)}” × 2")
    return told
