"""Sets of subjects as packed bits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from onedoor.errors import Invalid

Bits = NDArray[np.uint8]
MOST = 1 << 40
_HEADER = 8


def pack(flags: NDArray[np.bool_]) -> Bits:
    """Eight subjects a byte, the first in the lowest bit; bits beyond the last are zero."""
    return np.packbits(flags, bitorder="little")


def unpack(bits: Bits, count: int) -> NDArray[np.bool_]:
    return np.unpackbits(bits, count=count, bitorder="little").view(np.bool_)


def clear_tail(bits: Bits, count: int) -> Bits:
    """The same bits, zero beyond ``count``; changes the array in place."""
    if count % 8:
        bits[-1] &= (1 << count % 8) - 1
    return bits


@dataclass(frozen=True, slots=True, eq=False)
class BitSet:
    """An immutable set of row numbers below ``size``."""

    bits: Bits
    size: int

    @property
    def count(self) -> int:
        return int(np.bitwise_count(self.bits).sum(dtype=np.int64))

    def indices(self) -> NDArray[np.int64]:
        """The row numbers in the set, ascending."""
        return np.flatnonzero(unpack(self.bits, self.size)).astype(np.int64, copy=False)

    def contains(self, index: int) -> bool:
        """Whether row ``index`` is in the set; raises ``IndexError`` outside ``0 <= index < size``."""
        if not 0 <= index < self.size:
            raise IndexError(index)
        return bool(self.bits[index >> 3] >> (index & 7) & 1)

    def to_bytes(self) -> bytes:
        """``size`` as eight bytes, low first, then the bits."""
        return self.size.to_bytes(_HEADER, "little") + self.bits.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read ``to_bytes()`` back; raises ``Invalid`` when the length or the spare bits are wrong."""
        size = int.from_bytes(data[:_HEADER], "little")
        bits = np.frombuffer(data[_HEADER:], np.uint8)
        if len(data) < _HEADER or size > MOST or len(bits) != -(-size // 8):
            raise Invalid(
                "matching.bits", found=f"{len(data)} bytes", expected=f"{_HEADER} + {-(-size // 8)}"
            )
        if size % 8 and bits[-1] >> (size % 8):
            raise Invalid("matching.bits", found="bits beyond the last subject", expected="zeros")
        return cls(bits, size)

    def __and__(self, other: BitSet) -> BitSet:
        return BitSet(self.bits & other.bits, self._same(other))

    def __or__(self, other: BitSet) -> BitSet:
        return BitSet(self.bits | other.bits, self._same(other))

    def __sub__(self, other: BitSet) -> BitSet:
        return BitSet(self.bits & ~other.bits, self._same(other))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BitSet) and self.size == other.size and bool((self.bits == other.bits).all())

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def __len__(self) -> int:
        return self.count

    def _same(self, other: BitSet) -> int:
        if self.size != other.size:
            raise Invalid("matching.bits", found=f"{other.size} subjects", expected=f"{self.size}")
        return self.size
