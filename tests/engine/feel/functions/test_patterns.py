"""Patterns of XPath: what they mean, what they may not ask for, and that they end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onedoor.engine.feel import FeelLimitError, evaluate
from onedoor.engine.feel.functions.patterns import MAX_REPEAT, compiled


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "found"),
    [
        ("^44[0-9]{4}$", "", "440106", True),
        ("^a$", "", "a\n", False),
        ("^b$", "m", "a\nb\nc", True),
        ("a.c", "", "a\nc", False),
        ("a.c", "s", "a\nc", True),
        ("ABC", "i", "xabcx", True),
        ("a b", "x", "ab", True),
        ("a[ ]b", "x", "a b", True),
        ("a.c", "q", "abc", False),
        ("A.C", "qi", "a.c", True),
        ("[a-z-[aeiou]]", "", "a", False),
        ("[a-z-[aeiou]]", "", "b", True),
        ("[^a-z-[0-9]]", "", "5", False),
        ("[^a-z-[0-9]]", "", "五", True),
        (r"\i\c*", "", "名-1", True),
        (r"^\d+$", "", "１２", True),
        (r"^\w+$", "", "a b", False),
        (r"\p{Lu}", "", "a", False),
        (r"^\p{IsCJKUnifiedIdeographs}+$", "", "政务服务", True),
        (r"\P{IsBasicLatin}", "", "政", True),
        (r"(a)(b)?\2c", "", "ac", True),
        (r"(.)\1", "", "abba", True),
        ("(?:ab)+c", "", "ababc", True),
        ("a{2,3}?b", "", "aab", True),
        (r"[\-a]+", "", "-", True),
        (r"\^\$\.\[", "", "^$.[", True),
    ],
)
def test_a_pattern_finds(pattern: str, flags: str, text: str, found: bool) -> None:
    matcher = compiled(pattern, flags)
    assert matcher is not None
    assert (matcher.search(text) is not None) is found


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [
        *(
            (bad, "")
            for bad in ("(", ")", "[", "[]", "[z-a]", "a**", "a++", "*a", "{1}", "a{2,1}", "a{,2}", "\\")
        ),
        *((bad, "") for bad in ("(?=a)", "(?!a)", "(?<=a)", "(?P<n>a)", "(?R)", "(?i)a", "(?#a)", "(?>a)")),
        *(
            (bad, "")
            for bad in (r"\1", r"(a\1)", r"\0", r"(a)\2", r"[\1]", r"\b", r"\x41", r"\p{Nope}", r"\p{IsNope}")
        ),
        ("a", "z"),
        ("a" * 501, ""),
        (f"a{{{MAX_REPEAT + 1}}}", ""),
    ],
)
def test_what_is_no_pattern_is_refused(pattern: str, flags: str) -> None:
    assert compiled(pattern, flags) is None


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ('replace("2026-11", "([0-9]+)-([0-9]+)", "$2/$1")', "11/2026"),
        ('replace("abc", "(a)(x)?", "[$2]")', "[]bc"),
        ('replace("abc", "b", "\\\\$")', "a$c"),
        ('replace("abc", "b", "$0$0")', "abbc"),
        ('replace("abc", "(b)", "$12")', "ab2c"),
        ('replace("a.c", ".", "$1", "q")', "a$1c"),
        ('replace("abc", "b", "$")', None),
        ('replace("abc", "b", "\\\\n")', None),
        ('replace("abc", "x*", "y")', None),
        ('matches("abc", "b", null)', True),
    ],
)
def test_what_replaces_may_name_groups(call: str, value: str | bool | None) -> None:
    assert evaluate(call, {}) == value


def test_a_pattern_that_would_take_for_ever_is_stopped() -> None:
    with pytest.raises(FeelLimitError, match="秒"):
        evaluate('replace(x, "(a|aa)+$", "b")', {"x": "a" * 60 + "!"})


@settings(max_examples=400)
@given(
    st.text(st.sampled_from(list("ab01^$.|?*+(){}[]-\\dwpIiL,&~ ")), max_size=14),
    st.text(st.sampled_from("ab01-"), max_size=8),
)
def test_any_text_is_a_pattern_or_not_and_neither_raises(pattern: str, text: str) -> None:
    matcher = compiled(pattern, "")
    assert matcher is None or matcher.search(text, timeout=5) is None or matcher.search(text).start() >= 0  # type: ignore[union-attr]
