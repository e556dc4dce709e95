"""The commands ``onedoor rules``: decision models from the command line."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from onedoor import __version__, clock
from onedoor.errors import NotFound

app = typer.Typer(help="Decision models: run, and tested for conformance.", no_args_is_help=True)

CASE_SECONDS = 10


@app.command()
def tck(
    folder: Annotated[Path, typer.Argument(help="A folder that holds DMN TCK test files, at any depth.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole report as JSON.")] = False,
    csv: Annotated[
        Path | None, typer.Option(help="Write tck_results.csv and .properties into this folder.")
    ] = None,
) -> None:
    """Run DMN TCK cases against the models beside them; exits with 1 when some fail."""
    from onedoor.engine.dmn.tck import Verdict, run_kit
    from onedoor.engine.dmn.tck.report import properties

    if not folder.is_dir():
        raise NotFound("dmn.folder", found=str(folder), expected="DIR")
    now = clock.now()
    report = run_kit(folder, now=now, guard=_within_seconds)
    if csv is not None:
        csv.mkdir(parents=True, exist_ok=True)
        (csv / "tck_results.csv").write_text(report.csv(), encoding="utf-8")
        entries = {**PRODUCT, "product.version": __version__, "last.update": f"{now:%Y-%m-%d}"}
        (csv / "tck_results.properties").write_text(properties(entries), encoding="utf-8")
    if as_json:
        typer.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
    else:
        for line in report.lines():
            typer.echo(line)
    raise typer.Exit(1 if report.count(Verdict.FAILED) else 0)


PRODUCT = {
    "vendor.name": "Onedoor",
    "vendor.url": "https://onedoor.dev",
    "product.name": "Onedoor engine",
    "product.url": "https://onedoor.dev",
    "product.comment": "FEEL and DMN in Python, with a value for what is not known",
    "instructions.url": "https://onedoor.dev",
}


@contextmanager
def _within_seconds() -> Iterator[None]:
    """What runs inside is ended with TimeoutError when it takes too long."""

    def stop(number: int, frame: Any) -> None:
        raise TimeoutError(f"more than {CASE_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, CASE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
