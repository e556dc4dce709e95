"""The proof: every complete set of answers at once, by diagrams; every example asked again of the interpreter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from onedoor.engine.feel import Expression, Unknown
from onedoor.engine.feel.logic import negation
from onedoor.engine.situations.diagrams import OutOfSteps, is_null, is_true, is_unknown
from onedoor.engine.situations.encoding import Encoding
from onedoor.engine.situations.findings import Finding, Proof
from onedoor.engine.situations.guide import Guide
from onedoor.engine.situations.idle import idle_questions
from onedoor.engine.situations.kinds import Kind, Part
from onedoor.engine.situations.lists import number_of_lists
from onedoor.engine.situations.outcome import truth_of
from onedoor.engine.situations.reading import Way

MOST_OVERLAPS = 100


def prove(guide: Guide, most: int) -> Proof:
    """See ``Guide.prove``."""
    return _Prover(guide, most).proof()


class _Prover:
    """Looks at one part after another, as far as the bound reaches."""

    def __init__(self, guide: Guide, most: int) -> None:
        self.guide = guide
        self.most = most
        self.found: list[Finding] = []
        self.judged: list[str] = []
        self.leaves: int | None = None
        self.lists: int | None = None

    def proof(self) -> Proof:
        cells: dict[str, Any] = {}
        try:
            self.encoding = Encoding(self.guide, self.most)
            cells = dict(self.encoding.cells)
            self._count()
            for step in (self._questions, self._conditions, self._situations, self._effects):
                step()
        except OutOfSteps:
            self._left_out()
        order = sorted(self.found, key=lambda each: each.sort_key)
        return Proof(self.leaves, self.lists, tuple(order), cells, tuple(self.judged))

    def _count(self) -> None:
        encoding = self.encoding
        self.leaves = encoding.diagrams.count(encoding.complete, encoding.question_levels)
        for name in sorted(encoding.sampled):
            self.found.append(Finding(Kind.SAMPLED, Part.QUESTION, (name,)))

    def _questions(self) -> None:
        for question, when in zip(self.guide.questions, self.guide.whens, strict=True):
            if not question.when.strip():
                continue
            about = (question.name,)
            if self._among(self.encoding.asked[question.name]) == self.encoding.diagrams.false:
                self.found.append(Finding(Kind.NEVER_ASKED, Part.QUESTION, about))
            self._doubts(Part.QUESTION, about, self.encoding.condition(when), when)
            self.judged.append(question.name)

    def _conditions(self) -> None:
        for key, expression in self.guide.conditions.items():
            value = self.encoding.condition(expression)
            self._doubts(Part.CONDITION, (key,), value, expression)
            holding = self._among(self.encoding.diagrams.change(is_true, value))
            if holding == self.encoding.diagrams.false:
                self.found.append(Finding(Kind.NEVER, Part.CONDITION, (key,)))
            elif holding == self.encoding.complete and expression.free_names:
                example = self.encoding.example(holding)
                self.found.append(Finding(Kind.ALWAYS, Part.CONDITION, (key,), example, self.leaves or 0))
            self.judged.append(key)

    def _situations(self) -> None:
        """Each way alone, two of them together, and what none of them reaches."""
        diagrams, ways = self.encoding.diagrams, self.guide.ways
        reached: list[int] = []
        covered = diagrams.false
        for way in ways:
            value = self.encoding.condition(way.expression)
            self._doubts(Part.SITUATION, (way.label,), value, way.expression)
            holding = self._among(diagrams.change(is_true, value))
            if holding == diagrams.false:
                self.found.append(Finding(Kind.NEVER, Part.SITUATION, (way.label,)))
            if diagrams.all_of((covered, holding)) != diagrams.false:
                self._overlaps(way, holding, reached)
            reached.append(holding)
            covered = diagrams.any_of((covered, holding))
            self.judged.append(way.label)
        gap = self._among(diagrams.change(negation, covered))
        if ways and gap != diagrams.false:
            self._add(Kind.GAP, Part.GUIDE, (), gap, lambda told: not self.guide.situation(told).matching)

    def _overlaps(self, way: Way, holding: int, reached: list[int]) -> None:
        """Where it meets those before, each with an example, as long as there are not too many to be of use."""
        for earlier, other in zip(self.guide.ways, reached, strict=False):
            both = self.encoding.diagrams.all_of((other, holding))
            if both == self.encoding.diagrams.false:
                continue
            if sum(each.kind is Kind.OVERLAP for each in self.found) == MOST_OVERLAPS:
                self.found.append(Finding(Kind.LIMIT, Part.SITUATION, (way.label,)))
                return
            labels = (earlier.label, way.label)

            def agree(told: dict[str, Any], labels: tuple[str, str] = labels) -> bool:
                return set(labels) <= {way.label for way in self.guide.situation(told).matching}

            self._add(Kind.OVERLAP, Part.SITUATION, labels, both, agree)

    def _effects(self) -> None:
        for name in idle_questions(self.encoding):
            self.found.append(Finding(Kind.IDLE, Part.QUESTION, (name,)))
        self.lists = number_of_lists(self.guide, self.most)
        if self.lists is None:
            self.found.append(Finding(Kind.LIMIT, Part.CONDITION, tuple(self.guide.conditions)))

    def _doubts(self, part: Part, about: tuple[str, ...], value: int, expression: Expression) -> None:
        """Sets of answers for which a condition is open, or null: without meaning, or for want of a question."""
        diagrams = self.encoding.diagrams
        heard = diagrams.all_of(self.encoding.asked[name] for name in sorted(expression.free_names))
        nulls = self._among(diagrams.change(is_null, value))
        without_meaning = diagrams.all_of((nulls, heard))
        kind = Kind.UNASKED if without_meaning == diagrams.false else Kind.NULL
        opens = self._among(diagrams.change(is_unknown, value))
        for found, members, wanted in (
            (kind, nulls if kind is Kind.UNASKED else without_meaning, type(None)),
            (Kind.OPEN, opens, Unknown),
        ):

            def agree(told: dict[str, Any], wanted: type = wanted) -> bool:
                return isinstance(truth_of(expression(self.guide.facts(told))), wanted)

            if members != diagrams.false:
                self._add(found, part, about, members, agree)

    def _add(
        self,
        kind: Kind,
        part: Part,
        about: tuple[str, ...],
        members: int,
        agree: Callable[[dict[str, Any]], bool],
    ) -> None:
        example = self.encoding.example(members)
        # The diagrams are made of the interpreter's own answers, so the two can differ only by a fault in here.
        assert not self.guide.ask(example), example
        assert agree(example), example
        sets = self.encoding.diagrams.count(members, self.encoding.question_levels)
        self.found.append(Finding(kind, part, about, example, sets))

    def _among(self, diagram: int) -> int:
        """The complete sets of answers in a set."""
        return self.encoding.diagrams.all_of((self.encoding.complete, diagram))

    def _left_out(self) -> None:
        """Say what was not looked at."""
        rest = [name for name in self._parts() if name not in self.judged]
        self.found.append(Finding(Kind.LIMIT, Part.GUIDE, tuple(rest)))

    def _parts(self) -> Iterator[str]:
        yield from (each.name for each in self.guide.questions if each.when.strip())
        yield from self.guide.conditions
        yield from (way.label for way in self.guide.ways)
