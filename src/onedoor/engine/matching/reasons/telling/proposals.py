"""Answers and proposals in sentences of both languages, without a full stop."""

from __future__ import annotations

from collections.abc import Iterable

from onedoor.engine.feel.explaining.joining import AND, glue, glued, listed, quoted
from onedoor.engine.matching.reasons.results import Answer, Nearly, Proposal
from onedoor.engine.matching.reasons.telling.amounts import Amounts, Words, are_parts, wording_of
from onedoor.engine.matching.reasons.telling.changes import change_sentence
from onedoor.engine.matching.reasons.telling.demands import demand
from onedoor.text import Text


def answer_sentence(answer: Answer, words: Words) -> Text:
    """What a fact that nobody has told must turn out to be."""
    wording = wording_of(words)
    amounts = Amounts(answer.column, wording, is_part=are_parts(answer.example))
    if not answer.beside:
        wanted = demand(answer.values, amounts)
        return Text(
            f"{glue(amounts.label.zh, '尚未提供')}，{glue('须', wanted.zh)}",
            f"{amounts.label.en}: not provided yet, must be {wanted.en}",
        )
    labels = [wording.label(name) for name in sorted({answer.fact, *answer.beside})]
    these, condition = listed(labels, AND), quoted(answer.condition)
    return Text(
        f"{glue(these.zh, '尚未提供')}，{glued('须使', condition.zh, '成立')}",
        f"{these.en}: not provided yet, must fulfil {condition.en}",
    )


def proposal_sentence(proposal: Proposal, words: Words) -> Text:
    """All that has to change, and what has to be told."""
    changes = (change_sentence(each, words) for each in proposal.changes)
    answers = (answer_sentence(each, words) for each in proposal.answers)
    return _joined((*changes, *answers))


def nearly_sentence(nearly: Nearly, words: Words) -> Text:
    """The cheapest proposal, and that it suffices."""
    told, rule = proposal_sentence(nearly.best, words), quoted(nearly.rule)
    return Text(f"{told.zh}，{glue('即符合', rule.zh)}", f"{rule.en} would be met: {told.en}")


def _joined(sentences: Iterable[Text]) -> Text:
    """Facts that have to be told together share one sentence."""
    told = list(dict.fromkeys(sentences))
    return Text("；".join(each.zh for each in told), "; ".join(each.en for each in told))
