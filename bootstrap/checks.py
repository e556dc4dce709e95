"""``run.py test``: everything that can be checked on this machine, and a plain word on what could not."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bootstrap.assets import build_assets
from bootstrap.browser import NAMES, find_browser
from bootstrap.environment import announce_first_time, install, make_environment
from bootstrap.places import PYTHON, ROOT, VENV
from bootstrap.postgres import a_server
from bootstrap.refusal import Refusal
from bootstrap.spark import on_path, spark_ready
from bootstrap.steps import say, step

PASSED, FAILED, LEFT_OUT = "passed", "FAILED", "LEFT OUT"
WORKERS = ["-n", "2"]
NO_TESTS = 5
# What touches the database; the rest cannot tell one database from another.
ON_POSTGRES = ("tests/apps", "tests/pages", "tests/api", "tests/demo", "tests/fault")
WITH_SPARK = "tests/batch"
NO_BROWSER = f"none of {', '.join(NAMES)} is installed and ONEDOOR_CHROMIUM names none"
A_PART = "only a part was asked for"


@dataclass(frozen=True, slots=True)
class Result:
    """How one check ended, and why it was left out."""

    name: str
    outcome: str
    seconds: float = 0.0
    note: str = ""


def check_everything(pytest_arguments: Sequence[str]) -> int:
    """Run every check and print the table of them. 0 where all passed.

    With arguments for pytest only that part of the tests runs, on SQLite; the table says what that left out.
    Where ``ONEDOOR_TEST_ALL=1`` is set, as in CI, a check that is left out fails the run.
    """
    prepare()
    with tempfile.TemporaryDirectory(prefix="onedoor-checks-") as data:
        env = {"ONEDOOR_DATA": data}
        if pytest_arguments:
            results = a_part(pytest_arguments, env)
        else:
            results = [*static_checks(env), on_sqlite(env), on_postgres(env), on_spark(env), in_browser(env)]
    return report(results, nothing_left_out=os.environ.get("ONEDOOR_TEST_ALL") == "1")


def prepare() -> None:
    announce_first_time()
    make_environment()
    with ThreadPoolExecutor(1) as beside:
        assets = beside.submit(build_assets)
        install("dev")
        assets.result()
    step("Translations", [PYTHON, "-m", "onedoor.cli", "messages", "compile"], quiet=True)


def static_checks(env: Mapping[str, str]) -> list[Result]:
    """Lint, format, layers, types and migrations, two at a time; each prints its findings when it is done."""
    tools = VENV / "bin"
    django = {**env, "DJANGO_SETTINGS_MODULE": "onedoor.conf.settings", "DATABASE_URL": ""}
    checks: list[tuple[str, list[str | Path], Mapping[str, str]]] = [
        ("types (mypy)", [PYTHON, "-m", "mypy", "-p", "onedoor", "-p", "bootstrap"], env),
        ("lint (ruff)", [PYTHON, "-m", "ruff", "check", "."], env),
        ("format (ruff)", [PYTHON, "-m", "ruff", "format", "--check", "."], env),
        ("layers (import-linter)", [PYTHON, tools / "lint-imports"], env),
        (
            "migrations complete",
            [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"],
            django,
        ),
    ]
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda check: quiet_check(*check), checks))


def quiet_check(name: str, command: Sequence[str | Path], env: Mapping[str, str]) -> Result:
    started = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    outcome = FAILED if done.returncode else PASSED
    say(f"{name}: {outcome}" + (f"\n{done.stdout}" if done.returncode else ""))
    return Result(name, outcome, time.monotonic() - started)


def on_sqlite(env: Mapping[str, str]) -> Result:
    return pytest("tests on SQLite", [*WORKERS, "-m", "not e2e and not spark"], {**env, "DATABASE_URL": ""})


def on_postgres(env: Mapping[str, str]) -> Result:
    name = "tests on PostgreSQL"
    folders = [folder for folder in ON_POSTGRES if (ROOT / folder).is_dir()]
    with ExitStack() as server:
        try:
            url, origin = server.enter_context(a_server())
        except Refusal as refusal:
            return Result(name, LEFT_OUT, note=str(refusal).splitlines()[0])
        arguments = [*WORKERS, "-m", "not e2e", *folders]
        return pytest(name, arguments, {**env, "DATABASE_URL": url}, note=origin)


def on_spark(env: Mapping[str, str]) -> Result:
    """Matching on Spark in local mode; one process, because a session takes long to start."""
    name = "tests with Spark"
    try:
        path, java = spark_ready()
    except Refusal as refusal:
        return Result(name, LEFT_OUT, note=str(refusal).splitlines()[0])
    return pytest(name, ["-m", "spark", WITH_SPARK], {**env, **path, "DATABASE_URL": ""}, note=java)


def in_browser(env: Mapping[str, str]) -> Result:
    name = "tests in a browser"
    browser = find_browser()
    if browser is None:
        return Result(name, LEFT_OUT, note=NO_BROWSER)
    told = {**env, "DATABASE_URL": "", "ONEDOOR_CHROMIUM": browser}
    return pytest(name, [*WORKERS, "--dist", "worksteal", "-m", "e2e"], told, note=browser)


def a_part(arguments: Sequence[str], env: Mapping[str, str]) -> list[Result]:
    browser = find_browser()
    told = {**env, **on_path(), "DATABASE_URL": "", **({"ONEDOOR_CHROMIUM": browser} if browser else {})}
    left_out = ("lint, format, layers, types, migrations", "tests on PostgreSQL", "all other tests")
    ran = pytest("the tests asked for, on SQLite", arguments, told)
    return [ran, *(Result(name, LEFT_OUT, note=A_PART) for name in left_out)]


def pytest(name: str, arguments: Sequence[str], env: Mapping[str, str], *, note: str = "") -> Result:
    say(f"\n{name}{f' ({note})' if note else ''}")
    started = time.monotonic()
    done = subprocess.run(
        [str(PYTHON), "-m", "pytest", "-q", *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode == NO_TESTS:
        return Result(name, LEFT_OUT, time.monotonic() - started, "there are none")
    return Result(name, FAILED if done.returncode else PASSED, time.monotonic() - started, note)


def report(results: Sequence[Result], *, nothing_left_out: bool) -> int:
    """Print what ran, how long, and what did not and why; the exit status."""
    say()
    width = max(len(result.name) for result in results)
    for result in results:
        seconds = f"{result.seconds:6.1f} s" if result.seconds else " " * 8
        say(f"{result.name:<{width}}  {seconds}  {result.outcome:<8}  {result.note}".rstrip())
    failed = [result.name for result in results if result.outcome == FAILED]
    left_out = [result.name for result in results if result.outcome == LEFT_OUT]
    if failed:
        say(f"\nFailed: {', '.join(failed)}.")
    elif left_out:
        say(f"\nWhat ran passed. Left out: {', '.join(left_out)}.")
    else:
        say("\nAll passed, nothing was left out.")
    if left_out and nothing_left_out:
        say("ONEDOOR_TEST_ALL=1 does not allow to leave anything out.")
    return 1 if failed or (left_out and nothing_left_out) else 0
