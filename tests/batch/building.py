"""Small files of subjects and rules."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from onedoor import clock

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=clock.CHINA)
ID = "统一社会信用代码"
TYPES = {
    ID: pa.string(),
    "参保人数": pa.int64(),
    "营业收入": pa.decimal128(18, 2),
    "裁员率": pa.decimal128(6, 4),
    "规模": pa.string(),
    "失信": pa.bool_(),
    "成立日期": pa.date32(),
    "资质": pa.list_(pa.string()),
}
RULES = {
    "稳岗": "参保人数 <= 30 and 裁员率 <= 0.2",
    "大额": "营业收入 >= 1000000 and not(失信)",
    "新办": '成立日期 >= date("2025-01-01") and 规模 in ("small", "micro")',
    "有资质": 'list contains(资质, "高新技术企业")',
}


def rows(number: int, start: int = 0) -> list[dict[str, Any]]:
    """So many subjects, different from each other, some facts of whom are not known."""
    return [
        {
            ID: f"ID{place:06}",
            "参保人数": None if place % 7 == 0 else place % 61,
            "营业收入": None if place % 11 == 0 else Decimal(place * 1_000_00) / 100,
            "裁员率": Decimal(place % 5) / 10,
            "规模": ["large", "small", "micro", None][place % 4],
            "失信": place % 13 == 0,
            "成立日期": date(2024, 1, 1 + place % 28) if place % 2 else date(2026, 2, 1 + place % 28),
            "资质": [] if place % 3 else ["高新技术企业", "专精特新"],
        }
        for place in range(start, start + number)
    ]


def write_subjects(
    path: Path,
    subjects: Iterable[Mapping[str, Any]],
    types: Mapping[str, pa.DataType] | None = None,
    *,
    group: int = 1_000_000,
) -> Path:
    """A Parquet file of these columns (by default all of ``TYPES``), ``group`` rows in a row group."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kinds = TYPES if types is None else types
    given = list(subjects)
    columns = {name: pa.array([row.get(name) for row in given], kind) for name, kind in kinds.items()}
    pq.write_table(pa.table(columns), path, row_group_size=group)
    return path


def write_rules(folder: Path, rules: Mapping[str, str] = RULES) -> Path:
    """A folder with one file of rules."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps({"rule": name, "condition": text}, ensure_ascii=False) for name, text in rules.items()
    ]
    (folder / "rules.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
