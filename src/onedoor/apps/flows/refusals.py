"""How a flow model is refused: every problem at once, each with its line and element."""

from __future__ import annotations

from collections.abc import Sequence

from onedoor.errors import Invalid, Words
from onedoor.text import Text


class FlowRefused(Invalid):
    """The model cannot be released; ``problems`` says why, each one to be mended at its place."""

    def __init__(self, problems: Sequence[Invalid]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "flow.refused",
            found=Text(*("\n".join(_line(each, language) for each in problems) for language in ("zh", "en"))),
            expected=Text("可以发布的流程模型", "a flow model that can be released"),
            where=problems[0].where,
            mend=problems[0].mend,
        )


def problem(
    code: str,
    *,
    line: int,
    element: str,
    id: str = "",
    found: Words = None,
    expected: Words = None,
    mend: Words = None,
) -> Invalid:
    """One problem, at an element of the document."""
    where = Text(f"第{line}行 {element} {id}".strip(), f"line {line}, {element} {id}".strip())
    return Invalid(f"flow.{code}", found=found, expected=expected, where=where, mend=mend)


def _line(each: Invalid, language: str) -> str:
    answers = each.as_dict(language)
    said = "; ".join(answers[name] for name in ("where", "found", "expected") if name in answers)
    return f"{answers['code']}: {said}"
