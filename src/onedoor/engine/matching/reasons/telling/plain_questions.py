"""Questions as plain data; ``feel.plain.to_json`` writes it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from onedoor.engine.feel.explaining import DEFAULT
from onedoor.engine.matching.reasons.outlooks import Outlook, Question
from onedoor.engine.matching.reasons.telling.amounts import Words as Wordings
from onedoor.engine.matching.reasons.telling.plain_values import allowed
from onedoor.engine.matching.reasons.telling.questions import outlook_sentence, question_sentence
from onedoor.engine.matching.reasons.values import Values

_PLACES = Decimal("0.0001")


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


def _rounded(number: Fraction) -> Decimal:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(_PLACES).normalize() + 0
