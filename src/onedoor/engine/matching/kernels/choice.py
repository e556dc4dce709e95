"""Which kernel to use."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.bound import Bound
from onedoor.engine.matching.formulas import Signs, Stretch
from onedoor.engine.matching.kernels.whole_arrays import NumpyKernel
from onedoor.engine.matching.lazily import Lazy
from onedoor.engine.matching.moves import Held, Moves, Rows
from onedoor.engine.matching.narrow import Units, Words
from onedoor.engine.matching.predicates import Sign
from onedoor.errors import Invalid
from onedoor.text import Text

COMPILED, NUMPY = "compiled", "numpy"


class Kernel(Protocol):
    """Runs programs; holds nothing that a run changes, so any number of threads may share it."""

    name: str

    def run(self, bound: Bound, start: int, stop: int, decided: Words, results: Words) -> None:
        """Words ``start`` up to ``stop`` of every result stand in ``results[result]`` afterwards.

        ``start`` and ``stop`` are multiples of a block's words, or the table's end. ``decided`` holds, for each
        source that the chunk brings along, the same words.
        """
        ...

    def one(self, bound: Bound, lazy: Lazy, decided: Words) -> NDArray[np.bool_]:
        """The results of ``lazy``, a circuit over the program's sources, for the first subject of a table."""
        ...

    def signs(self, formula: Sign, stretch: Stretch) -> Signs:
        """Where the formula holds, for numbers that stay in 64 bits; elsewhere arbitrary."""
        ...

    def moved(self, held: Held, rows: Rows, new: Words) -> Moves:
        """The planes held bring the bits of these rows up to ``new``, and what that changed is told.

        ``new``: rule, certain and possible, packed bits of the rows in their order, which is ascending.
        """
        ...

    def rank(self, units: Units, edges: Units, into: Units) -> None:
        """``into`` tells for each number how many of the ascending edges it reaches."""
        ...

    def counts(self, planes: Words) -> NDArray[np.int64]:
        """How many bits are set in each plane."""
        ...

    def ones(self, possible: Words, certain: Words) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The bits set in the one plane, ascending, and whether each is set in the other."""
        ...


def kernel_named(name: str | None = None) -> Kernel:
    """``"compiled"``, ``"numpy"``, or the best that is here. Raises ``Invalid`` where it cannot be had."""
    if name == NUMPY:
        return NumpyKernel()
    if name not in (None, COMPILED):
        raise Invalid("matching.kernel", found=str(name), expected=f"{COMPILED}, {NUMPY}")
    if find_spec("numba") is None:
        if name is None:
            return NumpyKernel()
        raise Invalid(
            "matching.kernel",
            found=Text("没有安装 numba", "numba is not installed"),
            expected="numba",
            mend=Text(
                "安装 onedoor[compiled]，或用 numpy 内核",
                "install onedoor[compiled], or use the kernel numpy",
            ),
        )
    return _compiled()


@cache
def _compiled() -> Kernel:
    from onedoor.engine.matching.kernels.compiled import CompiledKernel

    return CompiledKernel()
