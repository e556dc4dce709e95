"""All that came out, as tables for people or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onedoor.conf import env
from onedoor.engine.feel.plain import to_json
from onedoor.engine.matching.whatif import Sensitivity, Threshold, WhatIf
from onedoor.match_cli.whatif.asked import Asked
from onedoor.match_cli.whatif.breakdowns import breakdown_lines
from onedoor.match_cli.whatif.groups import By
from onedoor.match_cli.whatif.plain import result_as_plain, rules_as_plain, sensitivity_as_plain
from onedoor.match_cli.whatif.results import result_lines, rule_lines
from onedoor.match_cli.whatif.rules import Read
from onedoor.match_cli.whatif.saying import Language
from onedoor.match_cli.whatif.trials import sensitivity_lines


@dataclass(frozen=True, slots=True)
class Told:
    """What was compared and what was found; ``known`` are all thresholds of the draft."""

    released: Read | None
    draft: Read
    found: WhatIf
    bys: list[By]
    known: tuple[Threshold, ...]
    answers: Sensitivity | None

    @property
    def numbers(self) -> dict[Threshold, int]:
        """The thresholds by which ``--set`` knows them."""
        return {each: number for number, each in enumerate(self.known, 1)}


def told_lines(told: Told, asked: Asked) -> Iterator[str]:
    """The lines to be printed, in the language of the terminal."""
    if asked.as_json:
        plain = {**rules_as_plain(told.released, told.draft), **result_as_plain(told.found, told.bys)}
        if told.answers is not None:
            plain["sensitivity"] = sensitivity_as_plain(told.answers, told.numbers)
        yield to_json(plain)
        return
    language = Language(env.language())
    yield from rule_lines(told.released, told.draft, language)
    yield from result_lines(told.found, language)
    for breakdown, by in zip(told.found.breakdowns, told.bys, strict=True):
        yield from breakdown_lines(breakdown, by, language, asked.top)
    if told.answers is not None:
        yield from sensitivity_lines(told.answers, told.numbers, language)
