"""The subjects of a matching run: the ids of its enterprises, packed."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from onedoor.errors import Invalid

if TYPE_CHECKING:
    from onedoor.apps.policies.models import MatchRun

ID = np.dtype("<i8")


def pack_ids(ids: NDArray[np.int64]) -> bytes:
    """Ids in the order of the run's rows, as little-endian int64, compressed."""
    return zlib.compress(ids.astype(ID).tobytes())


def ids_of(run: MatchRun) -> NDArray[np.int64]:
    """The enterprise id of each row of the run's bit sets; no more is unpacked than the run says it holds."""
    size = run.subject_count * ID.itemsize
    unpacking = zlib.decompressobj()
    raw = unpacking.decompress(bytes(run.subjects), size or 1)
    if len(raw) != size or unpacking.unconsumed_tail:
        raise Invalid("match.subjects", found=f"{len(raw)} bytes", expected=f"{size}", where=f"run {run.pk}")
    return np.frombuffer(raw, ID).astype(np.int64)
