"""Thresholds, and how everything answers to them, as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onedoor.engine.feel import Date
from onedoor.engine.matching.whatif import Answer, Figure, Sensitivity, Threshold, Trial
from onedoor.match_cli.tables import aligned
from onedoor.match_cli.whatif.saying import INDENT, Language, signed, told, yuan

MOST_TEXT = 60
_THRESHOLD_HEADS = [("编号", "number"), ("现值", "value"), ("含义", "meaning"), ("原文", "text")]
_TRIAL_HEADS = [
    *[("取值", "value"), ("步长", "step"), ("确定符合", "certainly fit"), ("变化", "change")],
    *[("金额合计（元）", "total (yuan)"), ("变化（元）", "change (yuan)")],
]


def threshold_lines(found: Sequence[Threshold], language: Language) -> Iterator[str]:
    """Every threshold with its number, value, words and text."""
    rows = [
        [str(number), told(each.value), each.words.in_(language.name), _short(each.text)]
        for number, each in enumerate(found, 1)
    ]
    heads = language.each(_THRESHOLD_HEADS)
    yield from aligned([heads, *rows], left=len(heads))


def sensitivity_lines(
    found: Sensitivity, numbers: Mapping[Threshold, int], language: Language
) -> Iterator[str]:
    """Each threshold of the draft, what other values of it give, and where the next subject moves."""
    for answer in found.answers:
        yield ""
        yield f"{numbers[answer.threshold]}  {_head(answer, language)}"
        heads = language.each(_TRIAL_HEADS if found.base.total is not None else _TRIAL_HEADS[:4])
        trials = [*answer.trials, *(each for each in (answer.below, answer.above) if each is not None)]
        trials.sort(key=lambda each: (each.value, each.step is None))
        yield from aligned(
            [heads, *(_row(each, found.base, language) for each in trials)], left=2, indent=INDENT
        )


def _head(answer: Answer, language: Language) -> str:
    words = answer.threshold.words.in_(language.name)
    elasticities = [
        (("数量弹性", "elasticity of the number"), answer.elasticity if answer.threshold.operator else None),
        (("金额弹性", "elasticity of the total"), answer.total_elasticity),
    ]
    parts = [f"{language.say(*name)} {value:.2f}" for name, value in elasticities if value is not None]
    if not parts:
        return words
    return f"{words}{language.say('：', ': ')}{language.say('，', ', ').join(parts)}"


def _row(trial: Trial, base: Figure, language: Language) -> list[str]:
    figure = trial.measured.figure
    value, step = told(trial.value), _step(trial, language)
    row = [value, step, f"{figure.certain:,}", signed(figure.certain - base.certain)]
    if base.total is None or figure.total is None:
        return row
    return [*row, yuan(figure.total.cents), yuan(figure.total.cents - base.total.cents, sign=True)]


def _step(trial: Trial, language: Language) -> str:
    if trial.step is None:
        return language.say("最近", "nearest")
    if isinstance(trial.value, Date):
        return language.say(f"{trial.step:+} 天", f"{trial.step:+} days")
    return f"{(trial.step * 100).normalize():+f}%"


def _short(text: str) -> str:
    return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"
