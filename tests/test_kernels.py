"""The fits once more with the kernels of other processors.

OpenBLAS, numpy and the C library choose by the processor how they compute. The choice may change
the last bits of a fit, and nothing that a test asks for.
"""

import os
import subprocess
import sys

import numpy as np
import pytest

MARK = "pytest." + "mark.fits"  # in two, or this file would be among those that hold it
KERNELS_IN_USE = """
import numpy, scipy.linalg, threadpoolctl
print(*{each.get("architecture") for each in threadpoolctl.threadpool_info()})
"""


@pytest.mark.slow
@pytest.mark.parametrize("processor", ["Nehalem", "Sandybridge"])
def test_the_fits_come_out_the_same_with_the_kernels_of(processor, root):
    simd = np.show_config(mode="dicts")["SIMD Extensions"]
    switched = os.environ | {
        "OPENBLAS_CORETYPE": processor,
        "NPY_DISABLE_CPU_FEATURES": " ".join(simd.get("found", [])),
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA",
    }

    def python(*arguments):
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, check=False, cwd=root, env=switched, capture_output=True, text=True
        )

    in_use = python("-c", KERNELS_IN_USE)
    assert in_use.returncode == 0, in_use.stderr
    if in_use.stdout.split() != [processor]:
        pytest.skip(f"the linear algebra of this machine has no kernels of {processor}")
    tests = root.glob("tests/**/test_*.py")
    marked = [str(each) for each in tests if MARK in each.read_text(encoding="utf-8")]
    fits = python("-m", "pytest", "-m", "fits", "--quiet", "-p", "no:cacheprovider", *marked)
    assert fits.returncode == 0, fits.stdout + fits.stderr
