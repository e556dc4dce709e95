"""A what-if as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onedoor.engine.feel import Date
from onedoor.engine.feel.functions.conversion import format_number
from onedoor.engine.matching.whatif import (
    Answer,
    Breakdown,
    Line,
    Move,
    Sensitivity,
    Threshold,
    Total,
    Trial,
    WhatIf,
)
from onedoor.match_cli.tables import aligned
from onedoor.match_cli.whatif.groups import By
from onedoor.match_cli.whatif.rules import Read
from onedoor.text import Text

INDENT = "  "
_NONE = "—"


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells a what-if in one language; ``most`` groups of each breakdown one by one (0: all)."""

    language: str
    most: int = 20

    def say(self, zh: str, en: str) -> str:
        return Text(zh, en).in_(self.language)

    def rules(self, old: Read | None, new: Read) -> Iterator[str]:
        """Which rules are compared, and which thresholds of the draft are other than in its file."""
        before = old.title if old is not None else self.say("（没有现行规则）", "(no rule in force)")
        yield self.say(f"现行：{before}", f"in force: {before}")
        yield self.say(f"草案：{new.title}", f"draft: {new.title}")
        for threshold, value in new.changes:
            words = threshold.words.in_(self.language)
            yield INDENT + self.say(f"{words}，改为 {told(value)}", f"{words}; now {told(value)}")

    def result(self, found: WhatIf) -> Iterator[str]:
        """How many fit either rule, what they are due, and who moves."""
        whole = found.whole
        yield self.say(f"主体 {found.subjects:,} 个", f"{found.subjects:,} subjects")
        yield ""
        yield from aligned([*self._counts(whole), *self._money(whole)], indent=INDENT)
        yield ""
        yield from aligned(list(self._moves(whole)), indent=INDENT)
        if whole.after.total is not None or whole.before.total is not None:
            yield ""
            yield self.say(
                "金额按每个主体四舍五入到分；缺少事实而未定的金额未计入合计。",
                "Amounts are rounded half up to the fen for each subject; amounts that lack a fact are not in the totals.",
            )

    def breakdown(self, breakdown: Breakdown, by: By) -> Iterator[str]:
        """One line for each group; the groups in which least changes together."""
        yield ""
        yield self.say(f"按 {by.group.name}", f"by {by.group.name}")
        shown = list(breakdown.lines)
        hidden: list[Line] = []
        if self.most and len(shown) > self.most:
            ranked = sorted(shown, key=_moved, reverse=True)
            kept = {id(line) for line in ranked[: self.most]}
            shown, hidden = (
                [line for line in breakdown.lines if (id(line) in kept) is want] for want in (True, False)
            )
        rows = [self._group_heads(breakdown)]
        rows += [self._group(by.label(line.key, self.language), [line]) for line in shown]
        if hidden:
            rows.append(self._group(self.say(f"其余 {len(hidden)} 组", f"{len(hidden)} more"), hidden))
        yield from aligned(rows, indent=INDENT)

    def thresholds(self, found: Sequence[Threshold]) -> Iterator[str]:
        """Every threshold with its number, value, words and text."""
        heads = [
            self.say(zh, en)
            for zh, en in (("编号", "number"), ("现值", "value"), ("含义", "meaning"), ("原文", "text"))
        ]
        rows = [
            [str(place), told(each.value), each.words.in_(self.language), _short(each.text)]
            for place, each in enumerate(found, 1)
        ]
        yield from aligned([heads, *rows], left=4)

    def sensitivity(self, found: Sensitivity) -> Iterator[str]:
        """Every threshold of the draft, what other values of it give, and where the next subject moves."""
        for answer in found.answers:
            yield ""
            yield self._answer_head(answer)
            rows = [[self.say(zh, en) for zh, en in _TRIAL_HEADS[: 6 if found.base.total is not None else 4]]]
            trials = [*answer.trials, *(each for each in (answer.below, answer.above) if each is not None)]
            rows += [
                self._trial(each, found)
                for each in sorted(trials, key=lambda each: (each.value, each.step is None))
            ]
            yield from aligned(rows, left=2, indent=INDENT)

    def _counts(self, whole: Line) -> Iterator[list[str]]:
        yield ["", self.say("现行", "in force"), self.say("草案", "draft"), self.say("变化", "change")]
        for (zh, en), name in (
            (("确定符合", "certainly fit"), "certain"),
            (("待定（缺少事实）", "open (a fact is missing)"), "open"),
            (("不符合", "do not fit"), "rest"),
        ):
            before, after = getattr(whole.before, name), getattr(whole.after, name)
            yield [self.say(zh, en), f"{before:,}", f"{after:,}", signed(after - before)]

    def _money(self, whole: Line) -> Iterator[list[str]]:
        sides = (whole.before, whole.after)
        if all(side.total is None for side in sides):
            return
        change = _NONE if whole.difference is None else yuan(whole.difference, sign=True)
        yield [self.say("金额合计（元）", "total (yuan)"), *(_cents(side.total) for side in sides), change]
        totals = [side.total or Total() for side in sides]
        rows = (
            (
                ("  其中金额未定的主体", "  subjects whose amount is open"),
                [f"{each.unknown:,}" for each in totals],
            ),
            (("  补齐事实后至少再加", "  once told, at least more"), [yuan(each.least) for each in totals]),
            (("  补齐事实后至多再加", "  once told, at most more"), [yuan(each.most) for each in totals]),
            (("  金额没有上限的主体", "  subjects without a most"), [f"{each.no_most:,}" for each in totals]),
        )
        if any(each.unknown for each in totals):
            bounded = any(each.unknown > each.no_most for each in totals)
            yield from ([self.say(zh, en), *cells] for (zh, en), cells in (rows if bounded else rows[:1]))
        if any(side.open_total is not None and side.open_total.known for side in sides):
            yield [
                self.say("待定的如都符合，另加", "if the open ones all fit, more"),
                *(_cents(side.open_total) for side in sides),
            ]

    def _moves(self, whole: Line) -> Iterator[list[str]]:
        heads = (
            ("变动", "moves"),
            ("主体", "subjects"),
            ("现行金额", "due in force"),
            ("草案金额", "due by the draft"),
        )
        has_money = whole.after.total is not None or whole.before.total is not None
        yield [self.say(zh, en) for zh, en in heads[: 4 if has_money else 2]]
        for move, moved in whole.moves.items():
            if moved.count or move in (Move.GAINED, Move.LOST):
                amounts = [_cents(moved.before), _cents(moved.after)] if has_money else []
                yield [move.words.in_(self.language), f"{moved.count:,}", *amounts]

    def _group_heads(self, breakdown: Breakdown) -> list[str]:
        heads = (
            ("", ""),
            ("主体", "subjects"),
            ("现行符合", "fit now"),
            ("草案符合", "fit the draft"),
            ("增", "gain"),
            ("减", "lose"),
            ("草案待定", "open"),
            ("金额变化（元）", "change (yuan)"),
        )
        has_money = any(line.difference is not None for line in breakdown.lines)
        return [self.say(zh, en) for zh, en in heads[: 8 if has_money else 7]]

    def _group(self, name: str, lines: Sequence[Line]) -> list[str]:
        figures = [
            sum(line.subjects for line in lines),
            sum(line.before.certain for line in lines),
            sum(line.after.certain for line in lines),
            sum(_counted(line, Move.GAINED, Move.CONFIRMED) for line in lines),
            sum(_counted(line, Move.LOST, Move.DOUBTED) for line in lines),
            sum(line.after.open for line in lines),
        ]
        changes = [line.difference for line in lines]
        money = [] if None in changes else [yuan(sum(each or 0 for each in changes), sign=True)]
        return [name, *(f"{figure:,}" for figure in figures), *money]

    def _answer_head(self, answer: Answer) -> str:
        words = answer.threshold.words.in_(self.language)
        parts = [
            self.say(f"{zh} {value:.2f}", f"{en} {value:.2f}")
            for zh, en, value in (
                ("数量弹性", "elasticity of the number", answer.elasticity),
                ("金额弹性", "of the total", answer.total_elasticity),
            )
            if value is not None
        ]
        return f"{words}{self.say('：', ': ')}{self.say('，', ', ').join(parts)}" if parts else words

    def _trial(self, trial: Trial, found: Sensitivity) -> list[str]:
        measured, base = trial.measured, found.base
        figure = measured.figure
        row = [
            told(trial.value),
            self._step(trial),
            f"{figure.certain:,}",
            signed(figure.certain - base.certain),
        ]
        if base.total is None or figure.total is None:
            return row
        return [*row, yuan(figure.total.cents), yuan(figure.total.cents - base.total.cents, sign=True)]

    def _step(self, trial: Trial) -> str:
        if trial.step is None:
            return self.say("最近", "nearest")
        if isinstance(trial.value, Date):
            return self.say(f"{trial.step:+} 天", f"{trial.step:+} days")
        return f"{(trial.step * 100).normalize():+f}%"


_TRIAL_HEADS = (
    ("取值", "value"),
    ("步长", "step"),
    ("确定符合", "certainly fit"),
    ("变化", "change"),
    ("金额合计（元）", "total (yuan)"),
    ("变化（元）", "change (yuan)"),
)


def yuan(cents: int, *, sign: bool = False) -> str:
    """Cents as yuan with commas.

    >>> yuan(-123456), yuan(5, sign=True)
    ('-1,234.56', '+0.05')
    """
    return f"{Decimal(cents).scaleb(-2):{'+' if sign else ''},.2f}"


def signed(number: int) -> str:
    return f"{number:+,}" if number else "0"


def told(value: Decimal | Date) -> str:
    """A threshold as it is typed: a number without idle zeros, a date."""
    return str(value) if isinstance(value, Date) else format_number(value.normalize())


def _cents(total: Total | None) -> str:
    return _NONE if total is None else yuan(total.cents)


def _counted(line: Line, *moves: Move) -> int:
    return sum(line.moves[move].count for move in moves)


def _moved(line: Line) -> tuple[int, int]:
    return sum(each.count for each in line.moves.values()), abs(line.difference or 0)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
