"""Who moves, as a file for spreadsheets: there whole or not at all."""

from __future__ import annotations

import csv
from pathlib import Path

from onedoor.batch.outputs import whole_file
from onedoor.engine.matching.whatif import Move, WhatIf
from onedoor.match_cli.whatif.saying import yuan
from onedoor.text import Text

HEADS = (
    Text("主体", "subject"),
    Text("变动", "move"),
    Text("现行金额（元）", "due in force (yuan)"),
    Text("草案金额（元）", "due by the draft (yuan)"),
)
BATCH = 1 << 16
OPTION = "--list"


def write_listing(found: WhatIf, path: Path, language: str) -> int:
    """Write one line for each subject that moves, and tell how many.

    An amount that is not known is left empty. Raises ``Unavailable`` where the file cannot be written.
    """
    listing = found.listing()
    words = {move.value: move.words.in_(language) for move in Move}
    with whole_file(path, OPTION) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(head.in_(language) for head in HEADS)
        for batch in listing.to_batches(BATCH):
            subjects, moves, before, after = (column.to_pylist() for column in batch.columns)
            for subject, move, was, will in zip(subjects, moves, before, after, strict=True):
                out.writerow([subject, words[move], _amount(was), _amount(will)])
    rows: int = listing.num_rows
    return rows


def _amount(cents: int | None) -> str:
    return "" if cents is None else yuan(cents).replace(",", "")
