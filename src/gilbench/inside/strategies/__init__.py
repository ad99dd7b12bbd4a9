"""The built-in strategies, one file each.

A strategy starts its pool when it is opened and ends it when it is left, so that `run` costs what the strategy costs
for each use and nothing else. What all of them keep, and a test holds them to in every interpreter:

* results come in the order of the items, whatever their number;
* all `workers` workers can be at work at the same time, and no more;
* an error of a task reaches the caller: the error of the first item, in the order of the items, that failed;
* after that `run` can be used again;
* a result that cannot travel back is an error in the caller, never a wait without end;
* no thread and no process of the strategy is left once it has been left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable

Task = Callable[[Any], Any]  # picklable; for a strategy that `runs_async`, a coroutine function
Run = Callable[[Task, Sequence[Any]], "list[Any]"]
