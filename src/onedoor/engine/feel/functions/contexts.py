"""Contexts: members by name."""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel.functions.registry import Lift, builtin
from onedoor.engine.feel.values import Unknown


@builtin("get value(m: context, key: string)", lift=Lift.PARTS)
def get_value(context: dict[str, Any], key: str) -> Any:
    return context.get(key)


@builtin("get entries(m: context)", lift=Lift.PARTS)
def get_entries(context: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context(entries: list)", lift=Lift.PARTS)
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


@builtin("context put(context: context, key: string, value: any)", lift=Lift.PARTS)
def context_put(context: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    return {**context, key: value}


@builtin("context merge(contexts: list)", lift=Lift.PARTS)
def context_merge(contexts: list[Any]) -> Any:
    merged: dict[str, Any] = {}
    for context in contexts:
        if not isinstance(context, dict):
            return context if isinstance(context, Unknown) else None
        merged |= context
    return merged
