"""A result folder is whole or not there, whatever happens and whoever writes beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from onedoor.batch.outputs import ResultFolder
from onedoor.errors import Conflict, Unavailable


def write(made: ResultFolder, text: str = "new") -> None:
    (made.path / "matches").mkdir()
    (made.path / "matches" / "part").write_text(text)
    (made.path / "report.json").write_text(text)


def write_and_fail(made: ResultFolder, error: type[BaseException]) -> None:
    write(made)
    raise error


def write_and_keep(made: ResultFolder) -> None:
    write(made)
    made.keep()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    with ResultFolder(tmp_path / "out") as made:
        write(made, "old")
        made.keep()
    return tmp_path / "out"


def test_what_was_kept_stands_in_its_place_alone(tmp_path: Path) -> None:
    with ResultFolder(tmp_path / "deep" / "out") as made:
        write(made)
        assert not (tmp_path / "deep" / "out").exists()
        made.keep()
    assert names(tmp_path / "deep") == ["out"]
    assert names(tmp_path / "deep" / "out") == ["matches", "report.json"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_after_an_error_nothing_is_left(tmp_path: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), ResultFolder(tmp_path / "out") as made:
        write_and_fail(made, error)
    assert names(tmp_path) == []


def test_what_was_not_kept_is_gone(tmp_path: Path) -> None:
    with ResultFolder(tmp_path / "out") as made:
        write(made)
    assert names(tmp_path) == []


def test_a_folder_that_is_there_is_refused_and_untouched(earlier: Path) -> None:
    with pytest.raises(Conflict) as refused, ResultFolder(earlier):
        pass
    assert refused.value.code == "match.out_exists"
    assert names(earlier.parent) == ["out"]
    assert (earlier / "report.json").read_text() == "old"


def test_results_are_replaced_where_that_is_wanted(earlier: Path) -> None:
    with ResultFolder(earlier, replace=True) as made:
        write(made)
        assert (earlier / "report.json").read_text() == "old"
        made.keep()
    assert (earlier / "report.json").read_text() == "new"
    assert names(earlier.parent) == ["out"]


def test_an_empty_folder_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with ResultFolder(tmp_path / "out", replace=True) as made:
        write(made)
        made.keep()
    assert names(tmp_path / "out") == ["matches", "report.json"]


def test_what_is_no_result_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(Conflict) as refused, ResultFolder(tmp_path / "out", replace=True):
        pass
    assert refused.value.code == "match.out_foreign"
    assert names(tmp_path / "out") == ["thesis.txt"]


def test_old_results_stay_where_the_new_ones_fail(earlier: Path) -> None:
    with pytest.raises(ValueError), ResultFolder(earlier, replace=True) as made:
        write_and_fail(made, ValueError)
    assert (earlier / "report.json").read_text() == "old"
    assert names(earlier.parent) == ["out"]


def test_old_results_are_back_where_the_exchange_was_broken_off(
    earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def once(self: Path, target: Path) -> Path:
        if target == earlier and self.name.endswith(".partial"):
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", once)
    with pytest.raises(KeyboardInterrupt), ResultFolder(earlier, replace=True) as made:
        write_and_keep(made)
    assert (earlier / "report.json").read_text() == "old"
    assert names(earlier.parent) == ["out"]


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    left = tmp_path / ".out.partial"
    (left / "matches").mkdir(parents=True)
    (left / "matches" / "part-00007.parquet").write_text("half")
    (left / ".lock").touch()
    with ResultFolder(tmp_path / "out") as made:
        write(made)
        made.keep()
    assert names(tmp_path) == ["out"]
    assert names(tmp_path / "out" / "matches") == ["part"]


def test_old_results_that_a_killed_run_had_moved_aside_are_back(earlier: Path) -> None:
    earlier.rename(earlier.parent / ".out.before")
    with pytest.raises(Conflict), ResultFolder(earlier):
        pass
    assert (earlier / "report.json").read_text() == "old"
    assert names(earlier.parent) == ["out"]


def test_two_runs_do_not_write_to_one_place(tmp_path: Path) -> None:
    with ResultFolder(tmp_path / "out") as first:
        write(first)
        with pytest.raises(Conflict) as refused, ResultFolder(tmp_path / "out"):
            pass
        assert refused.value.code == "match.out_busy"
        first.keep()
    assert names(tmp_path / "out") == ["matches", "report.json"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable) as refused, ResultFolder(tmp_path / "file" / "out"):
        pass
    assert refused.value.code == "match.out"
    assert names(tmp_path) == ["file"]


def test_a_link_to_results_leads_to_the_new_ones(earlier: Path) -> None:
    link = earlier.parent / "latest"
    link.symlink_to(earlier)
    with ResultFolder(link, replace=True) as made:
        write(made)
        made.keep()
    assert link.is_symlink()
    assert (link / "report.json").read_text() == "new"
