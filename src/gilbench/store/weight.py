"""How much memory stored values take, which may be twenty times what they take in a file: `[],` are three bytes."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from gilbench.inside.schema import WorkerTime
from gilbench.store.records import Outcome

_WORKER = 100 + 24 * len(WorkerTime.__dataclass_fields__)  # bytes, its numbers included


def of(value: Any) -> int:
    """Return the bytes of memory of what was decoded from JSON; keys are shared and count for nothing."""
    return sys.getsizeof(value) + sum(map(of, _parts(value)))


def of_outcome(outcome: Outcome) -> int:
    """Return the bytes of memory of what a report keeps of an outcome, its surroundings left out."""
    calls = sum(of(call.seen) + _WORKER * len(call.workers) for call in outcome.calls)
    return calls + sys.getsizeof(outcome.tail) + sum(map(sys.getsizeof, outcome.settling))


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list) else ()
