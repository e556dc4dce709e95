"""The kernel compiled for the processor at hand, by numba and vectors of LLVM."""

from onedoor.engine.matching.kernels.compiled.kernel import CompiledKernel

__all__ = ["CompiledKernel"]
