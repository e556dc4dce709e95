"""What was found, as plain data; ``feel.plain.to_json`` writes it."""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel import to_feel
from onedoor.engine.feel.explaining import DEFAULT
from onedoor.engine.feel.plain import as_plain
from onedoor.engine.matching.reasons.results import Answer, Change, Nearly, Proposal
from onedoor.engine.matching.reasons.telling.amounts import Words as Wordings
from onedoor.engine.matching.reasons.telling.changes import change_sentence
from onedoor.engine.matching.reasons.telling.plain_values import allowed
from onedoor.engine.matching.reasons.telling.proposals import answer_sentence, proposal_sentence


def nearly_as_dict(nearly: Nearly, words: Wordings = DEFAULT) -> dict[str, Any]:
    """``rule``, ``is_cut`` and the ``proposals``: each with ``sentence``, ``changes`` and ``answers``.

    A change has ``fact``, ``before``, ``after``, ``by`` (of numbers), ``allowed``, ``is_least`` and ``sentence``;
    an answer ``fact``, ``example``, ``allowed``, ``beside``, ``condition`` and ``sentence``. ``allowed`` holds
    ``from`` and ``to`` of numbers and dates (an end that is missing is open), ``one_of``, ``beginning_with``,
    ``not_one_of`` and ``not_beginning_with`` of words, ``with`` and ``without`` of lists, or ``absent``.
    """
    proposals = [_proposal(each, words) for each in nearly.proposals]
    return {"rule": nearly.rule, "is_cut": nearly.is_cut, "proposals": proposals}


def _proposal(proposal: Proposal, words: Wordings) -> dict[str, Any]:
    return {
        "sentence": proposal_sentence(proposal, words).as_dict(),
        "changes": [_change(each, words) for each in proposal.changes],
        "answers": [_answer(each, words) for each in proposal.answers],
    }


def _change(change: Change, words: Wordings) -> dict[str, Any]:
    return {
        "fact": change.fact,
        "before": as_plain(to_feel(change.before)),
        "after": as_plain(to_feel(change.after)),
        **({"by": change.by} if change.by is not None else {}),
        "allowed": allowed(change.values, change.column),
        "is_least": change.is_least,
        "sentence": change_sentence(change, words).as_dict(),
    }


def _answer(answer: Answer, words: Wordings) -> dict[str, Any]:
    return {
        "fact": answer.fact,
        "example": as_plain(to_feel(answer.example)),
        "allowed": allowed(answer.values, answer.column),
        **({"beside": list(answer.beside), "condition": answer.condition} if answer.beside else {}),
        "sentence": answer_sentence(answer, words).as_dict(),
    }
