"""Regular expressions as FEEL has them: those of XPath and XQuery (F&O 3.1, section 5.6; XML Schema, annex F).

They are read here and written anew for the ``regex`` library, which differs in classes, anchors and escapes.
What XPath does not have is refused, so no pattern can ask for look-around, recursion or code. Matching
ends with the time that an evaluation has for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

import regex

MAX_PATTERN = 500
MAX_REPEAT = 1_000

_START = r":A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D"
_START += r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
_NAME = _START + r"\-.0-9\u00B7\u0300-\u036F\u203F-\u2040"
_CLASSES = {
    "s": r"[ \t\n\r]",
    "d": r"\p{Nd}",
    "w": r"[^\p{P}\p{Z}\p{C}]",
    "i": f"[{_START}]",
    "c": f"[{_NAME}]",
}
_NEGATED = {
    "S": r"[^ \t\n\r]",
    "D": r"\P{Nd}",
    "W": r"[\p{P}\p{Z}\p{C}]",
    "I": f"[^{_START}]",
    "C": f"[^{_NAME}]",
}
_ESCAPABLE = frozenset("\\|.?*+(){}-[]^$")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_QUANTIFIER = re.compile(r"(?:[?*+]|\{(\d{1,4})(?:,(\d{0,4}))?\})\??")
_PROPERTY = re.compile(r"([pP])\{(Is[A-Za-z0-9\-]+|[A-Z][a-z]?)\}")
_KINDS = {"s": regex.DOTALL, "m": regex.MULTILINE, "i": regex.IGNORECASE, "x": regex.VERBOSE, "q": 0}


class _BadPattern(Exception):
    """Not a pattern of XPath."""


@lru_cache(maxsize=1024)
def compiled(pattern: str, flags: str) -> regex.Pattern[str] | None:
    """The pattern, or None when it is none. ``flags`` are those of XPath: ``s``, ``m``, ``i``, ``x``, ``q``.

    >>> bool(compiled("[a-z-[aeiou]]+", "").fullmatch("rhythm"))
    True
    >>> compiled("(?=a)", "") is None
    True
    """
    if len(pattern) > MAX_PATTERN or not set(flags) <= _KINDS.keys():
        return None
    case = regex.IGNORECASE if "i" in flags else 0
    try:
        if "q" in flags:
            return regex.compile(_literal(pattern), case | regex.VERSION1)
        translated = _Translator(_compact(pattern) if "x" in flags else pattern, flags).whole()
        return regex.compile(translated, case | regex.VERSION1)
    except (_BadPattern, regex.error, OverflowError):
        return None


def _literal(text: str) -> str:
    return str(regex.escape(text, special_only=False))


def _compact(pattern: str) -> str:
    """The pattern without its white space, except in classes (flag ``x``)."""
    kept: list[str] = []
    depth, escaped = 0, False
    for character in pattern:
        if character in " \t\n\r" and not depth:
            continue
        if not escaped:
            depth += (character == "[") - (character == "]" and depth > 0)
        escaped = character == "\\" and not escaped
        kept.append(character)
    return "".join(kept)


@dataclass
class _Translator:
    """One pass over a pattern; each method reads one construct and returns what says the same."""

    source: str
    flags: str
    place: int = 0
    groups: int = 0
    open_groups: set[int] = field(default_factory=set)

    def whole(self) -> str:
        text = self._alternatives()
        if self.place < len(self.source):
            raise _BadPattern
        return text

    def _peek(self) -> str:
        return self.source[self.place : self.place + 1]

    def _take(self) -> str:
        character = self._peek()
        if not character:
            raise _BadPattern
        self.place += 1
        return character

    def _alternatives(self) -> str:
        branches = [self._branch()]
        while self._peek() == "|":
            self.place += 1
            branches.append(self._branch())
        return "|".join(branches)

    def _branch(self) -> str:
        pieces: list[str] = []
        while self._peek() not in ("", "|", ")"):
            pieces.append(self._atom() + self._quantifier())
        return "".join(pieces)

    def _quantifier(self) -> str:
        matched = _QUANTIFIER.match(self.source, self.place)
        if not matched:
            return ""
        self.place = matched.end()
        least, most = matched.group(1), matched.group(2)
        if max(int(least or 0), int(most or 0)) > MAX_REPEAT or (most and int(most) < int(least)):
            raise _BadPattern
        return matched.group()

    def _atom(self) -> str:
        character = self._take()
        match character:
            case "(":
                return self._group()
            case "[":
                return self._class()
            case ".":
                return r"[\s\S]" if "s" in self.flags else r"[^\n\r]"
            case "^":
                return r"(?:\A|(?<=\n)(?!\Z))" if "m" in self.flags else r"\A"
            case "$":
                return r"(?=\n|\Z)" if "m" in self.flags else r"\Z"
            case "\\":
                return self._escape()
            case "?" | "*" | "+" | "{" | "}" | "]":
                raise _BadPattern
        return _literal(character)

    def _group(self) -> str:
        if self._peek() == "?":
            if self.source[self.place : self.place + 2] != "?:":
                raise _BadPattern
            self.place += 2
            inner = self._alternatives()
            opening = "(?:"
        else:
            self.groups += 1
            number = self.groups
            self.open_groups.add(number)
            inner = self._alternatives()
            self.open_groups.discard(number)
            opening = "("
        if self._take() != ")":
            raise _BadPattern
        return f"{opening}{inner})"

    def _escape(self) -> str:
        if self._peek().isdigit():
            return self._back_reference()
        return self._class_escape() or _literal(self._character_escape())

    def _back_reference(self) -> str:
        """``\\N``: as many digits as name a group that is there; the group must be closed."""
        number = int(self._take())
        while self._peek().isdigit() and number * 10 + int(self._peek()) <= self.groups:
            number = number * 10 + int(self._take())
        if not 0 < number <= self.groups or number in self.open_groups:
            raise _BadPattern
        return f"(?({number})\\g<{number}>)"  # a group that took no part matches nothing, everywhere

    def _class_escape(self) -> str:
        character = self._peek()
        if found := _CLASSES.get(character) or _NEGATED.get(character):
            self.place += 1
            return found
        if matched := _PROPERTY.match(self.source, self.place):
            self.place = matched.end()
            kind, name = matched.groups()
            return f"\\{kind}{{{f'Block={name[2:]}' if name.startswith('Is') else name}}}"
        return ""

    def _character_escape(self) -> str:
        character = self._take()
        if character in _ESCAPABLE:
            return character
        if character in _CONTROLS:
            return _CONTROLS[character]
        raise _BadPattern

    def _class(self) -> str:
        """``[...]``, with another class taken away at its end: ``[a-z-[aeiou]]``."""
        negated = self._peek() == "^"
        self.place += negated
        members: list[str] = []
        subtracted = ""
        while (character := self._take()) != "]":
            if character == "[":
                raise _BadPattern
            if character == "-" and self._peek() == "[":
                self.place += 1
                subtracted = self._class()
                if self._take() != "]":
                    raise _BadPattern
                break
            if character == "\\" and (found := self._class_escape()):
                members.append(found)
                continue
            members.append(self._range(self._character_escape() if character == "\\" else character))
        if not members:
            raise _BadPattern
        body = f"[{'^' if negated else ''}{''.join(members)}]"
        return f"[{body}--{subtracted}]" if subtracted else body

    def _range(self, low: str) -> str:
        """A character, or a range of them when a hyphen and another follow."""
        rest = self.source[self.place : self.place + 2]
        if len(rest) < 2 or rest[0] != "-" or rest[1] in "[]":
            return _literal(low)
        self.place += 1
        high = self._take()
        if high == "\\":
            if self._class_escape():
                raise _BadPattern
            high = self._character_escape()
        if low > high:
            raise _BadPattern
        return f"{_literal(low)}-{_literal(high)}"
