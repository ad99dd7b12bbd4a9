"""The pools that gilbench's trials use, written as anyone would write them; and the work to hand to them.

Runs inside the measured interpreter: standard library only, Python 3.9 syntax.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Callable

Map = Callable[[Callable[[Any], Any], list[Any]], list[Any]]


@dataclass(frozen=True)
class Work:
    """So many items of one function, spread over a pool."""

    name: str
    file: str  # of the function
    function: str
    argument: Any  # of every item
    items: int
    strategy: str  # serial, thread_executor or process_executor
    start_method: str | None
    workers: int

    def as_json(self) -> str:
        """Return it in one line."""
        return json.dumps(asdict(self))

    def callable(self) -> Callable[[Any], Any]:
        """Import the function; its folder stays importable, so that processes find it by name."""
        file = Path(self.file)
        sys.path.append(str(file.parent))
        found: Callable[[Any], Any] = getattr(importlib.import_module(file.stem), self.function)
        return found

    @contextmanager
    def pool(self) -> Iterator[Map]:
        """Keep the pool open; yield its map. Raises KeyError for a strategy that is none of the three."""
        if self.strategy == "serial":
            yield lambda task, items: [task(item) for item in items]
        elif self.strategy == "thread_executor":
            with ThreadPoolExecutor(self.workers) as threads:
                yield lambda task, items: list(threads.map(task, items))
        elif self.strategy == "process_executor":
            context = multiprocessing.get_context(self.start_method)
            with ProcessPoolExecutor(self.workers, mp_context=context) as processes:
                yield lambda task, items: list(processes.map(task, items))
        else:
            raise KeyError(self.strategy)
