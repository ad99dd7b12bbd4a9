"""No tracing and profiling while something is measured: a trace function is Python code, which holds the GIL.

Coverage loses nothing by it: the warm-up, which calls the same code, is traced.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def untraced() -> Iterator[None]:
    """Switch trace and profile functions of this thread off while the block runs."""
    trace, profile = sys.gettrace(), sys.getprofile()
    sys.settrace(None)
    sys.setprofile(None)
    try:
        yield
    finally:
        sys.setprofile(profile)
        sys.settrace(trace)
