"""The scanner: from characters to words, numbers, strings and signs, one at a time.

FEEL names may hold spaces and even operators, so a name can only be read by someone who knows the
names in scope. The scanner is therefore asked for one token at a time, and is told the known names.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from onedoor.engine.feel.errors import FeelSyntaxError
from onedoor.engine.feel.names import NameIndex, is_name_part, is_name_start, word_end
from onedoor.text import Text

MAX_SOURCE = 100_000
MAX_DIGITS = 400
MAX_EXPONENT = 6_144
MAX_SHORT = 5  # a shorter number cannot be too large, even with an exponent

# Words that end a run of name words; the others only mean something at the start of an expression.
INFIX_WORDS = frozenset({"and", "or", "in", "between", "then", "else", "return", "satisfies"})
PREFIX_WORDS = frozenset({"if", "for", "some", "every", "function", "true", "false", "null"})
_WORDS = INFIX_WORDS | PREFIX_WORDS

SIGNS = frozenset(("**", "..", "<=", ">=", "!=", "->", *"+-*/=<>()[]{},:."))
FULL_WIDTH = dict(zip("（）［］｛｝，：；。＋－×÷＝＜＞“”", '()[]{},:,.+-*/=<>""', strict=True))
FULL_WIDTH |= {"≤": "<=", "≥": ">=", "≠": "!=", "％": "/ 100", "%": "/ 100"}

_ANY_NUMBER = re.compile(r"(?:[0-9]+(?:\.(?!\.)[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_SPACE = re.compile(r"(?:[\s\u180E\u200B\uFEFF]|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
# What most tokens look like, in one step: white space, then a name that is sure to end where it does, any other
# word, a sign, a number or a plain string.
_INFIX, _ANY_WORD = "|".join(sorted(INFIX_WORDS)), "|".join(sorted({*_WORDS, "instance"}))
_FIRST = rf"(?!(?:{_ANY_WORD})(?![\w?·]))[^\W\d][\w?·]*+"
_NEXT = rf"[ ](?!(?:{_INFIX}|instance)(?![\w?·]))[A-Za-z_\u4e00-\u9fff][\w?·]*+"
_AFTER = (
    rf"[ \t\r\n]*+(?:[-+*=<>!,:.()\[\]{{}}\"0-9]|/(?![/*])|\Z)|[ \t\r\n]++(?:{_INFIX})(?![\w?]|[^\x00-\x7f])"
)
_USUAL = re.compile(
    rf"""[ \t\r\n]*(?:({_FIRST}(?:{_NEXT})*+)(?={_AFTER})|([^\W\d][\w?·]*+)(?=[\x00-\x7f])"""
    r"""|(<=|>=|!=|->|\*\*?|\.\.|/(?![/*])|[+\-=<>()\[\]{},:])|([0-9]+(?:\.[0-9]+)?)(?!\w|\.(?!\.))|"([^"\\]*)")"""
).match
_WHOLE_NAME, _WORD, _SIGN, _NUMBER, _STRING = range(1, 6)
_ESCAPE = re.compile(
    r"\\(?:u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))",
    re.DOTALL,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}


class Kind(Enum):
    NUMBER = auto()
    STRING = auto()
    TEMPORAL = auto()
    NAME = auto()
    KEYWORD = auto()
    SIGN = auto()
    END = auto()


class Token(NamedTuple):
    """One token: ``text`` is its meaning (a name with single spaces, a string without escapes).

    ``mark`` is the text of a sign or keyword; empty for all that can hold any text.
    """

    kind: Kind
    text: str
    start: int
    end: int
    mark: str = ""


# Looked up for every token there is.
_IS_NAME, _IS_KEYWORD, _IS_SIGN = Kind.NAME, Kind.KEYWORD, Kind.SIGN
_IS_NUMBER, _IS_STRING = Kind.NUMBER, Kind.STRING


class Scanner:
    """Stands at one token of a source text after the other; its attributes are those of the token."""

    __slots__ = ("end", "kind", "mark", "source", "start", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self.kind, self.text, self.start, self.end, self.mark = Token(Kind.END, "", 0, 0)

    def is_(self, *texts: str) -> bool:
        """Is this one of these signs or keywords?"""
        return self.mark in texts

    def skip_space(self, position: int) -> int:
        """The next position that holds neither white space nor comment."""
        source = self.source
        if position < len(source):
            character = source[position]
            if character > " " and character != "/" and character.isascii():
                return position
            if character == " " and position + 1 < len(source) and source[position + 1].isalnum():
                return position + 1
        matched = _SPACE.match(source, position)
        return matched.end() if matched else position

    def is_before(self, character: str) -> bool:
        """Whether this is the next character after the token, white space and comments."""
        return self.source.startswith(character, self.skip_space(self.end))

    def move(self, position: int, names: NameIndex) -> None:
        """To the token at or after ``position``, names being read as long as the known ones allow."""
        if usual := _USUAL(self.source, position):
            which = usual.lastindex or 0
            text = usual[which]
            start, end = usual.span(which)
            if self.source[start] not in names.firsts:
                if which == _SIGN:
                    self.kind, self.mark = _IS_SIGN, text
                elif which == _WHOLE_NAME:
                    self.kind, self.mark = _IS_NAME, ""
                elif which == _WORD:
                    if text not in _WORDS:
                        self._stand(self._name(start, 0, end))
                        return
                    self.kind, self.mark = _IS_KEYWORD, text
                elif which == _STRING:
                    self.kind, self.mark = _IS_STRING, ""
                    start, end = start - 1, end + 1
                else:
                    self.kind, self.mark = _IS_NUMBER, ""
                    if end - start > MAX_DIGITS:
                        self._number(start)  # refuses it
                self.text, self.start, self.end = text, start, end
                return
        self._stand(self._read(position, names))

    def _stand(self, token: Token) -> None:
        self.kind, self.text, self.start, self.end, self.mark = token

    def _read(self, position: int, names: NameIndex) -> Token:
        source, start = self.source, self.skip_space(position)
        if start >= len(source):
            return Token(Kind.END, "", start, start)
        character = source[start]
        known = names.longest_at(source, start) if character in names.firsts else 0
        if known or is_name_start(character):
            return self._name(start, known)
        if "0" <= character <= "9" or (character == "." and self._digit_at(start + 1)):
            return self._number(start)
        if character == '"':
            return self._string(start, Kind.STRING)
        if character == "@" and source.startswith('"', self.skip_space(start + 1)):
            string = self._string(self.skip_space(start + 1), Kind.TEMPORAL)
            return Token(Kind.TEMPORAL, string.text, start, string.end)
        for length in (2, 1):
            sign = source[start : start + length]
            if sign in SIGNS:
                return Token(Kind.SIGN, sign, start, start + length, sign)
        raise self._strange(start, character)

    def read_label(self, position: int, stops: tuple[str, ...]) -> Token:
        """A name that is being declared: everything up to one of ``stops`` (a sign or a word)."""
        start = self.skip_space(position)
        end = start
        while end < len(self.source) and not self._stops_at(end, stops):
            end += 1
        text = " ".join(self.source[start:end].split())
        if not text or not is_name_start(text[0]):
            return Token(Kind.END, "", start, start)
        return Token(Kind.NAME, text, start, start + len(self.source[start:end].rstrip()))

    def _stops_at(self, position: int, stops: tuple[str, ...]) -> bool:
        for stop in stops:
            if not self.source.startswith(stop, position):
                continue
            if not stop.isalpha():
                return True
            after = position + len(stop)
            apart = position == 0 or self.source[position - 1].isspace()
            if apart and (after >= len(self.source) or not is_name_part(self.source[after])):
                return True
        return self.source[position] in '"{}[]'

    def _digit_at(self, position: int) -> bool:
        return position < len(self.source) and self.source[position] in "0123456789"

    def _name(self, start: int, known_end: int, first_end: int = 0) -> Token:
        """The name, or the keyword, whose first word ends at ``first_end`` where that is known already."""
        end = known_end or first_end or word_end(self.source, start)
        first = self.source[start:end]
        if first in _WORDS:
            return Token(Kind.KEYWORD, first, start, end, first)
        if first == "instance" and (end_of_both := self._of_follows(end)):
            return Token(Kind.KEYWORD, first, start, end_of_both, first)
        words = first.split() if known_end else [first]
        while True:  # adjacent words can only be one name
            after = self.skip_space(end)
            if after == end or after >= len(self.source) or not is_name_start(self.source[after]):
                break
            next_end = word_end(self.source, after)
            word = self.source[after:next_end]
            if word in INFIX_WORDS or (word == "instance" and self._of_follows(next_end)):
                break
            words.append(word)
            end = next_end
        return Token(Kind.NAME, " ".join(words), start, end)

    def _of_follows(self, position: int) -> int:
        """Where ``of`` ends when it is the next word, so that ``instance of`` is one token; else 0."""
        after = self.skip_space(position)
        return (
            after + 2
            if self.source.startswith("of", after) and word_end(self.source, after) == after + 2
            else 0
        )

    def _number(self, start: int) -> Token:
        matched = _ANY_NUMBER.match(self.source, start)
        assert matched is not None
        text = matched.group()
        if len(text) > MAX_SHORT and (len(text) > MAX_DIGITS or abs(Decimal(text).adjusted()) > MAX_EXPONENT):
            raise FeelSyntaxError(
                self.source, start, code="feel.number",
                found=Text(zh="过大或过长的数字", en="a number that is too large or too long"),
                expected=Text(zh=f"不超过{MAX_DIGITS}个字符、指数不超过{MAX_EXPONENT}", en=f"at most {MAX_DIGITS} characters, exponent within {MAX_EXPONENT}"),
            )  # fmt: skip
        return Token(Kind.NUMBER, text, start, matched.end())

    def _string(self, start: int, kind: Kind) -> Token:
        position = start + 1
        while position < len(self.source) and self.source[position] != '"':
            position += 2 if self.source[position] == "\\" else 1
        if position >= len(self.source):
            raise FeelSyntaxError(
                self.source, start,
                found=Text(zh="没有结尾的字符串", en="a string without an end"),
                expected=Text(zh="结尾的双引号", en="a closing double quote"),
                mend=Text(zh='在字符串末尾补上英文双引号 "。', en='Add a double quote " where the string ends.'),
            )  # fmt: skip
        return Token(kind, _ESCAPE.sub(_unescape, self.source[start + 1 : position]), start, position + 1)

    def _strange(self, start: int, character: str) -> FeelSyntaxError:
        half = FULL_WIDTH.get(character)
        mend = (
            Text(zh=f"请把“{character}”写成半角“{half}”。", en=f"Write {half} instead of {character}.")
            if half
            else None
        )
        return FeelSyntaxError(
            self.source, start, code="feel.character",
            found=Text(zh=f"字符“{character}”", en=f"the character {character}"),
            expected=Text(zh="名称、数字、字符串或运算符", en="a name, number, string or operator"),
            mend=mend,
        )  # fmt: skip


def _unescape(matched: re.Match[str]) -> str:
    high, low, *codes, escaped = matched.groups()
    if high:  # a character beyond the first plane, as two halves
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
    code = codes[0] or codes[1]
    if code is None:
        return _ESCAPES.get(escaped, matched.group())
    point = int(code, 16)
    return chr(point) if point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF else matched.group()
