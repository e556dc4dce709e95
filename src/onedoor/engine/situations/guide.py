"""A guide that runs: what is to be asked now, where the answers lead, which conditions hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.feel import Expression, Unknown
from onedoor.engine.situations.findings import Proof
from onedoor.engine.situations.order import in_order, refuse_bad_questions
from onedoor.engine.situations.outcome import Outcome, Truth, truth_of
from onedoor.engine.situations.questions import Question, Situation, Table
from onedoor.engine.situations.reading import Way, read_condition, read_ways
from onedoor.engine.situations.tables import read_table
from onedoor.text import Text

MOST = 200_000


@dataclass(frozen=True)
class Guide:
    """Questions, the ways to situations, and further conditions, all read; made by ``compile``.

    ``whens`` are the conditions of the questions, ``order`` their places, each after those it depends on.
    """

    questions: tuple[Question, ...]
    whens: tuple[Expression, ...]
    order: tuple[int, ...]
    ways: tuple[Way, ...]
    conditions: Mapping[str, Expression]
    table: BoxedExpression | None = None

    @classmethod
    def compile(
        cls,
        questions: Sequence[Question],
        situations: Iterable[Situation] | Table = (),
        conditions: Mapping[str, str] | None = None,
    ) -> Self:
        """The guide; ``conditions`` are further ones by their ids, such as those of materials, steps and fees.

        Without situations every answer leads to the same one, which has no name.

        Raises:
            Invalid: a text that is not FEEL ("feel.…"), a name that is no question ("situations.unknown_name"), questions
                that wait for one another ("situations.cycle"), a question that cannot be answered; says where.

        >>> from onedoor.engine.situations import Choice, YesNo
        >>> guide = Guide.compile(
        ...     [Question("房屋", Choice(("自有", "租赁"))), Question("转租", YesNo(), '房屋 = "租赁"')],
        ...     [Situation("A", '房屋 = "自有" or not(转租)'), Situation("B", '房屋 = "租赁" and 转租')],
        ... )
        >>> [each.name for each in guide.ask({})], [each.name for each in guide.ask({"房屋": "租赁"})]
        (['房屋'], ['转租'])
        >>> guide.situation({"房屋": "自有"}).situation, guide.situation({"房屋": "租赁"}).situation
        ('A', None)
        >>> guide.prove().leaves, [each.code for each in guide.prove().findings]
        (3, [])
        """
        refuse_bad_questions(questions)
        names = tuple(each.name for each in questions)
        whens = tuple(
            read_condition(each.when, names, Text(f"问题 {each.name}", f"question {each.name}"))
            for each in questions
        )
        table = None
        if isinstance(situations, Table):
            table, ways = read_table(situations, names)
        else:
            ways = read_ways(situations, names)
        read = {
            key: read_condition(text, names, Text(f"条件 {key}", f"condition {key}"))
            for key, text in (conditions or {}).items()
        }
        order = in_order(questions, [each.free_names for each in whens])
        return cls(tuple(questions), whens, order, ways, read, table)

    def facts(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """What conditions may rest on: the answers to questions that are asked, null for those that are not.

        A question that may still come to be asked, or is asked and has no answer, is not in it: unknown.
        """
        told: dict[str, Any] = {}
        for at in self.order:
            question, asked = self.questions[at], self.whens[at](told)
            if isinstance(asked, Unknown):
                continue
            if asked is not True:
                told[question.name] = None
            elif (answer := answers.get(question.name)) is not None:
                told[question.name] = question.value(answer)
        return told

    def asked(self, answers: Mapping[str, Any]) -> tuple[Question, ...]:
        """The questions that these answers call for, answered or not, in the order of the guide."""
        told = self.facts(answers)
        return tuple(
            question for question, when in zip(self.questions, self.whens, strict=True) if when(told) is True
        )

    def ask(self, answers: Mapping[str, Any]) -> tuple[Question, ...]:
        """The questions that are to be asked now: called for, and without an answer."""
        told = self.facts(answers)
        return tuple(each for each in self.asked(answers) if each.name not in told)

    def situation(self, answers: Mapping[str, Any]) -> Outcome:
        """Where these answers lead. Answers to questions that are not asked do not count.

        Raises:
            Invalid: "situations.answer": an answer that its question cannot have.
        """
        told = self.facts(answers)
        truths = [(way, truth_of(way.expression(told))) for way in self.ways]
        matching = tuple(way for way, truth in truths if truth is True)
        doubtful = [(way, truth) for way, truth in truths if isinstance(truth, Unknown)]
        only = matching[0].situation if len(matching) == 1 else None
        missing: frozenset[str] = frozenset()
        if not matching:
            missing = missing.union(*(truth.facts for _, truth in doubtful if isinstance(truth, Unknown)))
        possible = (*(way.situation for way in matching), *(way.situation for way, _ in doubtful))
        return Outcome(only, matching, tuple(dict.fromkeys(possible)), missing, told, self)

    def holds(self, condition: str, answers: Mapping[str, Any]) -> Truth:
        """Does the further condition of that id hold? Unknown while that is open; null holds no more than false does."""
        return truth_of(self.conditions[condition](self.facts(answers)))

    def prove(self, *, most: int = MOST) -> Proof:
        """What holds for every complete set of answers, and what does not, with examples.

        ``most`` bounds the work, in nodes of the diagrams that stand for all sets of answers at once; where it does not
        suffice the proof says what was left out (``situations.limit``), never silently.
        """
        from onedoor.engine.situations.proving import prove

        return prove(self, most)
