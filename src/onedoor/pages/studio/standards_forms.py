"""What is asked about a data element, and how a refusal of a service gets back into its form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy

from onedoor import clock
from onedoor.apps.standards.definition import LONGEST_NAME, ElementDefinition
from onedoor.apps.standards.enums import Grade, Personal, ValueKind
from onedoor.apps.standards.models import CodeList
from onedoor.errors import OnedoorError
from onedoor.text import Text

# Which field of the form a refusal speaks of.
PLACES = {
    "element.identifier": "identifier",
    "element.taken": "identifier",
    "element.name": "name",
    "element.unit": "unit",
    "element.code_list": "code_list",
    "element.grade": "grade",
    "element.too_early": "effective_from",
    "calendar.region": "region",
    "calendar.days": "last",
}
REPRESENTATION = ("kind", "unit", "code_list")


def tell(form: forms.Form, refusal: OnedoorError) -> None:
    """The form shows what was refused, at the field that it is about where there is one."""
    words = refusal.as_dict(get_language() or "zh-hans")
    said = "，" if not (get_language() or "").startswith("en") else ", "
    place = PLACES.get(refusal.code, "")
    text = said.join(str(words[key]) for key in ("found", "expected", "mend") if key in words)
    form.add_error(place if place in form.fields else None, text or refusal.code)


class StudioForm(forms.Form):
    """A form whose labels and choices begin like sentences, whatever else their words are used for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(str(field.label or ""))
            if isinstance(field, forms.ChoiceField):
                field.choices = _capitalised(field.choices)


def _capitalised(choices: Any) -> list[tuple[str, str]]:
    return [(str(value), capfirst(str(label))) for value, label in choices]


class DayInput(forms.DateInput):
    """A day as browsers ask for one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ElementForm(StudioForm):
    """A data element; ``definition()`` says what was filled in."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=LONGEST_NAME)
    name_en = forms.CharField(label=gettext_lazy("英文名称"), max_length=LONGEST_NAME, required=False)
    meaning = forms.CharField(
        label=gettext_lazy("定义"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    meaning_en = forms.CharField(
        label=gettext_lazy("英文定义"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    kind = forms.ChoiceField(label=gettext_lazy("类型"), choices=ValueKind)
    unit = forms.CharField(label=gettext_lazy("单位"), max_length=20, required=False)
    code_list = forms.ChoiceField(label=gettext_lazy("代码集"), required=False)
    grade = forms.ChoiceField(
        label=gettext_lazy("分级"),
        choices=Grade,
        help_text=gettext_lazy("敏感个人信息不低于4级，其他个人信息不低于2级。"),
    )
    personal = forms.ChoiceField(label=gettext_lazy("个人信息"), choices=Personal)
    source = forms.CharField(
        label=gettext_lazy("数据来源"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("一数一源：只写一个登记簿。申请人填报的不写。"),
    )
    effective_from = forms.DateField(label=gettext_lazy("启用日"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        lists = [(each.slug, each.label.in_(language)) for each in CodeList.objects.order_by("slug")]
        self.fields["code_list"].choices = [("", "—"), *lists]  # type: ignore[attr-defined]
        self.fields["effective_from"].initial = clock.today()

    def definition(self) -> ElementDefinition:
        data = self.cleaned_data
        return ElementDefinition(
            name=_text(data["name"], data["name_en"]),
            definition=_text(data["meaning"], data["meaning_en"]),
            kind=ValueKind(data["kind"]),
            unit=data["unit"],
            code_list=data["code_list"],
            grade=Grade(data["grade"]),
            personal=Personal(data["personal"]),
            source=data["source"],
        )


class RegisterForm(ElementForm):
    """A data element that nobody has registered."""

    identifier = forms.CharField(
        label=gettext_lazy("标识符"),
        max_length=60,
        help_text=gettext_lazy("小写字母、数字和下划线，字母开头；发出后不再改，也不再用于别的数据元。"),
    )
    field_order = ("identifier",)


class ReviseForm(ElementForm):
    """A data element described anew: its representation is shown and stays."""

    note = forms.CharField(label=gettext_lazy("修订说明"), max_length=300)
    seen = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, held: ElementDefinition, number: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(held) | {"seen": number}, **kwargs)
        for name in REPRESENTATION:
            self.fields[name].disabled = True
        self.fields["code_list"].help_text = gettext_lazy(
            "类型、单位和代码集不能修订：不同的，请登记新的数据元。"
        )


class RetireForm(StudioForm):
    """Why a data element is no longer used, and what is meant instead."""

    reason = forms.CharField(label=gettext_lazy("停用理由"), max_length=300)
    last_day = forms.DateField(label=gettext_lazy("最后一天"), widget=DayInput())
    replaced_by = forms.CharField(label=gettext_lazy("代之以（标识符）"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = clock.today()


def _text(zh: str, en: str) -> Text:
    return Text(zh.strip(), en.strip() or zh.strip())


def _initial(held: ElementDefinition) -> dict[str, Any]:
    return {
        "name": held.name.zh,
        "name_en": _english(held.name),
        "meaning": held.definition.zh,
        "meaning_en": _english(held.definition),
        "kind": str(held.kind),
        "unit": held.unit,
        "code_list": held.code_list,
        "grade": str(held.grade),
        "personal": str(held.personal),
        "source": held.source,
    }


def _english(text: Text) -> str:
    return "" if text.en == text.zh else text.en
