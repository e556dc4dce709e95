"""The form of an item, made from its definition, and the way from what is typed to answers and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onedoor.apps.cases.answers import LONGEST_TEXT, MOST, is_empty
from onedoor.apps.cases.asking import is_required, is_shown
from onedoor.apps.catalogue.definition import Field, ItemDefinition
from onedoor.apps.facts.enums import FactState
from onedoor.text import Text

YES_NO = [("true", _("是")), ("false", _("否"))]
SHORT = 200
MOST_PLACES = 30
WRONG = {"required": _("请填写或选择这一项。"), "invalid": _("请填数字，例如 12。")}


def form_class(definition: ItemDefinition, answers: Mapping[str, Any]) -> type[forms.Form]:
    """A Django form with one field for each question that these answers leave open, named by its data element."""
    language = get_language() or "zh-hans"
    fields = {
        field.element: _form_field(field, language, is_required(definition, field, answers))
        for field in definition.fields
        if is_shown(definition, field, answers)
    }
    return type("ApplicationForm", (forms.Form,), fields)


def _form_field(field: Field, language: str, required: bool) -> forms.Field:
    common: dict[str, Any] = {
        "label": field.label.in_(language),
        "help_text": field.hint.in_(language) if field.hint else "",
        "required": required,
        "error_messages": WRONG,
    }
    match field.kind:
        case "number":
            widget = forms.TextInput({"inputmode": "numeric"})
            return forms.IntegerField(min_value=0, max_value=MOST, widget=widget, **common)
        case "money":
            widget = forms.TextInput({"inputmode": "decimal"})
            most = Decimal(MOST) / 100
            return forms.DecimalField(min_value=0, max_value=most, decimal_places=2, widget=widget, **common)
        case "ratio":
            widget = forms.TextInput({"inputmode": "decimal"})
            return forms.DecimalField(min_value=0, max_value=100, decimal_places=4, widget=widget, **common)
        case "boolean":
            return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **common)
        case "choice":
            choices = [(value, label.in_(language)) for value, label in field.options]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    return forms.CharField(max_length=min(LONGEST_TEXT, SHORT), **common)


def initial(definition: ItemDefinition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as the form shows them."""
    return {
        field.element: _shown(field.kind, answers[field.element]["value"])
        for field in definition.fields
        if field.element in answers
    }


def typed(definition: ItemDefinition, data: Mapping[str, str]) -> dict[str, Any]:
    """What was typed as answers; what cannot be read stays the text that it is, so that nothing is lost."""
    return {
        field.element: _read(field.kind, data[field.element].strip())
        for field in definition.fields
        if field.element in data
    }


def _shown(kind: str, value: Any) -> Any:
    if kind == "boolean" and isinstance(value, bool):
        return "true" if value else "false"
    if kind == "money" and isinstance(value, int):
        return f"{Decimal(value) / 100:.2f}"
    if kind == "ratio" and isinstance(value, str):
        ratio = _decimal(value)
        return value if ratio is None else f"{(ratio * 100).normalize():f}"
    return value


def _read(kind: str, text: str) -> Any:
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    plain = text.replace(",", "")
    if kind == "number" and plain.isascii() and plain.isdecimal():
        return int(plain)
    number = _decimal(text) if kind in ("money", "ratio") else None
    if number is None:
        return text
    if kind == "ratio":
        return f"{(number / 100).normalize():f}"
    cents = number * 100
    return int(cents) if cents == cents.to_integral_value() else text


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > MOST:
        return None
    # Written out, an exponent could be millions of digits.
    return number if number == 0 or number.adjusted() >= -MOST_PLACES else None


def rows(
    definition: ItemDefinition, answers: Mapping[str, Any], change_href: str = ""
) -> list[dict[str, Any]]:
    """The answers as ``components/facts.html`` shows them: value, source and date, the way to change it."""
    return [_row(field, answers.get(field.element), change_href) for field in definition.fields]


def _row(field: Field, answer: Mapping[str, Any] | None, change_href: str) -> dict[str, Any]:
    row: dict[str, Any] = {"label": field.label, "value": "", "cents": None, "source": None}
    if change_href:
        row["change_href"] = f"{change_href}#id_{field.element}"
    if answer is None or is_empty(answer["value"]):
        return row
    value = answer["value"]
    if field.kind == "money" and isinstance(value, int):
        row["cents"] = value
    else:
        row["value"] = _word(field, value)
    return row | given(answer)


def _word(field: Field, value: Any) -> Any:
    if isinstance(value, bool):
        return Text("是", "Yes") if value else Text("否", "No")
    if field.kind == "ratio":
        return f"{_shown('ratio', value)}%"
    if field.kind == "choice":
        return dict(field.options).get(value, value)
    return str(value)


def given(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Where a value came from, for ``components/source.html``."""
    return {
        "source": Text.of(answer["source_name"]),
        "as_of": date.fromisoformat(answer["as_of"]),
        "state": answer.get("state", str(FactState.FRESH)),
    }


def sources(answers: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The sources of the answers that hold a value."""
    return {element: given(answer) for element, answer in answers.items() if not is_empty(answer["value"])}
