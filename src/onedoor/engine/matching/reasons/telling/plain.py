"""What was found, as plain data; ``feel.plain.to_json`` writes it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from onedoor.engine.feel import to_feel
from onedoor.engine.feel.explaining import DEFAULT
from onedoor.engine.feel.plain import as_plain
from onedoor.engine.matching.reasons.results import Answer, Change, Nearly, Outlook, Proposal, Question
from onedoor.engine.matching.reasons.subject import limits, value_of
from onedoor.engine.matching.reasons.telling.amounts import Words as Wordings
from onedoor.engine.matching.reasons.telling.changes import (
    answer_sentence,
    change_sentence,
    proposal_sentence,
)
from onedoor.engine.matching.reasons.telling.questions import outlook_sentence, question_sentence
from onedoor.engine.matching.reasons.values import ANY_START, Codes, Spans, Values, Words
from onedoor.engine.matching.schema import Column

_PLACES = Decimal("0.0001")


def nearly_as_dict(nearly: Nearly, words: Wordings = DEFAULT) -> dict[str, Any]:
    """``rule``, ``is_cut`` and the ``proposals``: each with ``sentence``, ``changes`` and ``answers``.

    A change has ``fact``, ``before``, ``after``, ``by`` (of numbers), ``allowed``, ``is_least`` and ``sentence``;
    an answer ``fact``, ``example``, ``allowed``, ``beside``, ``condition`` and ``sentence``. ``allowed`` holds
    ``from`` and ``to`` of numbers and dates (an end that is missing is open), ``one_of``, ``beginning_with``,
    ``not_one_of`` and ``not_beginning_with`` of words, ``with`` and ``without`` of lists, or ``absent``.
    """
    proposals = [_proposal(each, words) for each in nearly.proposals]
    return {"rule": nearly.rule, "is_cut": nearly.is_cut, "proposals": proposals}


def question_as_dict(question: Question, words: Wordings = DEFAULT) -> dict[str, Any]:
    """``fact``, ``score``, ``sentence``, ``resting``, ``is_cut`` and, by rule, what the answers do (``rules``).

    Of a rule: ``share``, ``benefit``, ``sentence``, and the answers with which it is ``certain`` or ``refused``
    (null where only the interpreter can tell). Shares and scores are rounded to four places.
    """
    return {
        "fact": question.fact,
        "score": _rounded(question.score),
        "sentence": question_sentence(question, words).as_dict(),
        "resting": question.resting,
        "is_cut": question.is_cut,
        "rules": [_outlook(each, question, words) for each in question.outlooks],
    }


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


def _outlook(outlook: Outlook, question: Question, words: Wordings) -> dict[str, Any]:
    def told(found: tuple[Values, ...] | None) -> list[dict[str, Any]] | None:
        if found is None:
            return None
        return [part for each in found for part in allowed(each, question.column)]

    return {
        "rule": outlook.rule,
        "share": _rounded(outlook.share),
        "benefit": _rounded(outlook.benefit),
        "certain": told(outlook.certain),
        "refused": told(outlook.refused),
        "sentence": outlook_sentence(outlook, question, words).as_dict(),
    }


def allowed(values: Values, column: Column) -> list[dict[str, Any]]:
    """Alternatives, each of which all its entries describe.

    >>> from onedoor.engine.matching import Kind
    >>> allowed(Spans(((10, 99),), null=True), Column("科技人员", Kind.INTEGER))
    [{'from': Decimal('10'), 'to': Decimal('99')}, {'absent': True}]
    """
    found: list[dict[str, Any]] = []
    match values:
        case Spans(spans=spans):
            found = [_span(low, high, column) for low, high in spans]
        case Words(one_of=one_of) if one_of is not None:
            found = [{"one_of": sorted(one_of)}] if one_of else []
        case Words(barred=barred, starts=starts, not_starts=not_starts):
            lists = {
                "beginning_with": sorted(starts - ANY_START),
                "not_one_of": sorted(barred),
                "not_beginning_with": sorted(not_starts),
            }
            found = [{key: each for key, each in lists.items() if each}]
        case Codes(has=has, lacks=lacks) if not has & lacks:
            found = [{"with": sorted(has), "without": sorted(lacks)}]
    return [*found, {"absent": True}] if values.null else found


def _span(low: int, high: int, column: Column) -> dict[str, Any]:
    lowest, highest = limits(column)
    ends = {"from": low} if low > lowest else {}
    if high < highest:
        ends["to"] = high
    if lowest == 0 and highest == 1:
        return {"one_of": [bool(unit) for unit in range(low, high + 1)]}
    return {name: as_plain(to_feel(value_of(column, unit))) for name, unit in ends.items()}


def _rounded(number: Fraction) -> Decimal:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(_PLACES).normalize() + 0
