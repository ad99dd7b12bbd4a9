"""What all ways of handing over have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable, NamedTuple

from gilbench.experiments.payload.measure.data import same


class Way(NamedTuple):
    """A way that is open: a worker stands at its other end."""

    trip: Callable[[Any], Any]  # hands data over, and returns what comes back
    processes: Sequence[int] = ()  # the numbers of the processes that take part beside the caller
    expected: Callable[[Any], Any] = lambda sent: sent  # what the last trip must have brought back
    copies: bool = False  # what comes back must be another object than what was sent

    def right(self, sent: Any, back: Any) -> bool:
        """Tell whether the last trip brought back what it must."""
        return same(back, self.expected(sent)) and not (self.copies and back is sent)


class NotElsewhereError(RuntimeError):
    """The worker is no other than the caller, so that nothing was handed over."""


def require_elsewhere(worker: int, caller: int) -> int:
    """Return the number of the worker; raises NotElsewhereError if it is the caller's."""
    if worker == caller:
        raise NotElsewhereError("the worker is the caller itself")
    return worker
