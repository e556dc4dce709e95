"""What runs a bound program: compiled for this processor where that can be had, else NumPy; same planes."""

from onedoor.engine.matching.kernels.choice import Kernel, kernel_named
from onedoor.engine.matching.kernels.whole_arrays import NumpyKernel

__all__ = ["Kernel", "NumpyKernel", "kernel_named"]
