"""Filters of the house: words in the reader's language, money, and form controls with our classes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from onedoor.text import Text

register = template.Library()


@register.filter
def words(value: Any) -> Any:
    """A ``Text`` in the language of the page; anything else passes unchanged.

    >>> str(words(Text("受理", "accepted")))
    '受理'
    """
    return value.in_(get_language() or "zh-hans") if isinstance(value, Text) else value


@register.filter
def begins_with(text: str, beginning: str) -> bool:
    """Whether an address lies below another.

    >>> begins_with("/studio/items/", "/items/"), begins_with("/items/x/", "/items/")
    (False, True)
    """
    return text.startswith(beginning)


@register.filter
def yuan(cents: int) -> str:
    """Whole cents as yuan with thousands and both decimals; the sign stays in front.

    >>> yuan(1234567), yuan(-5)
    ('12,345.67', '-0.05')
    """
    return f"{Decimal(cents).scaleb(-2):,.2f}"


@register.filter
def control(field: BoundField) -> SafeString:
    """The input of a bound field, with the class its kind of input is drawn by.

    Django itself adds ``aria-describedby`` for ``<id>_helptext`` and ``<id>_error`` and ``aria-invalid``;
    ``components/field.html`` gives its hint and its error exactly these ids.
    """
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return field.as_widget()
    if isinstance(widget, CheckboxInput):
        kind = "form-check-input"
    elif isinstance(widget, Select):
        kind = "form-select"
    else:
        kind = "form-control"
    named = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{kind} {named}".strip()})
