"""Words that people read, kept in both languages where gettext cannot reach (engine, definitions)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in Chinese and English; Chinese is the original."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """The wording for a language tag; anything that does not start with ``en`` reads Chinese.

        >>> Text("受理", "accept").in_("en-gb"), Text("受理", "accept").in_("zh-hans")
        ('accept', '受理')
        """
        return self.en if language.lower().startswith("en") else self.zh

    def as_dict(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}

    @classmethod
    def of(cls, value: Any) -> Text:
        """Read back ``as_dict()``; a bare string stands for both languages."""
        if isinstance(value, Text):
            return value
        if isinstance(value, str):
            return cls(value, value)
        return cls(zh=value["zh"], en=value.get("en") or value["zh"])

    def __str__(self) -> str:
        return self.zh
