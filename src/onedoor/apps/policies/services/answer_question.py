"""An enterprise answers the one question that a policy still needs."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.db import transaction

from onedoor import clock
from onedoor.apps.facts.services.record_facts import record_facts
from onedoor.apps.parties.queries import own_enterprise
from onedoor.apps.policies.definition import FactAsked
from onedoor.apps.policies.my_policies import my_policy
from onedoor.apps.policies.queries import rulebook_on
from onedoor.apps.policies.standing import PolicyStanding
from onedoor.apps.standards.enums import ValueKind
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Invalid
from onedoor.text import Text

SOURCE = "applicant"
SOURCE_NAME = Text("企业填报", "Stated by the enterprise")
# What the columns of matching hold exactly: 64 bits, and decimals to nine places.
MOST, MOST_DECIMAL, MOST_PLACES = 10**15, 10**9, 9
MOST_LISTED = 20
DECIMAL = re.compile(rf"[0-9]{{1,10}}(\.[0-9]{{1,{MOST_PLACES}}})?")


def answer_question(*, actor: Actor, measure_code: str, element: str, value: Any) -> PolicyStanding:
    """The answer is a fact of the enterprise's own statement from today; its standing with it is returned.

    ``value`` is in stored form (whole cents, decimal text, booleans, codes). A register outranks it: what the
    enterprise says of itself never overwrites what a register knows. Raises ``Invalid`` "answer.not_asked"
    for an element that no measure in force asks, "answer.value" for a value that is not of its kind.
    """
    with transaction.atomic():
        enterprise = own_enterprise(actor)
        fact = asked_fact(actor, measure_code, element)
        check_value(fact, value)
        record_facts(
            actor=actor,
            enterprise=enterprise,
            values={element: value},
            source=SOURCE,
            source_name=SOURCE_NAME,
        )
        return my_policy(actor, enterprise.pk, measure_code, clock.today())


def asked_fact(actor: Actor, measure_code: str, element: str) -> FactAsked:
    """The fact as the measure, or a classification that it calls, asks for it."""
    rulebook = rulebook_on(actor, clock.today())
    measure = rulebook.measures.get(measure_code)
    called = {fact.derived_by[0] for fact in measure.facts if fact.derived_by} if measure else set()
    for code in (measure_code, *sorted(called)):
        fact = rulebook.measures[code].fact(element) if code in rulebook.measures else None
        if fact is not None and fact.can_be_asked:
            return fact
    raise Invalid("answer.not_asked", found=element[:60], where=measure_code[:60])


def check_value(fact: FactAsked, value: Any) -> None:
    """Refuses a value that is not of the fact's kind, telling what is expected."""
    if _is_of_kind(fact, value):
        return
    expected = "、".join(fact.options) if fact.options else str(ValueKind(fact.kind).label)
    raise Invalid("answer.value", found=str(value)[:60], expected=expected, where=fact.name)


def _is_of_kind(fact: FactAsked, value: Any) -> bool:
    match fact.kind:
        case ValueKind.BOOLEAN:
            return isinstance(value, bool)
        case ValueKind.MONEY:
            return _is_whole(value, -MOST)
        case ValueKind.NUMBER:
            return _is_whole(value, 0)
        case ValueKind.MONEY_LIST:
            return (
                isinstance(value, list)
                and 0 < len(value) <= MOST_LISTED
                and all(_is_whole(each, 0) for each in value)
            )
        case ValueKind.RATIO | ValueKind.DECIMAL:
            most = 1 if fact.kind is ValueKind.RATIO else MOST_DECIMAL
            return isinstance(value, str) and _is_decimal(value, most)
        case ValueKind.CODE:
            return isinstance(value, str) and (not fact.options or value in fact.options)
    return False


def _is_whole(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST


def _is_decimal(text: str, most: int) -> bool:
    """Digits, perhaps a point and up to nine more; from zero to ``most``."""
    return DECIMAL.fullmatch(text) is not None and Decimal(text) <= most
