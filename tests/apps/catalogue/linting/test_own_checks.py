"""An agency adds its own checks, changes severities, switches checks off; what it gets wrong is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.apps.catalogue.linting.contents import CLEAN, codes, findings, spoiled, words

from onedoor.apps.catalogue.linting import Severity, checks_with, shipped_checks
from onedoor.errors import Invalid, NotFound

OWN = {
    "code": "city.hotline",
    "severity": "warning",
    "when": 'not(contains(咨询方式, "96345"))',
    "place": "record.link_way",
    "title": words("没有写96345", "No hotline"),
    "why": words("市民记得的只有这个号码"),
    "mend": words("加上96345"),
}


def test_an_own_check_is_found_as_those_that_ship_are() -> None:
    checks = shipped_checks().with_own({"checks": [OWN]})
    (found,) = findings(CLEAN, checks=checks)
    assert (found.code, found.where.zh, found.title.en) == ("city.hotline", "咨询方式", "No hotline")
    assert codes(spoiled(record__link_way="020-96345"), checks=checks) == []


def test_an_own_check_may_look_at_each_material_and_at_its_item() -> None:
    own = {**OWN, "code": "city.copies", "of": "materials", "place": "copies", "when": "纸质材料份数 > 0 and 材料数 = 2"}  # fmt: skip
    found = findings(CLEAN, checks=shipped_checks().with_own({"checks": [own]}))
    assert [each.place for each in found] == ["materials.M1.copies", "materials.M2.copies"]


def test_a_check_may_be_switched_off_or_given_another_severity() -> None:
    content = spoiled(record__link_way="", everyday=[])
    checks = shipped_checks().with_own({"off": ["item.no_everyday"], "severity": {"item.no_contact": "note"}})
    assert [(each.code, each.severity) for each in findings(content, checks=checks)] == [
        ("item.no_contact", Severity.NOTE)
    ]


def test_a_check_by_code_may_be_given_another_severity_too() -> None:
    content = spoiled(review_points__0__expression="从业人数 >")
    checks = shipped_checks().with_own({"severity": {"item.expression": "warning"}})
    assert {each.severity for each in findings(content, checks=checks)} == {Severity.WARNING}


def test_folders_and_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"checks": [OWN]}))
    (tmp_path / "b.json").write_text(json.dumps({"off": ["city.hotline"]}))
    assert "city.hotline" in checks_with([tmp_path / "a.json"]).by_code
    assert "city.hotline" not in checks_with([tmp_path]).by_code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"when": "咨询电话 = "}, "checks.condition"),
        ({"when": '咨询电话 = ""'}, "checks.condition"),
        ({"when": "咨询方式 > 3"}, "checks.condition"),
        ({"when": "咨询方式"}, "checks.condition"),
        ({"severity": "fatal"}, "checks.severity"),
        ({"of": "people"}, "checks.entry"),
        ({"when": None}, "checks.entry"),
    ],
)
def test_a_check_that_cannot_work_is_refused_when_it_is_read(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        shipped_checks().with_own({"checks": [{**OWN, **change}]})
    assert (refusal.value.code, refusal.value.where) == (code, "city.hotline")


@pytest.mark.parametrize("own", [{"off": ["item.nothing"]}, {"severity": {"item.nothing": "note"}}])
def test_a_code_that_is_not_there_is_refused(own: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match=r"checks\.unknown"):
        shipped_checks().with_own(own)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("[")
    with pytest.raises(Invalid, match="bad.json"):
        checks_with([bad])
    with pytest.raises(NotFound, match=r"checks\.file"):
        checks_with([tmp_path / "none.json"])
