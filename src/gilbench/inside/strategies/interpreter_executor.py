"""`concurrent.futures.InterpreterPoolExecutor`, from Python 3.14 on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from gilbench.inside.registering import strategy
from gilbench.inside.strategies import Run


@strategy(shares_memory=False, family="interpreters", python_name="InterpreterPoolExecutor")
@contextmanager
def interpreter_executor(workers: int) -> Iterator[Run]:
    """Submit each item to threads that have an interpreter each; ImportError where Python has no such executor."""
    # Imported here, so that the file can be loaded where Python has none.
    from concurrent.futures import InterpreterPoolExecutor  # type: ignore[attr-defined]  # noqa: PLC0415

    with InterpreterPoolExecutor(workers, initializer=_import_from, initargs=(tuple(sys.path),)) as pool:
        yield lambda task, items: list(pool.map(task, items))


def _import_from(folders: tuple[str, ...]) -> None:
    """Let the new interpreter find tasks where the creating one found them: it starts with a path of its own."""
    sys.path[:] = folders
