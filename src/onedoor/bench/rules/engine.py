"""What the measurement asks of an engine, ours and the others alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from onedoor.bench.rules.facts import Profile

Program = Callable[[Any], Any]
"""Facts, as the engine takes them, to an answer."""


def unchanged(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How an engine is used for policies, or for tables.

    ``write`` puts a policy or table into the engine's language. ``compile`` makes
    a text ready for many subjects, None where the engine knows no such thing; ``anew`` reads the text and
    answers in one go; ``read`` reads alone.
    """

    write: Callable[[Any], Any]
    compile: Callable[[Any], Program] | None = None
    anew: Callable[[Any, Any], Any] | None = None
    read: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """An engine and how it is used; ``note`` tells what a reader of its figures must know.

    ``give`` makes its facts of a profile before the clock starts, in plain Python values where the engine
    takes those. ``share`` runs on the clock, once for each subject. ``plain`` makes an answer comparable.
    With ``needed_only`` each call is given only the facts that the policy or table asks for.
    """

    name: str
    release: str
    give: Callable[[Profile], Any]
    policies: Form | None = None
    tables: Form | None = None
    share: Callable[[Any], Any] = unchanged
    plain: Callable[[Any], Any] = unchanged
    needed_only: bool = False
    note: str = ""
