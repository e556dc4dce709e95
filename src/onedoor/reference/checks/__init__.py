"""Checks of service items, as data: what each looks for, why it hurts an applicant, how to mend it.

An entry with ``when`` is a FEEL condition over the item (or over each of its materials, fees and so on: ``of``); one with ``by``
is found by code. Beside them the documents that authorities hold themselves, by the names under which items ask for them.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def item_checks() -> tuple[dict[str, Any], ...]:
    """The entries that ship, in the order of the documentation."""
    return tuple(_document("items.json")["checks"])


@cache
def held_documents() -> dict[str, dict[str, Any]]:
    """E-certificates and register entries by name: ``aliases``, and the ``holder`` that can be asked instead."""
    return {each["name"]: each for each in _document("held.json")["documents"]}


def _document(name: str) -> Any:
    return json.loads(files(__name__).joinpath(name).read_bytes())
