"""Notice when code that is not ours forks: its child would otherwise come back and go on measuring beside us."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Callable

_count = 0


def _counted() -> None:
    global _count  # noqa: PLW0603  the hook takes no arguments
    _count += 1


if hasattr(os, "register_at_fork"):  # not on Windows, where nothing can fork
    os.register_at_fork(after_in_parent=_counted)


@contextmanager
def contained() -> Iterator[Callable[[], bool]]:
    """Yield a function that tells whether the block has forked; a child that leaves the block ends there."""
    pid, before = os.getpid(), _count
    try:
        yield lambda: _count > before
    finally:
        if os.getpid() != pid:
            os._exit(0)
