"""pySFeel: S-FEEL, read anew at each call. Facts are the parser's variables, numbers are floats.

It reads ``a > 5 and b`` as ``a > (5 and b)``, so every comparison stands in brackets here.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from pySFeel import SFeelParser

from onedoor.bench.rules.engine import Engine, Form
from onedoor.bench.rules.facts import Profile
from onedoor.bench.rules.writing import Words, as_float, chinese

PARSER = SFeelParser()
WORDS = Words(
    name=chinese,
    compared="({} {} {})",
    same="({} = {})",
    among="({} in ({}))",
    share="({} / {} >= {})",
    until='({} <= date("{:%Y-%m-%d}"))',
)


def _give(profile: Profile) -> dict[str, Any]:
    return {fact.zh: as_float(value) for fact, value in profile.items()}


def _anew(text: str, facts: dict[str, Any]) -> Any:
    PARSER.names = facts
    status, answer = PARSER.sFeelParse(text)
    if status:
        raise ValueError(status["errors"])
    return answer


ENGINE = Engine(
    name="pySFeel",
    release=version("pySFeel"),
    give=_give,
    policies=Form(write=WORDS.policy, anew=_anew),
    note="no compiled form, no tables; comparisons bracketed, since it reads a > 5 and b as a > (5 and b)",
)
ENGINES = (ENGINE,)
