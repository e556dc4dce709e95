"""All contenders over one workload, in turns; what they find is compared before a figure is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from onedoor.bench.matching.contender import Contender
from onedoor.bench.matching.reference import Reference
from onedoor.bench.matching.timing import Times, took
from onedoor.bench.matching.workload import Workload
from onedoor.engine.matching import Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One contender in its best form: what ``running`` took, on ``pairs`` pairs out of ``whole``."""

    contender: Contender
    form: str
    running: Times
    pairs: int
    whole: int
    counts: list[Counts]
    remark: str = ""

    @property
    def scale(self) -> float:
        """What a figure of the sample is multiplied with."""
        return self.whole / self.pairs

    @property
    def cpu(self) -> float:
        """Processor seconds for the whole workload: the least of the rounds."""
        return self.running.cpu * self.scale


@dataclass(slots=True)
class _Seat:
    """A contender, ready to run."""

    contender: Contender
    part: Workload
    form: str
    program: Any
    running: Times


def contest(
    contenders: Sequence[Contender],
    workload: Workload,
    rounds: int,
    *,
    tell: Callable[[str], None] = lambda name: None,
) -> list[Result]:
    """The figures of each. Raises ``Conflict`` "bench.disagree" where one that knows three values finds otherwise.

    ``tell`` gets the name of whoever is at work.
    """
    seats = []
    for each in contenders:
        tell(each.name)
        seats.append(_seated(each, workload))
    reference = Reference(workload)
    found: dict[str, tuple[list[Counts], str]] = {}
    for number in range(rounds):
        for seat in seats:
            if seat.contender.most_rounds is not None and number >= seat.contender.most_rounds:
                continue
            tell(seat.contender.name)
            spent, result = took(lambda seat=seat: seat.contender.run(seat.program))  # type: ignore[misc]
            seat.running.all.append(spent)
            if number == 0:
                counts = seat.contender.counts(result)
                remarks = (seat.form, reference.remark(seat.contender, seat.part, counts))
                found[seat.contender.name] = counts, "; ".join(filter(None, remarks))
            del result
    return [
        Result(
            contender=seat.contender,
            form=seat.form,
            running=seat.running,
            pairs=seat.part.pairs,
            whole=workload.pairs,
            counts=found[seat.contender.name][0],
            remark=found[seat.contender.name][1],
        )
        for seat in seats
    ]


def _seated(contender: Contender, workload: Workload) -> _Seat:
    part = contender.part(workload)
    columns = contender.encode(part)
    form = _best_form(contender, part, columns)
    return _Seat(contender, part, form, contender.forms[form](part, columns), Times())


def _best_form(contender: Contender, part: Workload, columns: Any) -> str:
    """The form that takes least of the processor in one run; a single one is not tried."""
    if len(contender.forms) == 1:
        return next(iter(contender.forms))
    spent = {}
    for name, form in contender.forms.items():
        program = form(part, columns)
        spent[name] = took(lambda program=program: contender.run(program))[0].cpu  # type: ignore[misc]
    return min(spent, key=spent.__getitem__)
