"""Reading a result folder: counts, sets of subjects, pairs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from pyroaring import BitMap

from onedoor.batch.outputs import REPORT
from onedoor.batch.parts import IDS, MATCHES
from onedoor.batch.report import COUNTS, FORMAT
from onedoor.engine.matching import BitSet
from onedoor.engine.matching.bits import pack
from onedoor.engine.matching.faults import no_such_rule
from onedoor.errors import Invalid, NotFound
from onedoor.text import Text

PAIRS = pa.schema([("rule", pa.string()), ("subject", pa.int64()), ("certain", pa.bool_())])
WITH_IDS = PAIRS.append(pa.field("id", pa.string()))
Numbers = NDArray[np.int64]


class Counts(NamedTuple):
    """For how many subjects a rule is true, for how many it is open, and for how many neither."""

    certain: int
    open: int
    rest: int


class Part(NamedTuple):
    """The results of one file of subjects, whose numbers begin with ``first``."""

    name: str
    first: int
    subjects: int


@dataclass(frozen=True)
class Results:
    """What a run left in its folder. Nothing is held in memory but the report and the counts."""

    folder: Path
    report: Mapping[str, Any]

    @classmethod
    def open(cls, folder: Path | str) -> Self:
        """Raises ``NotFound`` for a folder that holds no results, ``Invalid`` for those of a newer version."""
        place = Path(folder)
        try:
            report = json.loads((place / REPORT).read_text(encoding="utf-8"))
        except OSError:
            expected = Text(f"有 {REPORT} 的结果文件夹", f"a folder of results, with a {REPORT}")
            raise NotFound("match.results", found=str(place), expected=expected) from None
        if report["format"] != FORMAT:
            raise Invalid("match.results", found=f"format {report['format']}", expected=f"format {FORMAT}")
        return cls(place, report)

    @cached_property
    def counts(self) -> Mapping[str, Counts]:
        """The counts of every rule, in the order of the rules."""
        with (self.folder / COUNTS).open(encoding="utf-8", newline="") as file:
            return {
                line["rule"]: Counts(int(line["certain"]), int(line["open"]), int(line["rest"]))
                for line in csv.DictReader(file)
            }

    @property
    def parts(self) -> list[Part]:
        """The parts, in the order of the subjects' numbers."""
        return [Part(each["part"], each["first"], each["subjects"]) for each in self.report["files"]]

    @property
    def size(self) -> int:
        """One more than the greatest number of a subject. Numbers of a file that was left out belong to nobody."""
        return max(part.first + part.subjects for part in self.parts)

    def certain(self, rule: str) -> BitSet:
        """The subjects for whom a rule is true. Raises ``NotFound`` for a rule that took no part."""
        return self._set(rule, "certain")

    def open_for(self, rule: str) -> BitSet:
        """The subjects for whom a rule is open: a fact is missing. Raises as ``certain``."""
        return self._set(rule, "open")

    def pairs(self, batch_size: int = 65_536, *, with_ids: bool = False) -> Iterator[pa.RecordBatch]:
        """Every pair of a rule and a subject that it fits, certainly or as far as is known, as Arrow batches.

        Rows are ``(rule, subject, certain)`` and, if wanted, ``id``; part by part, within a batch of subjects rule
        by rule. Raises ``NotFound`` where ids are wanted of subjects that have none.
        """
        for part in self.parts:
            ids = self._ids(part) if with_ids else None
            held: list[pa.Table] = []
            number = 0
            for rows in self._rows(part):
                table = _pairs_of(rows)
                if ids is not None:
                    table = table.append_column(
                        "id", ids.take(pa.array(table["subject"].to_numpy() - part.first))
                    )
                held.append(table)
                number += table.num_rows
                if number >= batch_size:
                    *whole, last = pa.concat_tables(held).combine_chunks().to_batches(batch_size)
                    yield from whole
                    held, number = [pa.Table.from_batches([last])], last.num_rows
            if held:
                yield from pa.concat_tables(held).combine_chunks().to_batches(batch_size)

    def _rows(self, part: Part) -> Iterator[Mapping[str, Any]]:
        with pq.ParquetFile(self.folder / MATCHES / part.name, memory_map=True) as file:
            for group in range(file.num_row_groups):
                yield from file.read_row_group(group).to_pylist()

    def _ids(self, part: Part) -> pa.Array:
        path = self.folder / IDS / part.name
        if not path.is_file():
            raise NotFound(
                "match.ids", found=str(path), expected=Text("带 --id 的结果", "results of a run with --id")
            )
        return pq.read_table(path, columns=["id"])["id"].combine_chunks()

    def _set(self, rule: str, column: str) -> BitSet:
        if rule not in self.counts:
            raise no_such_rule(rule, self.counts)
        flags = np.zeros(self.size, np.bool_)
        for part in self.parts:
            path = self.folder / MATCHES / part.name
            rows = pq.read_table(path, columns=["first", column], filters=[("rule", "=", rule)])
            for first, data in zip(*(rows[name].to_pylist() for name in ("first", column)), strict=True):
                flags[members(data) + first] = True
        return BitSet(pack(flags), self.size)


def members(data: bytes) -> Numbers:
    """The members of a roaring bitmap, ascending."""
    return np.frombuffer(BitMap.deserialize(data).to_array(), np.uint32).astype(np.int64)


def _pairs_of(row: Mapping[str, Any]) -> pa.Table:
    certain, opened = (members(row[name]) for name in ("certain", "open"))
    numbers = np.concatenate([certain, opened]) + row["first"]
    flags = np.arange(len(numbers)) < len(certain)
    order = np.argsort(numbers, kind="stable")
    names = pa.repeat(row["rule"], len(numbers))
    return pa.table([names, pa.array(numbers[order]), pa.array(flags[order])], schema=PAIRS)
