"""How one value of an item's content is asked for and written back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db.models import Choices
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onedoor.engine.calendars import Unit
from onedoor.text import Text

LONGEST_WORDS = 4000
LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Input:
    """One value at ``key``.

    ``kind``: ``words`` and ``lines`` (both languages), ``text``, ``long``, ``number``, ``cents``, ``flag``, ``limit``, ``choice`` and
    ``choices`` (of ``options``), ``options`` (value | Chinese | English, a line each), ``pairs`` (name = value, a line each), ``list``
    (a line each), ``feel``.
    """

    key: str
    label: Text
    kind: str = "text"
    required: bool = False
    options: tuple[tuple[str, Text], ...] = ()
    hint: Text | None = None
    otherwise: Any = field(default=None)

    def fields(self) -> dict[str, forms.Field]:
        """The form fields that ask for it."""
        label = capfirst(self.label.in_(_language()))
        hint = self.hint.in_(_language()) if self.hint else ""
        given: dict[str, Any] = {"required": self.required, "help_text": hint}
        match self.kind:
            case "words" | "lines":
                area = self.kind == "lines"
                made = {
                    f"{self.key}__zh": forms.CharField(label=label, max_length=LONGEST_WORDS, **given),
                    f"{self.key}__en": forms.CharField(
                        label=_("%(label)s（英文）") % {"label": label},
                        required=False,
                        max_length=LONGEST_WORDS,
                    ),
                }
                if area:
                    for each in made.values():
                        each.widget = forms.Textarea({"rows": 3})
                return dict(made)
            case "limit":
                return {
                    f"{self.key}__n": forms.IntegerField(label=label, min_value=0, max_value=25_000, **given),
                    f"{self.key}__unit": forms.ChoiceField(
                        label=_("%(label)s的单位") % {"label": label},
                        required=False,
                        choices=[(str(unit), unit.label.in_(_language())) for unit in Unit],
                    ),
                }
        return {self.key: self._field(label, given)}

    def _field(self, label: str, given: dict[str, Any]) -> forms.Field:
        match self.kind:
            case "flag":
                return forms.BooleanField(label=label, required=False, help_text=given["help_text"])
            case "number" | "cents":
                return forms.IntegerField(label=label, min_value=0, max_value=10**15, **given)
            case "choice" | "choices":
                choices = [(value, text.in_(_language())) for value, text in self.options]
                if self.kind == "choices":
                    return forms.MultipleChoiceField(
                        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **given
                    )
                if not self.required:
                    choices.insert(0, ("", _("（不填）")))
                return forms.ChoiceField(label=label, choices=choices, **given)
            case "long" | "options" | "pairs" | "list":
                area = forms.Textarea({"rows": 4, "class": "od-code" if self.kind != "long" else ""})
                return forms.CharField(label=label, max_length=LONGEST_WORDS, widget=area, **given)
            case "feel":
                line = forms.Textarea({"rows": 2, "class": "od-code", "spellcheck": "false"})
                return forms.CharField(label=label, max_length=LONGEST_WORDS, widget=line, **given)
        return forms.CharField(label=label, max_length=LONGEST_LINE, **given)

    def initial(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show for a content."""
        value = content.get(self.key, self.otherwise)
        match self.kind:
            case "words" | "lines":
                text = Text.of(value) if value else Text("", "")
                return {f"{self.key}__zh": text.zh, f"{self.key}__en": "" if text.en == text.zh else text.en}
            case "limit":
                limit = value or {}
                return {
                    f"{self.key}__n": limit.get("n"),
                    f"{self.key}__unit": limit.get("unit", Unit.WORKING_DAY),
                }
            case "options":
                return {self.key: _lines(_option(each) for each in value or ())}
            case "pairs":
                return {self.key: _lines(f"{name} = {_shown(each)}" for name, each in (value or {}).items())}
            case "list":
                return {self.key: _lines(value or ())}
        return {self.key: value}

    def read(self, cleaned: Mapping[str, Any]) -> Any:
        """The value as content keeps it; ``None`` where nothing was said. Raises ``ValueError`` with what is wrong."""
        match self.kind:
            case "words" | "lines":
                zh, en = cleaned[f"{self.key}__zh"].strip(), cleaned[f"{self.key}__en"].strip()
                return ({"zh": zh, "en": en} if en and en != zh else zh) if zh else None
            case "limit":
                n = cleaned[f"{self.key}__n"]
                return (
                    None
                    if n is None
                    else {"n": n, "unit": cleaned[f"{self.key}__unit"] or str(Unit.WORKING_DAY)}
                )
            case "options":
                return [_read_option(line) for line in _split(cleaned[self.key])] or None
            case "pairs":
                return dict(_read_pair(line) for line in _split(cleaned[self.key])) or None
            case "list":
                return _split(cleaned[self.key]) or None
            case "choices":
                return list(cleaned[self.key]) or None
            case "flag" | "number" | "cents":
                return cleaned[self.key]
        return str(cleaned[self.key]).strip() or None


def of_enum(labels: type[Choices]) -> tuple[tuple[str, Text], ...]:
    """The members of an enumeration as options, worded for the page at hand."""
    return tuple((str(each.value), Text.of(str(each.label))) for each in labels)


def _language() -> str:
    return get_language() or "zh-hans"


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _lines(parts: Iterable[Any]) -> str:
    return "\n".join(map(str, parts))


def _option(option: Mapping[str, Any]) -> str:
    label = Text.of(option["label"])
    return " | ".join((option["value"], label.zh, *([label.en] if label.en != label.zh else [])))


def _read_option(line: str) -> dict[str, Any]:
    cells = [cell.strip() for cell in line.replace("｜", "|").split("|")]
    if len(cells) not in (2, 3) or not cells[0] or not cells[1]:
        raise ValueError(_("每行一个选项，写作“值 | 中文 | 英文”，这一行是“%(line)s”。") % {"line": line})
    zh, en = cells[1], cells[2] if len(cells) == 3 else ""
    return {"value": cells[0], "label": {"zh": zh, "en": en} if en else zh}


def _shown(value: Any) -> str:
    if isinstance(value, str) and _plain(value) != value:
        return f'"{value}"'
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _read_pair(line: str) -> tuple[str, Any]:
    name, sign, value = line.partition("=")
    if not sign or not name.strip():
        raise ValueError(_("每行一项，写作“标识 = 值”，这一行是“%(line)s”。") % {"line": line})
    return name.strip(), _plain(value.strip())


def _plain(text: str) -> Any:
    """Words for truth and nothing, whole numbers as such; everything else, and what stands in quotes, as text."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    if (known := {"true": True, "false": False, "null": None}.get(text, ...)) is not ...:
        return known
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return (
        int(number)
        if number.is_finite() and number == number.to_integral_value() and "." not in text
        else text
    )
