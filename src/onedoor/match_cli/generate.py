"""``onedoor match generate``: synthetic enterprises in a file, and policies to match them with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onedoor.errors import Invalid, NotFound, Unavailable

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
) -> None:
    """Write synthetic enterprises as Parquet, and policies for them as JSON Lines, drawn from a seed."""
    from onedoor.engine.population import Population, policies
    from onedoor.reference.population import codes

    day = on.date()
    if not out.parent.is_dir() or out.is_dir():
        raise NotFound("match.file", found=str(out), expected="FILE.parquet")
    population = Population(seed, day, codes(), _share(missing))
    _write(population, subjects, out)
    typer.echo(f"{out}: {subjects:,} enterprises, seed {seed}, {day}")
    if rules:
        folder = rules_out if rules_out is not None else out.parent
        folder.mkdir(parents=True, exist_ok=True)
        with _whole(folder / RULES) as part, part.open("w", encoding="utf-8") as lines:
            for policy in policies(rules, seed, population.codes, day, unique=unique):
                rule = {"rule": policy.name, "condition": policy.feel, "benefit": policy.benefit}
                lines.write(json.dumps(rule, ensure_ascii=False) + "\n")
        typer.echo(f"{folder / RULES}: {rules:,} policies")


def _write(population: Population, subjects: int, out: Path) -> None:
    import pyarrow.parquet as pq

    from onedoor.engine.population import ARROW
    from onedoor.engine.population.facts import CATEGORIES, TITLES

    with _whole(out) as part:
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


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file beside ``path`` that takes its place when all went well, and is gone when not."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise Unavailable("match.write", found=str(error), where=str(path)) from error
    finally:
        part.unlink(missing_ok=True)


def _share(text: str) -> Decimal:
    """The number; ``Population`` looks at its bounds."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Invalid("population.missing", found=text, expected="0..1") from None
