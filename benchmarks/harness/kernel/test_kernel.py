"""The kernel for pytest-benchmark; the variable HARNESS_SIDE says which side it is."""

from __future__ import annotations

import os
from typing import Any

from bm_kernel import units, work  # type: ignore[import-not-found]  # pytest finds what is beside this file


def test_kernel(benchmark: Any) -> None:
    """Time one value's worth of work."""
    benchmark(work, units(os.environ["HARNESS_SIDE"]))
