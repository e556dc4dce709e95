"""``onedoor catalogue lint``: reports in words and as JSON, and what its exit code says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.apps.catalogue.linting.contents import CLEAN, CODE, spoiled
from tests.factories import DepartmentFactory
from typer.testing import CliRunner, Result

from onedoor.apps.catalogue.services.draft_item import draft_item
from onedoor.apps.catalogue.services.release_item import release_item
from onedoor.apps.tenancy.actor import Actor
from onedoor.catalogue_cli.linting import lint
from onedoor.errors import Invalid, NotFound

app = typer.Typer()
app.command()(lint)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def written(tmp_path: Path, document: Any) -> str:
    path = tmp_path / "items.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document, ensure_ascii=False))
    return str(path)


def item(content: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"code": CODE, "power_type": "行政许可", "department": "市监局", "content": content, **more}


def test_a_clean_file_ends_with_0_and_one_with_errors_with_1(tmp_path: Path) -> None:
    clean = run(written(tmp_path, item(CLEAN)))
    assert (clean.exit_code, clean.output.splitlines()[0]) == (0, "1 items: 0 errors, 0 warnings, 0 notes; 1 without findings")  # fmt: skip
    wrong = run(written(tmp_path, [item(CLEAN), item(spoiled(record__link_way=""))]))
    assert wrong.exit_code == 1
    assert "errors item.no_contact" in wrong.output


def test_warnings_alone_do_not_fail_it_and_may_be_left_out(tmp_path: Path) -> None:
    file = written(tmp_path, item(spoiled(everyday=[], objects=[])))
    assert run(file).exit_code == 0
    assert "item.no_objects" in run(file).output
    assert "item.no_objects" not in run(file, "--errors-only").output


def test_lines_of_json_are_read_and_the_report_comes_as_json(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(item(each), ensure_ascii=False) for each in (CLEAN, spoiled(basis=None)))
    told = json.loads(run(written(tmp_path, lines), "--json").output)
    assert (told["items"], told["clean"], told["findings"]["error"]) == (2, 1, 1)
    assert told["checks"][0]["first"][0]["where"] == {"zh": "设定依据", "en": "Legal basis"}


def test_only_the_items_of_a_department_are_looked_at(tmp_path: Path) -> None:
    file = written(tmp_path, [item(CLEAN), item(spoiled(basis=None), department="教育局")])
    assert run(file, "--department", "市监").exit_code == 0
    assert run(file, "--department", "教育").exit_code == 1


def test_own_checks_are_added(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text(json.dumps({"severity": {"item.no_everyday": "error"}}))
    file = written(tmp_path, item(spoiled(everyday=[])))
    assert (run(file).exit_code, run(file, "--checks", str(own)).exit_code) == (0, 1)


@pytest.mark.parametrize(
    ("document", "refusal"),
    [
        ("", NotFound),
        ("[]", NotFound),
        ("{", Invalid),
        ('{"a": 1}', Invalid),
        ('[{"content": {"name": "许可", "materials": [{}]}}]', Invalid),
        ("[3]", Invalid),
    ],
)
def test_what_holds_no_items_is_refused_with_its_place(
    tmp_path: Path, document: str, refusal: type[Exception]
) -> None:
    assert isinstance(run(written(tmp_path, document)).exception, refusal)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert isinstance(run(str(tmp_path / "none.json")).exception, NotFound)


@pytest.mark.django_db
def test_of_the_catalogue_the_draft_counts_before_the_released_version() -> None:
    department = DepartmentFactory()
    house = Actor.system(department.tenant_id)
    release_item(
        actor=house,
        code=CODE,
        department=department,
        power_type="行政许可",
        content=spoiled(record__link_way=""),
        effective_from=date(2026, 1, 1),
        region_code=department.region_code,
        level="3",
    )
    assert "item.no_contact" in run("--tenant", department.tenant.code).output
    draft_item(actor=house, code=CODE, content=CLEAN)
    told = json.loads(run("--json", "--department", department.name).output)
    assert (told["items"], told["findings"]["error"]) == (1, 0)
    assert isinstance(run("--tenant", "nobody").exception, NotFound)
