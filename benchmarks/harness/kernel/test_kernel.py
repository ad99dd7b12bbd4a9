"""The kernel for pytest-benchmark; the variable HARNESS_SIDE says which side it is."""

from __future__ import annotations

import os
from typing import Any

from kernel.bm_kernel import units, work


def test_kernel(benchmark: Any) -> None:
    """Time one value's worth of work."""
    benchmark(work, units(os.environ["HARNESS_SIDE"]))
