"""Whether a value can be pickled, as all that goes to another process or interpreter is. Nothing of it is kept.

Runs inside the measured interpreter: standard library only, Python 3.9 syntax.
"""

from __future__ import annotations

import pickle
import re
from typing import Any

from gilbench.inside.forks import contained
from gilbench.inside.telling import one_line


class _Counting:
    """A file that keeps nothing."""

    written = 0

    def write(self, data: Any) -> int:
        """Count the bytes."""
        self.written += len(data)
        return len(data)


def size(value: Any) -> int:
    """Return how many bytes a value is pickled to; raises what pickling it does."""
    file = _Counting()
    pickle.Pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
    return file.written


def refusal(value: Any) -> str | None:
    """Return why a value cannot be pickled, in one line; None if it can."""
    with contained():
        try:
            size(value)
        except BaseException as error:  # noqa: BLE001  whatever others raise
            return in_words(error)
    return None


def in_words(error: BaseException) -> str:
    """Return an error in one line that is the same every time: addresses are left out."""
    return re.sub(" at 0x[0-9A-Fa-f]+", "", one_line(error))
