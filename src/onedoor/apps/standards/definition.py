"""What one version of a data element says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from onedoor.apps.standards.enums import CENTS, Grade, Personal, ValueKind
from onedoor.errors import Invalid
from onedoor.text import Text

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementDefinition:
    """数据元 as GB/T 18391 describes one: name, meaning, and how its values are represented.

    ``unit`` is the unit in which people see values. ``code_list`` is the slug of the list whose codes the values are.
    ``source`` names the one register that has the say (一数一源), empty where none does.
    """

    name: Text
    kind: ValueKind
    definition: Text = Text("", "")
    unit: str = ""
    code_list: str = ""
    grade: Grade = Grade.UNGRADED
    personal: Personal = Personal.NONE
    source: str = ""

    @property
    def representation(self) -> tuple[str, str, str]:
        """What values look like. Where this differs, it is another data element."""
        return str(self.kind), self.unit, self.code_list if self.kind is ValueKind.CODE else ""

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        """The inverse of ``as_content``."""
        return cls(
            name=Text.of(content["name"]),
            kind=ValueKind(content["kind"]),
            definition=Text.of(content.get("definition") or ""),
            unit=content.get("unit", ""),
            code_list=content.get("code_list", ""),
            grade=Grade(content.get("grade", Grade.UNGRADED)),
            personal=Personal(content.get("personal", Personal.NONE)),
            source=content.get("source", ""),
        )

    def as_content(self) -> dict[str, Any]:
        """Plain JSON, the same for the same definition."""
        return {
            "name": self.name.as_dict(),
            "kind": str(self.kind),
            "definition": self.definition.as_dict(),
            "unit": self.unit,
            "code_list": self.code_list,
            "grade": str(self.grade),
            "personal": str(self.personal),
            "source": self.source,
        }

    def refuse_what_contradicts(self) -> None:
        """Nothing, or ``Invalid`` with what does not fit together."""
        if not self.name.zh or max(len(self.name.zh), len(self.name.en)) > LONGEST_NAME:
            raise Invalid(
                "element.name",
                found=self.name.zh,
                expected=Text(f"1至{LONGEST_NAME}个字", f"1 to {LONGEST_NAME} characters"),
            )
        if self.kind in (ValueKind.MONEY, ValueKind.MONEY_LIST) and self.unit not in CENTS:
            raise Invalid("element.unit", found=self.unit or None, expected=" / ".join(CENTS))
        if self.code_list and self.kind is not ValueKind.CODE:
            raise Invalid(
                "element.code_list",
                found=Text(str(self.kind.label), str(self.kind.value)),
                expected=Text("类型为代码", "the kind “code”"),
            )
        if self.grade.is_below(self.personal.least_grade):
            least = self.personal.least_grade
            raise Invalid(
                "element.grade",
                found=str(self.grade.label),
                expected=Text(f"不低于{least.label}", f"not below {least.label}"),
                where=str(self.personal.label),
            )
