"""Built-in functions that are conditions, as verbs: what they ask of their first argument."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onedoor.engine.feel.explaining.joining import glued
from onedoor.engine.feel.explaining.requirements import Words, verb
from onedoor.text import Text


class Verb(NamedTuple):
    """The Chinese demand, the English verb and its third person; {} is the second argument."""

    zh: str
    base: str
    third: str

    def words(self, limits: Sequence[Text], *, negated: bool) -> Words:
        first = limits[0] if limits else Text("", "")
        before, _, after = self.zh.partition("{}")
        return verb(
            glued(before, first.zh, after),
            self.base.replace("{}", first.en),
            self.third.replace("{}", first.en),
            negated=negated,
        )


# By function and number of arguments.
VERBS: dict[tuple[str, int], Verb] = {
    ("starts with", 2): Verb("以{}开头", "start with {}", "starts with {}"),
    ("ends with", 2): Verb("以{}结尾", "end with {}", "ends with {}"),
    ("contains", 2): Verb("包含{}", "contain {}", "contains {}"),
    ("matches", 2): Verb("符合格式{}", "match {}", "matches {}"),
    ("list contains", 2): Verb("包含{}", "include {}", "includes {}"),
    ("is", 2): Verb("与{}完全相同", "be exactly {}", "is exactly {}"),
    ("odd", 1): Verb("是奇数", "be odd", "is odd"),
    ("even", 1): Verb("是偶数", "be even", "is even"),
    ("all", 1): Verb("全部为是", "be yes throughout", "is yes throughout"),
    ("any", 1): Verb("至少有一项为是", "be yes at least once", "is yes at least once"),
    ("before", 2): Verb("在{}之前", "come before {}", "comes before {}"),
    ("after", 2): Verb("在{}之后", "come after {}", "comes after {}"),
    ("during", 2): Verb("在{}以内", "lie within {}", "lies within {}"),
    ("includes", 2): Verb("包含{}", "include {}", "includes {}"),
    ("meets", 2): Verb("恰好接上{}", "meet {}", "meets {}"),
    ("met by", 2): Verb("恰好接在{}之后", "be met by {}", "is met by {}"),
    ("overlaps", 2): Verb("与{}重叠", "overlap {}", "overlaps {}"),
    ("overlaps before", 2): Verb(
        "与{}的前部重叠", "overlap the beginning of {}", "overlaps the beginning of {}"
    ),
    ("overlaps after", 2): Verb("与{}的后部重叠", "overlap the end of {}", "overlaps the end of {}"),
    ("starts", 2): Verb("与{}同时开始", "start {}", "starts {}"),
    ("started by", 2): Verb("与{}同时开始", "be started by {}", "is started by {}"),
    ("finishes", 2): Verb("与{}同时结束", "finish {}", "finishes {}"),
    ("finished by", 2): Verb("与{}同时结束", "be finished by {}", "is finished by {}"),
    ("coincides", 2): Verb("与{}一致", "coincide with {}", "coincides with {}"),
}
