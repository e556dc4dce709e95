"""Thresholds in words."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.explaining import Wording
from onedoor.engine.feel.explaining.conditions import claim_of
from onedoor.engine.feel.explaining.joining import glue, glued
from onedoor.engine.feel.explaining.requirements import equal, ordered
from onedoor.engine.feel.explaining.terms import Terms
from onedoor.engine.matching.whatif.comparisons import Compared
from onedoor.engine.matching.whatif.constants import Constant
from onedoor.engine.matching.whatif.places import with_part
from onedoor.text import Text

MOST_CONDITION = 60


def limit_words(constant: Constant, compared: Compared, *, on_left: bool, wording: Wording) -> Text:
    """``裁员率不超过 20%（参保人数不超过 30）``: the comparison when this constant counts, and when it does."""
    terms = _terms(wording)
    side, at = (compared.left, compared.left_at) if on_left else (compared.right, compared.right_at)
    inside = constant.chosen[len(compared.at) + len(at) :]
    chosen = with_part(side, inside, constant.node)
    node = compared.node
    asked = replace(node, left=chosen) if on_left else replace(node, right=chosen)
    return _given(_required(asked, terms), constant, terms)


def amount_words(constant: Constant, wording: Wording) -> Text:
    """``金额封顶 500,000``: what a constant does in the formula of an amount, and when it counts."""
    terms = _terms(wording)
    role, value = constant.role.words, terms.text(constant.node)
    words = Text(glued("金额", role.zh, value.zh), f"{role.en} of the amount: {value.en}")
    return _given(words, constant, terms)


@lru_cache(maxsize=64)
def _terms(wording: Wording) -> Terms:
    return Terms(wording)


def _required(node: n.Comparison, terms: Terms) -> Text:
    claim = claim_of(node, terms)
    required = claim.required() if claim is not None else None
    if required is not None:
        return required
    subject, limit = terms.text(node.left), terms.text(node.right)
    if node.operator in (n.Operator.EQUAL, n.Operator.UNEQUAL):
        asked = equal(limit, negated=node.operator is n.Operator.UNEQUAL).required
    else:
        asked = ordered(node.operator, limit, None).required
    return Text(glue(subject.zh, asked.zh), f"{subject.en} {asked.en}")


def _given(words: Text, constant: Constant, terms: Terms) -> Text:
    """The words, and the condition of the branch as far as there are words for it."""
    if constant.given is None:
        return words
    operands = constant.given.operands if isinstance(constant.given, n.And) else (constant.given,)
    claims = [claim_of(_without_guard(each), terms) for each in operands]
    told = [claim.required() if claim is not None else None for claim in claims]
    known = [each for each in told if each is not None]
    if len(known) < len(told):
        return words
    zh, en = "；".join(each.zh for each in known), "; ".join(each.en for each in known)
    if len(zh) > MOST_CONDITION:
        return words
    return Text(f"{words.zh}（{zh}）", f"{words.en} ({en})")


def _without_guard(node: n.Node) -> n.Node:
    """A cell of a table as it is written: null does not pass it."""
    is_guarded = isinstance(node, n.If) and node.otherwise == n.BooleanLiteral(False)
    return node.condition if is_guarded and isinstance(node, n.If) else node
