"""Set-up is done once per input: stamps, locks, and what is said when a step fails."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from bootstrap import checks, environment, processes, spark, steps
from bootstrap.checks import FAILED, LEFT_OUT, PASSED, Result, report
from bootstrap.refusal import Refusal
from bootstrap.stamps import digest, holds, leave
from bootstrap.steps import step, why

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment that is a folder, a lock beside it, and a package installer that writes down its calls."""
    folder = tmp_path / ".venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
    (folder / "pyvenv.cfg").write_text("version = 3.11.7\n")
    locks = tmp_path / "requirements"
    locks.mkdir()
    for name in ("prod", "dev"):
        (locks / f"{name}.lock").write_text(name)
    monkeypatch.setattr(environment, "VENV", folder)
    monkeypatch.setattr(environment, "REQUIREMENTS", locks)
    installed = tmp_path / "installed"
    installed.touch()

    def pip_install(name: str, lock: Path) -> None:
        with installed.open("a") as calls:
            calls.write(f"{lock.name}\n")

    monkeypatch.setattr(environment, "pip_install", pip_install)
    return folder


def installs(venv: Path) -> list[str]:
    return (venv.parent / "installed").read_text().splitlines()


def test_an_unchanged_lock_is_not_installed_again(venv: Path) -> None:
    assert environment.install("prod") is True
    assert environment.install("prod") is False
    assert installs(venv) == ["prod.lock"]


def test_a_changed_lock_is_installed_again(venv: Path) -> None:
    environment.install("prod")
    (venv.parent / "requirements" / "prod.lock").write_text("prod, changed")
    assert environment.install("prod") is True
    assert installs(venv) == ["prod.lock", "prod.lock"]


def test_the_lock_of_the_tests_serves_the_demo_too(venv: Path) -> None:
    environment.install("dev")
    assert environment.install("prod") is False
    assert installs(venv) == ["dev.lock"]


def test_a_changed_demo_lock_makes_the_tests_install_theirs_again(venv: Path) -> None:
    environment.install("dev")
    (venv.parent / "requirements" / "prod.lock").write_text("prod, changed")
    environment.install("prod")
    assert environment.install("dev") is True


def test_another_python_installs_again(venv: Path) -> None:
    environment.install("prod")
    (venv / "pyvenv.cfg").write_text("version = 3.12.1\n")
    assert environment.install("prod") is True


def test_a_failed_install_leaves_no_stamp(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(name: str, lock: Path) -> None:
        raise Refusal("no network")

    with monkeypatch.context() as patch:
        patch.setattr(environment, "pip_install", fails)
        with pytest.raises(Refusal):
            environment.install("prod")
    assert environment.install("prod") is True


def test_the_checkout_is_on_the_path_by_a_relative_entry(venv: Path) -> None:
    environment.install("prod")
    packages = venv / "lib" / "python3.11" / "site-packages"
    entry = (packages / "onedoor.pth").read_text().strip()
    assert not Path(entry).is_absolute()
    assert (packages / entry).resolve() == ROOT / "src"


def pins(lock: str) -> set[str]:
    text = (ROOT / "requirements" / f"{lock}.lock").read_text()
    return set(re.findall(r"^\S+==[^\\]+", text, re.MULTILINE))


@pytest.mark.parametrize("lock", ["dev", "bench"])
def test_every_demo_package_is_the_same_in_the_lock_of_the_tests_and_of_the_bench(lock: str) -> None:
    assert pins("prod")
    assert pins("prod") - pins(lock) == set()


def test_the_engines_that_are_measured_beside_ours_are_in_the_lock_of_the_bench_alone() -> None:
    others = {
        "zen-engine",
        "bkflow-feel",
        "bkflow-dmn",
        "pysfeel",
        "pydmnrules",
        "cel-python",
        "datalogic-py",
    }
    assert others <= {pin.partition("==")[0] for pin in pins("bench")}
    assert not others & {pin.partition("==")[0] for pin in pins("prod") | pins("dev")}


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.lock")), ids=lambda path: path.name)
def test_locks_name_every_file_by_hash_and_no_host(lock: Path) -> None:
    text = lock.read_text()
    pinned = [entry for entry in re.split(r"(?<!\\)\n", text) if "==" in entry]
    assert pinned
    assert [entry for entry in pinned if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_a_digest_changes_with_name_content_and_words_only(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "one").write_text("1")
    before = digest([folder])
    assert digest([folder]) == before
    assert digest([folder], "word") != before
    (folder / "one").rename(folder / "two")
    assert digest([folder]) != before
    (folder / "two").rename(folder / "one")
    assert digest([folder]) == before
    (folder / "one").write_text("2")
    assert digest([folder]) != before


def test_a_stamp_holds_for_its_own_value_only(tmp_path: Path) -> None:
    stamp = tmp_path / "deep" / "stamp"
    assert not holds(stamp, "x")
    leave(stamp, "x")
    assert holds(stamp, "x")
    assert not holds(stamp, "y")


@pytest.mark.parametrize(
    ("output", "status", "said"),
    [
        ("", 7, "it said nothing and ended with status 7"),
        ("WARNING: slow\nERROR: no such package\nlater\n", 1, "ERROR: no such package"),
        ("npm warn old\nnpm error code E404\nnpm error log\n", 1, "npm error code E404"),
        ("Traceback (most recent call last):\n  File\nOSError: disk full\n", 1, "OSError: disk full"),
        ("code: settings.flag\nfound: 3\nexpected: 1\n", 2, "code: settings.flag; found: 3; expected: 1"),
    ],
)
def test_a_failed_step_says_why_in_one_line(output: str, status: int, said: str) -> None:
    assert why(output, status) == said


def test_a_failed_step_names_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "LOGS", tmp_path)
    with pytest.raises(Refusal) as refused:
        step("A step", [sys.executable, "-c", "raise SystemExit('broken')"], mend="Mend it.")
    assert str(refused.value) == f"A step failed: broken\nMend it.\nEverything it said: {tmp_path}/a-step.log"
    assert (tmp_path / "a-step.log").read_text() == "broken\n"


def test_a_child_that_keeps_dying_ends_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(processes.time, "sleep", lambda seconds: None)
    child = processes.Child("The worker", [sys.executable, "-c", "raise SystemExit(3)"], {})
    for _ in range(processes.RESTARTS):
        child.process.wait()
        child.look_after()
    child.process.wait()
    with pytest.raises(Refusal) as refused:
        child.look_after()
    assert "The worker ended with status 3" in str(refused.value)
    assert capsys.readouterr().out.count("it is started again") == processes.RESTARTS


def test_a_child_that_runs_is_stopped_when_asked() -> None:
    child = processes.Child("The worker", [sys.executable, "-c", "import time; time.sleep(60)"], {})
    child.look_after()
    processes.stop_all([child])
    assert child.process.returncode == -15


@pytest.mark.parametrize(
    ("outcomes", "nothing_left_out", "status", "last"),
    [
        ((PASSED, PASSED), True, 0, "All passed, nothing was left out."),
        ((PASSED, LEFT_OUT), False, 0, "What ran passed. Left out: check 1."),
        ((PASSED, LEFT_OUT), True, 1, "ONEDOOR_TEST_ALL=1 does not allow to leave anything out."),
        ((FAILED, PASSED), False, 1, "Failed: check 0."),
    ],
)
def test_the_table_of_checks_decides_the_exit_status(
    outcomes: tuple[str, ...],
    nothing_left_out: bool,
    status: int,
    last: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    results = [Result(f"check {n}", outcome, 1.0, "why") for n, outcome in enumerate(outcomes)]
    assert report(results, nothing_left_out=nothing_left_out) == status
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1] == last
    assert [line for line in printed if line.startswith("check 1")][0].endswith("why")


def test_a_run_without_a_browser_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "find_browser", lambda: None)
    left_out = checks.in_browser({})
    assert left_out.outcome == LEFT_OUT
    assert "ONEDOOR_CHROMIUM" in left_out.note


@pytest.mark.parametrize(
    ("says", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('java version "1.8.0_202"', 8),
        ('openjdk version "21" 2023-09-19', 21),
        ("no such thing", 0),
        (None, 0),
    ],
)
def test_the_version_of_java_is_read_off_what_it_says(tmp_path: Path, says: str | None, version: int) -> None:
    java = tmp_path / "java"
    if says is not None:
        java.write_text(f"#!/bin/sh\necho '{says}' >&2\n")
        java.chmod(0o755)
    assert spark.version_of(str(java)) == version


def test_a_run_without_java_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert checks.on_spark({}) == Result("tests with Spark", LEFT_OUT, note="there is no Java")


def test_the_packages_of_spark_are_fetched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[Path] = []

    def pip_install(name: str, lock: Path, *, target: Path) -> None:
        fetched.append(target)
        target.mkdir()

    monkeypatch.setattr(spark, "SPARK", tmp_path / ".spark")
    monkeypatch.setattr(spark, "find_java", lambda: "/bin/java")
    monkeypatch.setattr(spark, "pip_install", pip_install)
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    for _ in range(2):
        path, java = spark.spark_ready()
        assert path == {"PYTHONPATH": f"{tmp_path / '.spark'}{os.pathsep}elsewhere"}
        assert java == "/bin/java"
    assert fetched == [tmp_path / ".spark"]


def test_the_lock_of_spark_holds_nothing_that_another_lock_holds_in_another_version() -> None:
    names = {pin.partition("==")[0]: pin for pin in pins("prod") | pins("dev")}
    beside = {pin.partition("==")[0]: pin for pin in pins("spark")}
    assert {"pyspark", "pandas", "py4j"} <= beside.keys()
    assert not {"numpy", "pyarrow"} & beside.keys()
    assert {name for name in beside.keys() & names.keys() if beside[name] != names[name]} == set()
