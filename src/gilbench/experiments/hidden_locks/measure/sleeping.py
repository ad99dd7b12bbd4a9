"""Calls that sleep inside, at a point where a lock may be held: none of them needs a CPU meanwhile.

What sleeps is what a program's own slow code would be there: a property, a cached function, a stream, a module, a file.
"""

from __future__ import annotations

import io
import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Callable

from gilbench.experiments.hidden_locks import records
from gilbench.experiments.hidden_locks.measure.things import Case, Making, Naps, Thing, napping

Made = Iterator[Callable[[], Any]]
_BLOCK = 64  # bytes of a write: more than the buffer, so that each goes through to what is below
_BUFFER = 16
_MEMBER = 8192  # bytes of a member of an archive, which is read in one piece
_numbers = itertools.count()


@contextmanager
def _cached_property(naps: Naps) -> Made:
    import functools  # noqa: PLC0415  targets are described without it

    class Slow:
        @functools.cached_property
        def value(self) -> bool:
            naps.take()
            return True

    yield lambda: Slow().value  # another instance each time


@contextmanager
def _lru_cache(naps: Naps) -> Made:
    import functools  # noqa: PLC0415  as above

    @functools.lru_cache
    def slow(_: int) -> None:
        naps.take()

    yield lambda: slow(next(_numbers))  # what one thread has computed must not spare the other its work


@contextmanager
def _logging(naps: Naps) -> Made:
    import logging  # noqa: PLC0415  as above

    class Slow(logging.Handler):
        def emit(self, _: logging.LogRecord) -> None:
            naps.take()

    log = logging.Logger(f"gilbench.hidden_locks.{next(_numbers)}", logging.INFO)  # noqa: LOG001  nobody else has it
    handler = Slow()
    log.addHandler(handler)
    try:
        yield partial(log.info, "a record")
    finally:
        handler.close()


class _Finder:
    """Finds one module, whose code sleeps and then fails, so that whoever comes second has to try again."""

    def __init__(self, naps: Naps) -> None:
        from importlib.machinery import ModuleSpec  # noqa: PLC0415  as above

        self.name = f"gilbench_hidden_locks_{next(_numbers)}"
        self._naps, self._spec = naps, ModuleSpec

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> Any:
        return self._spec(name, self) if name == self.name else None  # type: ignore[arg-type]  # it finds and loads its module

    def create_module(self, _: Any) -> None:
        """Have the module made as usual."""

    def exec_module(self, _: Any) -> None:
        self._naps.take()
        raise ImportError(self.name)


@contextmanager
def _import(naps: Naps) -> Made:
    import importlib  # noqa: PLC0415  as above

    finder = _Finder(naps)

    def optional() -> bool:
        try:
            importlib.import_module(finder.name)  # an import statement may give the second thread half a module
        except ImportError:
            return False
        return True

    sys.meta_path.insert(0, finder)
    try:
        yield optional
    finally:
        sys.meta_path.remove(finder)


@contextmanager
def _shown(naps: Naps) -> Iterator[Callable[..., None]]:
    """Have warnings shown by somebody slow; yield how."""
    import warnings  # noqa: PLC0415  as above

    def slow(*_: Any, **__: Any) -> None:
        naps.take()

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = slow
        yield slow


@contextmanager
def _warning(naps: Naps) -> Made:
    import warnings  # noqa: PLC0415  as above

    with _shown(naps):
        yield partial(warnings.warn, "shown by somebody slow")


class _Raw(io.RawIOBase):
    """A file without a buffer that is slow."""

    def __init__(self, naps: Naps) -> None:
        super().__init__()
        self._naps = naps

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._naps.take()
        return len(data)


@contextmanager
def _write(naps: Naps) -> Made:
    with io.BufferedWriter(_Raw(naps), _BUFFER) as file:
        yield partial(file.write, bytes(_BLOCK))


class _Disk(io.BytesIO):
    """A file that is slow to give much."""

    naps: Naps

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        if len(found) >= _MEMBER:
            self.naps.take()
        return found


@contextmanager
def _zipfile(naps: Naps) -> Made:
    import zipfile  # noqa: PLC0415  as above

    disk = _Disk()
    with zipfile.ZipFile(disk, "w") as archive:
        archive.writestr("member", bytes(_MEMBER))
    disk.seek(0)
    with zipfile.ZipFile(disk) as archive:
        disk.naps = naps
        yield partial(archive.read, "member")


def _queue(seconds: float) -> Making:
    """Return how to make an empty queue: a call waits in vain."""

    @contextmanager
    def made() -> Iterator[Thing]:
        import queue  # noqa: PLC0415  as above

        waiting: queue.Queue[None] = queue.Queue()

        def in_vain() -> bool:
            try:
                waiting.get(timeout=seconds)
            except queue.Empty:
                return True
            return False

        yield Thing(in_vain, all)

    return made


MAKES = {
    records.CACHED_PROPERTY: _cached_property,
    records.LOGGING: _logging,
    records.IMPORT: _import,
    records.WARNING: _warning,
    records.WRITE: _write,
    records.ZIPFILE: _zipfile,
    records.LRU_CACHE: _lru_cache,
}


def cases(seconds: float) -> dict[str, Case]:
    """Return the calls by name; each sleeps for so many seconds."""
    things = {name: napping(make, seconds) for name, make in MAKES.items()}
    waiting = _queue(seconds)
    # Warnings have one place for all: beside it stands what shows them, called without it.
    warning = Case(things[records.WARNING], napping(_shown, seconds))
    plain = {name: Case(made, made) for name, made in {**things, records.QUEUE: waiting}.items()}
    return {**plain, records.WARNING: warning}
