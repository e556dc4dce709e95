"""Contexts: members by name (DMN 1.5, table 82)."""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel.functions.registry import Lift, builtin
from onedoor.engine.feel.values import Unknown


@builtin("get value(m: context, key: string) -> any", lift=Lift.PARTS)
def get_value(context: dict[str, Any], key: str) -> Any:
    return context.get(key)


@builtin("get entries(m: context) -> list", lift=Lift.PARTS)
def get_entries(context: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context(entries: list) -> context", lift=Lift.PARTS)
def context_(entries: list[Any]) -> Any:
    built: dict[str, Any] = {}
    for entry in entries:
        if isinstance(entry, Unknown):
            return entry
        if not isinstance(entry, dict) or not entry.keys() >= {"key", "value"}:
            return None
        key = entry["key"]
        if isinstance(key, Unknown):
            return key
        if not isinstance(key, str) or key in built:
            return None
        built[key] = entry["value"]
    return built


@builtin("context put(context: context, key: string, value: any) -> context", lift=Lift.PARTS)
def context_put(context: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    return {**context, key: value}


@builtin("context put(context: context, keys: list, value: any) -> context", lift=Lift.PARTS)
def context_put_inside(context: dict[str, Any], keys: list[Any], value: Any) -> Any:
    """The context with the value at the end of a path of keys; null where the path leads through no context."""
    if not keys:
        return None
    key, *rest = keys
    if isinstance(key, Unknown):
        return key
    if not isinstance(key, str):
        return None
    if not rest:
        return {**context, key: value}
    below = context.get(key)
    if isinstance(below, Unknown):
        return below
    changed = context_put_inside(below, rest, value) if isinstance(below, dict) else None
    return {**context, key: changed} if isinstance(changed, dict) else changed


@builtin("context merge(contexts: list) -> context", lift=Lift.PARTS)
def context_merge(contexts: list[Any]) -> Any:
    merged: dict[str, Any] = {}
    for context in contexts:
        if not isinstance(context, dict):
            return context if isinstance(context, Unknown) else None
        merged |= context
    return merged
