"""What was found, in sentences of both languages and as plain data.

``words`` are a ``Wording`` of ``engine.feel.explaining``, or the units of facts alone (``{"科技人员": "名"}``).
"""

from onedoor.engine.matching.reasons.telling.changes import change_sentence
from onedoor.engine.matching.reasons.telling.plain import nearly_as_dict
from onedoor.engine.matching.reasons.telling.plain_questions import question_as_dict
from onedoor.engine.matching.reasons.telling.proposals import (
    answer_sentence,
    nearly_sentence,
    proposal_sentence,
)
from onedoor.engine.matching.reasons.telling.questions import outlook_sentence, question_sentence

__all__ = [
    "answer_sentence",
    "change_sentence",
    "nearly_as_dict",
    "nearly_sentence",
    "outlook_sentence",
    "proposal_sentence",
    "question_as_dict",
    "question_sentence",
]
