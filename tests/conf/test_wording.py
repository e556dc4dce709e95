"""The English wording is complete, in step with the pages, and keeps every placeholder."""

from __future__ import annotations

import re

import polib
import pytest

from onedoor.conf.wording import ENGLISH, Wording, is_translated, wordings

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")
# Characters and the wide punctuation that goes with them.
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@pytest.fixture(scope="module")
def english() -> polib.POFile:
    return polib.pofile(str(ENGLISH))


def test_every_wording_of_the_pages_has_its_english(english: polib.POFile) -> None:
    held = {Wording(entry.msgid, entry.msgid_plural): entry for entry in english}
    missing = [w.singular for w in wordings() if w not in held or not is_translated(held[w])]
    assert missing == []


def test_nothing_is_translated_that_no_page_says(english: polib.POFile) -> None:
    used = set(wordings())
    assert [entry.msgid for entry in english if Wording(entry.msgid, entry.msgid_plural) not in used] == []


def test_a_translation_keeps_the_placeholders(english: polib.POFile) -> None:
    wrong = []
    for entry in english:
        wanted = set(PLACEHOLDER.findall(entry.msgid))
        forms = list(entry.msgstr_plural.values())[1:] if entry.msgid_plural else [entry.msgstr]
        wrong += [entry.msgid for form in forms if set(PLACEHOLDER.findall(form)) != wanted]
    assert wrong == []


def test_english_holds_no_chinese(english: polib.POFile) -> None:
    forms = [(e.msgid, form) for e in english for form in (e.msgstr, *e.msgstr_plural.values())]
    assert [msgid for msgid, form in forms if CHINESE.search(form)] == []


def test_the_source_is_chinese() -> None:
    # The name of a language is written in that language.
    allowed = {"English"}
    assert [
        w.singular for w in wordings() if not CHINESE.search(w.singular) and w.singular not in allowed
    ] == []
