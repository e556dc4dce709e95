"""Reasons: why a rule fits a subject or not, which rules it almost meets, and what to ask it next.

>>> from onedoor.engine.matching import Column, Kind, RuleSet, Schema
>>> from onedoor.engine.matching.reasons.telling import nearly_sentence, question_sentence
>>> schema = Schema.of(Column("从业人员", Kind.INTEGER), Column("科技人员", Kind.INTEGER))
>>> rules = RuleSet.compile({"高新技术企业": "科技人员 >= 从业人员 * 0.1"}, schema)
>>> (nearly,) = nearest(rules, {"从业人员": 100, "科技人员": 9}, frozen={"从业人员"})
>>> nearly_sentence(nearly, {"科技人员": "名"}).zh
'再增加 1 名科技人员（由 9 名增至 10 名），即符合“高新技术企业”'
>>> question_sentence(ask_next(rules, {"从业人员": 100}), {}).zh
'请提供科技人员：1 项即可确定'
"""

from onedoor.engine.matching.reasons.asking import ask_next, questions
from onedoor.engine.matching.reasons.explaining import Explanation, explain
from onedoor.engine.matching.reasons.nearest import nearest
from onedoor.engine.matching.reasons.outlooks import Outlook, Question
from onedoor.engine.matching.reasons.results import Answer, Change, Nearly, Proposal

__all__ = [
    "Answer",
    "Change",
    "Explanation",
    "Nearly",
    "Outlook",
    "Proposal",
    "Question",
    "ask_next",
    "explain",
    "nearest",
    "questions",
]
