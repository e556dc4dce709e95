"""Shapes that every part of the API shares."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict, StrictBool, StrictInt, StrictStr

from onedoor.text import Text

MOST_ROWS = 100
FURTHEST = 1_000_000
MOST_NUMBER = 2**31 - 1
MOST_ANSWERS = 200
LONGEST_NAME = 100


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("U+0000 is not text")
    return text


Line = Annotated[StrictStr, Field(max_length=200), AfterValidator(_without_nul)]
Prose = Annotated[StrictStr, Field(max_length=4000), AfterValidator(_without_nul)]
Version = Annotated[StrictInt, Field(ge=1, le=MOST_NUMBER, description="The version that was last read.")]
Code = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9._-]+$")]
# Whole numbers only: money is cents, a ratio is a decimal written as text.
Value = StrictBool | StrictInt | Prose | None
Listed = Annotated[list[StrictInt], Field(max_length=20)]
Answers = Annotated[
    dict[Annotated[str, Field(max_length=LONGEST_NAME)], Value], Field(max_length=MOST_ANSWERS)
]


class Words(Schema):
    """A wording in Chinese, the original, and in English."""

    zh: str
    en: str


class Body(Schema):
    """A request: what it does not name is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


class Paging(Schema):
    """Which rows of a list."""

    limit: int = Field(25, ge=1, le=MOST_ROWS)
    offset: int = Field(0, ge=0, le=FURTHEST)


class Page(Schema):
    """Rows of a list: ``rows`` from ``offset`` on, ``total`` of all."""

    total: int
    limit: int
    offset: int


class Answer(Schema):
    """A value with where it came from and as of which day; money in whole cents, ratios as decimal text."""

    value: Any
    source: str
    source_name: Words
    as_of: str
    state: str


def words(text: Text) -> Words:
    return Words(zh=text.zh, en=text.en)


def answers(held: dict[str, Any]) -> dict[str, Answer]:
    """Stored answers, by data element."""
    return {
        element: Answer(
            value=answer["value"],
            source=answer["source"],
            source_name=words(Text.of(answer["source_name"])),
            as_of=answer["as_of"],
            state=answer.get("state", "fresh"),
        )
        for element, answer in held.items()
    }
