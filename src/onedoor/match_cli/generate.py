"""``onedoor match generate``: synthetic enterprises in a file, and policies to match them with."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onedoor.errors import Conflict, Invalid
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.engine.population import Population

SHARE, DAY = "0.1", "2026-11-24"
RULES = "policies.jsonl"


def generate(
    out: Annotated[Path, typer.Argument(help="The Parquet file to write.")],
    *,
    subjects: Annotated[int, typer.Option(min=0, help="How many enterprises.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed makes the same enterprises.")] = 7,
    missing: Annotated[str, typer.Option(help="The share of each fact that is unknown.")] = SHARE,
    rules: Annotated[int, typer.Option(min=0, max=1_000_000, help="How many policies, too.")] = 0,
    rules_out: Annotated[
        Path | None, typer.Option(help="The folder for the policies; by default the one of OUT.")
    ] = None,
    unique: Annotated[bool, typer.Option("--unique", help="No threshold comes twice in policies.")] = False,
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day on which they stand so.")] = DAY,  # type: ignore[assignment]  # the option is parsed from this text
    replace: Annotated[bool, typer.Option("--replace", help="Replace files that are there.")] = False,
) -> None:
    """Write synthetic enterprises as Parquet, and policies for them as JSON Lines, drawn from a seed."""
    from onedoor.batch.outputs import check_file
    from onedoor.conf import env
    from onedoor.engine.population import Population
    from onedoor.reference.population import codes

    day = on.date()
    population = Population(seed, day, codes(), _share(missing))
    check_file(out, "OUT", replace=replace)
    folder = rules_out if rules_out is not None else out.parent
    if rules:
        _make(folder)
        check_file(folder / RULES, "--rules-out", replace=replace)
    _write(population, subjects, out)
    told = Text(
        f"{out}：企业 {subjects:,} 家，种子 {seed}，{day}",
        f"{out}: {subjects:,} enterprises, seed {seed}, {day}",
    )
    typer.echo(told.in_(env.language()))
    if rules:
        _write_policies(population, rules, folder / RULES, unique=unique)
        told = Text(f"{folder / RULES}：政策 {rules:,} 条", f"{folder / RULES}: {rules:,} policies")
        typer.echo(told.in_(env.language()))


def _make(folder: Path) -> None:
    """The folder is there; raises ``Conflict`` where a file is in its way, ``Unavailable`` where it cannot be made."""
    from onedoor.batch.outputs import not_writable

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise Conflict(
            "match.out_exists",
            found=Text(f"{folder} 是文件，或在文件之下", f"{folder} is a file, or below one"),
            expected=Text("文件夹", "a folder"),
            where=f"--rules-out {folder}",
        ) from None
    except OSError as error:
        raise not_writable(folder, error, "--rules-out") from error


def _write_policies(population: Population, number: int, path: Path, *, unique: bool) -> None:
    from onedoor.batch.outputs import whole_file
    from onedoor.engine.population import policies

    with whole_file(path, "--rules-out") as part, part.open("w", encoding="utf-8") as lines:
        for policy in policies(number, population.seed, population.codes, population.on, unique=unique):
            rule = {"rule": policy.name, "condition": policy.feel, "benefit": policy.benefit}
            lines.write(json.dumps(rule, ensure_ascii=False) + "\n")


def _write(population: Population, subjects: int, out: Path) -> None:
    import pyarrow.parquet as pq

    from onedoor.batch.outputs import whole_file
    from onedoor.engine.population import ARROW
    from onedoor.engine.population.facts import CATEGORIES, TITLES

    with whole_file(out, "OUT") as part:
        writer = pq.ParquetWriter(
            part,
            ARROW,
            compression="zstd",
            use_dictionary=[*CATEGORIES, TITLES],
            store_decimal_as_integer=True,
        )
        with writer, typer.progressbar(length=subjects, label=out.name) as bar:
            for batch in population.batches(subjects):
                writer.write_batch(batch)
                bar.update(batch.num_rows)


def _share(text: str) -> Decimal:
    """The number; ``Population`` looks at its bounds."""
    try:
        return Decimal(text)
    except InvalidOperation:
        expected = Text("0 到 1 的小数，如 0.1", "a number from 0 to 1, such as 0.1")
        raise Invalid("population.missing", found=text, expected=expected, where="--missing") from None
