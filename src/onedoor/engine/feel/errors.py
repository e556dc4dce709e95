"""What FEEL refuses, and how it says so: the line, a pointer to the place, and how to mend it."""

from __future__ import annotations

from decimal import Decimal

from onedoor.errors import Invalid, Words
from onedoor.text import Text

SHOWN = 120  # characters of an expression that an error repeats


class FeelError(Invalid):
    """Anything the expression language refuses."""


class FeelSyntaxError(FeelError):
    """The text is not FEEL. ``line`` and ``column`` count from one; ``pointer`` shows the place."""

    def __init__(
        self,
        source: str,
        position: int,
        *,
        found: Words,
        expected: Words,
        mend: Words = None,
        code: str = "feel.syntax",
    ) -> None:
        self.source = source
        self.position = min(max(position, 0), len(source))
        before = source[: self.position]
        self.line = before.count("\n") + 1
        self.column = self.position - (before.rfind("\n") + 1) + 1
        where = Text(
            zh=f"第{self.line}行第{self.column}个字符\n{self.pointer}",
            en=f"line {self.line}, character {self.column}\n{self.pointer}",
        )
        super().__init__(code, found=found, expected=expected, where=where, mend=mend)

    @property
    def pointer(self) -> str:
        """The line of the source with a caret below the place (wide characters count as two)."""
        line = self.source.split("\n")[self.line - 1]
        start = max(0, self.column - 61)
        shown = line[start : start + 120].replace("\t", " ")
        before = shown[: self.column - 1 - start]
        indent = sum(2 if ord(character) > 0x2E7F else 1 for character in before)
        return f"{shown}\n{' ' * indent}^"


class FeelLimitError(FeelError):
    """A stated bound (size, depth, length, steps) was reached; nothing was computed."""

    def __init__(self, what: Text, limit: int) -> None:
        super().__init__(
            "feel.limit",
            found=Text(zh=f"{what.zh}超过{limit}", en=f"more than {limit} {what.en}"),
            expected=Text(zh=f"{what.zh}不超过{limit}", en=f"at most {limit} {what.en}"),
            mend=Text(
                zh="请把表达式拆成几个较小的决策。", en="Split the expression into several smaller decisions."
            ),
        )

    def in_expression(self, source: str) -> FeelLimitError:
        """The same error, showing the innermost expression that it stopped."""
        if self.where is None and source:
            shown = source if len(source) <= SHOWN else f"{source[:SHOWN]}…"
            self.where = Text(zh=f"表达式：{shown}", en=f"expression: {shown}")
        return self


class FeelInputError(FeelError):
    """A value from outside has no meaning in FEEL (a float, an object)."""

    def __init__(self, value: object) -> None:
        kind = type(value).__name__
        if isinstance(value, Decimal):
            super().__init__(
                "feel.input",
                found=f"{value:E}"[:SHOWN],
                expected=Text(zh="绝对值小于 10**6145 的有限数", en="a finite number below 10**6145"),
            )
            return
        super().__init__(
            "feel.input",
            found=Text(zh=f"类型为 {kind} 的值", en=f"a value of type {kind}"),
            expected=Text(
                zh="Decimal、int、str、bool、None、日期时间、时长、列表或字典",
                en="Decimal, int, str, bool, None, dates, times, durations, lists or dicts",
            ),
            mend=Text(zh="小数请用 Decimal，不要用 float。", en="Pass Decimal, never float.")
            if isinstance(value, float)
            else None,
        )
