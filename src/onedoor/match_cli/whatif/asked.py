"""What the command is asked, and the rules that this names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from onedoor.errors import Invalid
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.match_cli.whatif.rules import Read


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The command line, with the moment that rules see as now."""

    subjects: Path | None
    released: Path | None
    draft: Path | None
    settings: tuple[str, ...]
    benefit: str | None
    by: tuple[str, ...]
    listing: Path | None
    replace: bool
    rule: str | None
    decision: str
    now: datetime
    id: str | None
    codes: Path | None
    sensitive: bool
    top: int
    keep_going: bool
    as_json: bool
    quiet: bool

    def rules(self, columns: frozenset[str]) -> tuple[Read | None, Read]:
        """The rule in force and the draft; raises what ``read_rule`` and ``with_settings`` raise."""
        from onedoor.match_cli.whatif.rules import read_rule
        from onedoor.match_cli.whatif.settings import with_settings

        def read(path: Path) -> Read:
            return read_rule(path, columns, name=self.rule, decision=self.decision, benefit=self.benefit)

        old = read(self.released) if self.released is not None else None
        new = read(self.draft) if self.draft is not None else old
        if new is None:
            raise Invalid(
                "match.no_rule",
                found=Text("没有规则", "no rule"),
                expected="--released FILE, --draft FILE",
                mend=Text("指定规则文件。", "Name a file of rules."),
            )
        return old, with_settings(new, self.settings)

    def place(self) -> Path:
        """Where the subjects are; raises ``Invalid`` where the command line does not say."""
        if self.subjects is None:
            found = Text("没有主体的数据文件", "no file of subjects")
            raise Invalid("match.no_subjects", found=found, expected="--subjects FILE.parquet")
        return self.subjects
