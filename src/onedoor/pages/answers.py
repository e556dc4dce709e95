"""The form of one question, and its answer in stored form."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onedoor.apps.policies.definition import FactAsked
from onedoor.apps.standards.enums import ValueKind

YES_NO = [("true", _("是")), ("false", _("否"))]
MOST = Decimal(10) ** 12
LONGEST = 200
RATIO_PLACES = 7
WRONG = {"required": _("请回答这个问题。"), "invalid": _("请填数字，例如 12。")}


def form_for(fact: FactAsked) -> type[forms.Form]:
    """A form with the one field ``answer``, asked in the words of the sheet and in the unit of people."""
    language = get_language() or "zh-hans"
    label = (fact.question or fact.name).in_(language)
    return type("AnswerForm", (forms.Form,), {"answer": _field(fact, label, language)})


def _field(fact: FactAsked, label: str, language: str) -> forms.Field:
    decimal = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    match fact.kind:
        case ValueKind.BOOLEAN:
            return forms.ChoiceField(
                label=label, choices=YES_NO, error_messages=WRONG, widget=forms.RadioSelect
            )
        case ValueKind.CODE:
            choices = [(value, words.in_(language)) for value, words in fact.options.items()]
            return forms.ChoiceField(
                label=label, choices=choices, error_messages=WRONG, widget=forms.RadioSelect
            )
        case ValueKind.NUMBER:
            whole = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
            return forms.IntegerField(
                label=label, min_value=0, max_value=10**9, error_messages=WRONG, widget=whole
            )
        case ValueKind.RATIO:
            return forms.DecimalField(
                label=label,
                min_value=0,
                max_value=100,
                decimal_places=RATIO_PLACES,
                help_text=_("填百分数：百分之五填 5。"),
                error_messages=WRONG,
                widget=decimal,
            )
        case ValueKind.MONEY_LIST:
            return forms.CharField(
                label=label,
                max_length=LONGEST,
                error_messages={"required": WRONG["required"]},
                help_text=_("按年份从早到晚，用逗号分开。"),
                validators=[_is_amounts],
            )
    return forms.DecimalField(
        label=label, min_value=-MOST, max_value=MOST, decimal_places=2, error_messages=WRONG, widget=decimal
    )


def stored(fact: FactAsked, answer: Any) -> Any:
    """What the form gave, as the fact is stored."""
    match fact.kind:
        case ValueKind.BOOLEAN:
            return answer == "true"
        case ValueKind.RATIO:
            return fact.kind.to_stored(answer / 100, fact.unit)
        case ValueKind.MONEY_LIST:
            return fact.kind.to_stored(amounts(answer), fact.unit)
    return fact.kind.to_stored(answer, fact.unit)


def amounts(text: str) -> list[Decimal]:
    """The numbers between commas, in Chinese or Latin punctuation.

    >>> amounts("3000， 4000.5")
    [Decimal('3000'), Decimal('4000.5')]
    """
    return [Decimal(part.strip()) for part in text.replace("，", ",").replace("、", ",").split(",")]


def _is_amounts(text: str) -> None:
    try:
        numbers = amounts(text)
    except InvalidOperation:
        numbers = []
    if not numbers or not all(number.is_finite() and 0 <= number <= MOST for number in numbers):
        raise ValidationError(_("请填写用逗号分开的金额，例如 3000，4000，5000。"))
