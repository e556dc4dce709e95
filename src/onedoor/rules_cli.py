"""The commands ``onedoor rules``: decision models from the command line."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onedoor import __version__, clock
from onedoor.conf import env
from onedoor.errors import Invalid, NotFound
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.engine.dmn import Model

app = typer.Typer(help="Decision models: checked, run, and tested for conformance.", no_args_is_help=True)

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
    if not report.results:
        expected = Text("其中有 DMN TCK 测试文件的文件夹", "a folder that holds DMN TCK test files")
        raise NotFound("dmn.no_cases", found=str(folder), expected=expected)
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


@app.command()
def run(
    file: Annotated[Path, typer.Argument(help="A DMN file; what it imports lies beside it.")],
    decision: Annotated[str, typer.Option(help="The decision, or decision service, to be decided.")],
    facts: Annotated[str, typer.Option(help="A file with the facts as a JSON object; - is standard input.")],
    *,
    explain: Annotated[bool, typer.Option("--explain", help="Tell why, step by step, in the JSON.")] = False,
    words: Annotated[
        bool, typer.Option("--words", help="Tell why in sentences, in the language of the terminal.")
    ] = False,
    absent_is_null: Annotated[
        bool, typer.Option("--absent-is-null", help="What is not told is null, as in plain DMN.")
    ] = False,
) -> None:
    """Decide with these facts and print the value and the facts it lacks as JSON, or (--words) in sentences."""
    from onedoor.engine.dmn import load
    from onedoor.engine.dmn.explaining import decision_lines, outcome_as_plain, wording_of
    from onedoor.engine.dmn.plain import read_facts
    from onedoor.engine.feel import UNKNOWN
    from onedoor.engine.feel.plain import to_json

    model = load(file)
    told = read_facts(_text_of(facts), model, facts)
    outcome = model.decide(decision, told, now=clock.now(), absent=None if absent_is_null else UNKNOWN)
    for name in model.unread(told):
        typer.echo(f"{facts}: {_unread(name, model).in_(env.language())}", err=True)
    if words:
        for line in decision_lines(outcome.trace, wording_of(model)):
            typer.echo(line.in_(env.language()))
    else:
        typer.echo(to_json(outcome_as_plain(outcome, explain=explain)))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A DMN file; what it imports lies beside it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Look for faults before release: text, names, types, tables; exits with 1 when there are errors."""
    from onedoor.engine.dmn.analysis import check_file
    from onedoor.engine.feel.checker import Severity
    from onedoor.engine.feel.checker.report import as_dict, printed, summed_up

    language = env.language()
    findings = check_file(file)
    if as_json:
        told = [as_dict(each, language) for each in findings]
        typer.echo(json.dumps({"file": str(file), "findings": told}, ensure_ascii=False, indent=1))
    else:
        for each in findings:
            typer.echo(f"{printed(each, language, str(file))}\n")
        typer.echo(f"{file}: {summed_up(findings, language)}")
    raise typer.Exit(1 if any(each.severity is Severity.ERROR for each in findings) else 0)


def _unread(name: str, model: Model) -> Text:
    """The note on a fact that nothing in the model asks for: it may be a slip of the pen."""
    from onedoor.engine.dmn.errors import did_you_mean

    known = dict.fromkeys(key for each in model.inputs.values() for key in (each.name, each.element))
    alike = did_you_mean(name, known) or Text("", "")
    return Text(
        f"没有决策用到事实“{name}”。{alike.zh}", f"no decision looks at the fact {name}. {alike.en}".rstrip()
    )


def _text_of(file: str) -> str:
    """The text of a file or of standard input; refused when it cannot be read or is no UTF-8."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(
            "dmn.facts",
            found=str(error),
            expected=Text("可以读取的 UTF-8 文件", "a file in UTF-8 that can be read"),
            where=file,
        ) from error


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
