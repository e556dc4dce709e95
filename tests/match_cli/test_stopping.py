"""A run that is stopped or killed, in a process of its own: nothing partial stands where the result was to be."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.batch.building import rows, write_rules, write_subjects

from onedoor.batch.results import Results

pytestmark = pytest.mark.fault
WITHIN = 60
# The command, which stands still in the middle of writing its first part: it says so and waits for a line.
STANDING_STILL = """
import sys
from onedoor.batch.parts import Part

add = Part.add

def wait(self, matches):
    add(self, matches)
    print("in the middle", flush=True)
    sys.stdin.readline()

Part.add = wait
sys.argv = ["onedoor", "match", "run", *sys.argv[1:]]
from onedoor.cli import main
main()
"""
# The command, with a disk that has no more room than this for a file.
FULL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
sys.argv = ["onedoor", "match", "run", *sys.argv[1:]]
from onedoor.cli import main
main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_rules(tmp_path / "rules")
    write_subjects(tmp_path / "subjects" / "a.parquet", rows(200), group=50)
    return tmp_path


def start(folder: Path, script: str, *more: str) -> subprocess.Popen[bytes]:
    places = ["--rules", folder / "rules", "--subjects", folder / "subjects", "--out", folder / "out"]
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, places), *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "en_GB.UTF-8"},
    )


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    _, said = process.communicate(timeout=WITHIN)
    return process.returncode, said.decode()


def stopped_in_the_middle(folder: Path, number: signal.Signals, *more: str) -> tuple[int, str]:
    with start(folder, STANDING_STILL, *more) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"in the middle\n"
        assert (folder / ".out.partial" / "matches" / "part-00000.parquet").is_file()
        process.send_signal(number)
        return ended(process)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_asked_to_end_leaves_nothing(folder: Path, number: signal.Signals) -> None:
    status, said = stopped_in_the_middle(folder, number)
    assert status == 128 + number
    assert "Traceback" not in said
    assert names(folder) == ["rules", "subjects"]


def test_old_results_outlive_a_run_that_was_to_replace_them(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "report.json").write_text("old")
    stopped_in_the_middle(folder, signal.SIGINT, "--replace")
    assert names(folder) == ["out", "rules", "subjects"]
    assert (folder / "out" / "report.json").read_text() == "old"


def test_what_a_killed_run_leaves_is_no_result_and_is_removed_by_the_next(folder: Path) -> None:
    status, _ = stopped_in_the_middle(folder, signal.SIGKILL)
    assert status == -signal.SIGKILL
    assert names(folder) == [".out.partial", "rules", "subjects"]
    script = "import sys; sys.argv = ['onedoor', 'match', 'run', *sys.argv[1:]]; from onedoor.cli import main; main()"
    with start(folder, script, "--quiet") as process:
        assert ended(process) == (0, "")
    assert names(folder) == ["out", "rules", "subjects"]
    assert sum(Results.open(folder / "out").counts["稳岗"]) == 200


def test_a_second_run_to_the_same_place_is_refused_while_the_first_is_at_work(folder: Path) -> None:
    with start(folder, STANDING_STILL) as first:
        assert first.stdout is not None
        first.stdout.readline()
        with start(folder, STANDING_STILL) as second:
            status, said = ended(second)
        assert status == 2
        assert "code: match.out_busy" in said
        first.send_signal(signal.SIGTERM)
        ended(first)
    assert names(folder) == ["rules", "subjects"]


def test_a_disk_that_is_full_is_told_and_nothing_is_left(folder: Path) -> None:
    with start(folder, FULL_DISK) as process:
        status, said = ended(process)
    assert status == 2
    assert "code: match.out" in said
    assert "Traceback" not in said
    assert names(folder) == ["rules", "subjects"]
