"""The documentation lists every check as it is, and every name that a check may use."""

from __future__ import annotations

import re
from pathlib import Path

from onedoor.apps.catalogue.linting.vocabulary import NAMES_OF
from onedoor.reference.checks import held_documents, item_checks

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "item-checks.md").read_text()


def test_every_check_is_listed_with_its_severity_and_what_it_finds() -> None:
    rows = re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \| (\w+) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
    expected = {(c["code"], c["severity"], c["title"]["en"], c["why"]["en"]) for c in item_checks()}
    assert set(rows) == expected
    assert len(rows) == len(expected)


def test_every_name_that_a_check_may_use_is_listed() -> None:
    listed = {
        of: set(re.findall("`([^`]+)`", names))
        for of, names in re.findall(r"^\| `(\w+)` \| (`[^\n]+) \|$", PAGE, re.MULTILINE)
    }
    assert listed["item"] == set(NAMES_OF["item"])
    for of, names in NAMES_OF.items():
        assert listed[of] >= set(names) - set(NAMES_OF["item"])
        assert listed[of] <= set(names)


def test_the_words_of_every_check_stand_in_both_languages() -> None:
    for check in item_checks():
        for key in ("title", "why", "mend"):
            assert re.search("[\u4e00-\u9fff]", check[key]["zh"])
            assert not re.search("[\u4e00-\u9fff]", check[key]["en"])


def test_no_document_is_called_by_a_name_of_another() -> None:
    names = [name for key, each in held_documents().items() for name in (key, *each["aliases"])]
    assert len(names) == len(set(names))
