"""Lists of codes: which values a column may hold, and what is done with others."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import types as t

from onedoor.batch.problems import Effect, Problem, listed
from onedoor.batch.subject_files import SubjectFile
from onedoor.errors import Invalid, NotFound
from onedoor.text import Text

Codes = Mapping[str, tuple[str, ...]]
BATCH = 1 << 17


def read_codes(path: Path) -> Codes:
    """The codes of each column in a JSON file ``{"column": ["code", …]}``; raises ``Invalid`` where it is not so."""
    try:
        told: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise NotFound(
            "match.codes",
            found=Text(f"没有文件 {path}", f"there is no file {path}"),
            expected=_CODES,
            where="--codes",
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise _not_codes(path, Text(f"无法读取：{reason}", f"it cannot be read: {reason}")) from error
    except json.JSONDecodeError as error:
        place = Text(
            f"不是 JSON：第 {error.lineno} 行第 {error.colno} 个字符",
            f"not JSON: line {error.lineno}, character {error.colno}",
        )
        raise _not_codes(path, place) from error
    except (ValueError, RecursionError) as error:
        raise _not_codes(path, Text("不是 UTF-8 编码的 JSON", "not JSON in UTF-8")) from error
    if not isinstance(told, dict):
        raise _not_codes(path, Text("不是 JSON 对象", "not a JSON object"))
    for column, codes in told.items():
        if not (isinstance(codes, list) and codes and all(isinstance(code, str) for code in codes)):
            raise _not_codes(path, Text(f"列“{column}”的代码", f"the codes of column {column}"))
    return {column: tuple(dict.fromkeys(codes)) for column, codes in told.items()}


_CODES = Text('JSON 对象：{"列": ["代码", …], …}', 'a JSON object: {"column": ["code", …], …}')


def _not_codes(path: Path, found: Text) -> Invalid:
    return Invalid("match.codes", where=str(path), found=found, expected=_CODES)


def misplaced(codes: Codes, file: str, files: Iterable[SubjectFile]) -> dict[str, Problem]:
    """What is wrong with lists for columns that are in no file, or that hold no texts; by column."""
    problems = {}
    schemas = [each.schema for each in files]
    for column in codes:
        holding = [schema.field(column).type for schema in schemas if column in schema.names]
        if not holding:
            found = Text(f"没有列“{column}”", f"there is no column {column}")
        elif not all(_holds_texts(each) for each in holding):
            found = Text(f"列“{column}”的类型是 {holding[0]}", f"column {column} is of type {holding[0]}")
        else:
            continue
        expected = Text("装有文本代码的列", "a column that holds codes as texts")
        problems[column] = Problem.told(
            file, "match.codes_column", found, expected=expected, effect=Effect.VALUES
        )
    return problems


def _holds_texts(found: pa.DataType) -> bool:
    if t.is_list(found) or t.is_large_list(found):
        return _holds_texts(found.value_type)
    found = found.value_type if t.is_dictionary(found) else found
    return bool(t.is_string(found) or t.is_large_string(found) or t.is_string_view(found))


def unknown_codes(codes: Codes, files: Iterable[SubjectFile]) -> Iterator[Problem]:
    """For each file and column the values that are in no list, with the rows that hold them.

    Reads only these columns. A file that cannot be read to its end is passed over: whoever reads it whole tells.
    """
    for file in files:
        columns = [column for column in codes if column in file.schema.names]
        counts: dict[str, Counter[str]] = {column: Counter() for column in columns}
        try:
            with pq.ParquetFile(file.path, memory_map=True) as parquet:
                for batch in parquet.iter_batches(BATCH, columns=columns) if columns else ():
                    for column in columns:
                        counts[column].update(_others(batch[column], codes[column]))
        except (OSError, pa.ArrowException):
            continue
        yield from (_unknown(file, name, found, codes[name]) for name, found in counts.items() if found)


def _others(values: pa.Array, codes: tuple[str, ...]) -> dict[str, int]:
    """The values that are in no list, with the number of rows."""
    rows = None
    if t.is_list(values.type) or t.is_large_list(values.type):
        rows, values = pc.list_parent_indices(values), pc.list_flatten(values)
    values = _plain(values)
    strange = pc.and_not(pc.is_valid(values), pc.is_in(values, pa.array(codes, values.type)))
    found = values.filter(strange)
    if rows is not None:
        table = pa.table({"row": rows.filter(strange), "code": found}).group_by(["row", "code"]).aggregate([])
        found = table["code"].combine_chunks()
    return {each["values"]: each["counts"] for each in pc.value_counts(found).to_pylist()}


def _plain(values: pa.Array) -> pa.Array:
    """The texts one by one, in a type that Arrow can look into."""
    values = values.cast(values.type.value_type) if t.is_dictionary(values.type) else values
    return values.cast(pa.large_string()) if t.is_string_view(values.type) else values


def only_known(batch: pa.RecordBatch, codes: Codes) -> pa.RecordBatch:
    """The batch with every value that is in no list as an unknown fact; a list that holds one is unknown whole."""
    if not codes.keys() & set(batch.schema.names):
        return batch
    columns = {name: batch[name] for name in batch.schema.names}
    for name in columns.keys() & codes.keys():
        columns[name] = _known(columns[name], codes[name])
    fields = [
        pa.field(name, values.type, metadata=batch.schema.field(name).metadata)
        for name, values in columns.items()
    ]
    return pa.RecordBatch.from_arrays(list(columns.values()), schema=pa.schema(fields))


def _known(values: pa.Array, codes: tuple[str, ...]) -> pa.Array:
    if t.is_list(values.type) or t.is_large_list(values.type):
        inner = _plain(pc.list_flatten(values))
        strange = pc.and_not(pc.is_valid(inner), pc.is_in(inner, pa.array(codes, inner.type)))
        rows = pc.unique(pc.list_parent_indices(values).filter(strange))
        is_strange = pc.is_in(pa.array(np.arange(len(values)), rows.type), rows)
        return pc.if_else(is_strange, pa.scalar(None, values.type), values)
    values = _plain(values)
    return pc.if_else(pc.is_in(values, pa.array(codes, values.type)), values, pa.scalar(None, values.type))


def _unknown(file: SubjectFile, column: str, found: Counter[str], codes: tuple[str, ...]) -> Problem:
    shown = [(ascii(code) if not code.isprintable() else code, rows) for code, rows in found.most_common(8)]
    more = len(found) - len(shown)
    zh = "、".join(f"{code}（{rows} 行）" for code, rows in shown) + (f"等 {len(found)} 个" if more else "")
    en = ", ".join(f"{code} ({rows} row{'s' * (rows != 1)})" for code, rows in shown)
    known = listed(codes)
    return Problem.told(
        file.name,
        "match.unknown_code",
        Text(
            f"列“{column}”有未知代码：{zh}",
            f"column {column} holds unknown codes: {en}{f' and {more} more' * bool(more)}",
        ),
        expected=Text(f"代码表中的代码：{known.zh}", f"a code of the list: {known.en}"),
        mend=Text(
            "请修正数据或代码表；--keep-going 把这些值当作未知。",
            "Mend the data or the list; --keep-going takes these values as unknown.",
        ),
        effect=Effect.VALUES,
    )
