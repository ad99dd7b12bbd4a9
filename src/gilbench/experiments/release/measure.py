"""Release: one C function of libz, called with the GIL released and with it held, for calls of one length.

`ctypes.CDLL` releases the GIL around a call and `ctypes.PyDLL` does not; everything else is the same. Threads repeat
such calls for a fixed time and count them. Each has function objects and numbers of its own: without a GIL, threads
that share an object fight over its reference count, and that is another question. Each has a CPU of its own where there
are enough: left to itself, the kernel was seen to keep two on one CPU for all of a trial, with another one idle.

The length that a trial asks for is in microseconds, so that trials mean the same on every machine and interpreter. How
many bytes that takes is found out first. No call is shorter than its way through ctypes.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Callable, NamedTuple

from gilbench.experiments.release.records import Seen
from gilbench.inside.at_once import at_once
from gilbench.inside.checking import WrongResultError
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read
from gilbench.inside.own_cpu import on_a_cpu

HELD, RELEASED = "PyDLL", "CDLL"  # how ctypes calls them
LIBRARIES = ("libz.so.1", "libz.so", "libz.1.dylib", "libz.dylib", "zlib1.dll")
KNOWN, CHECKSUM = b"123456789", 0xCBF43926  # the check value that the definition of CRC-32 comes with
REPEATS, BESIDE_REPEATS = 7, 6
ALONE, TOGETHER, BESIDE = 0.006, 0.011, 0.04  # seconds of calls in a repeat, at least
FEWEST = 3  # calls of each thread in a repeat, so that long ones meet as well
BATCH = 100e-6  # seconds of calls between two looks at the clock
SPARSE_BATCH = 10e-6  # the same beside a thread that computes, where each call may wait for a switch interval
LARGEST = 1 << 26  # bytes
PROBE, PROBES = 1 << 16, 11  # bytes of a call by which lengths are found, and how many times it is tried

Function = Callable[[int, int, int], int]


def missing() -> str | None:
    """Return why no C function can be called both ways in this interpreter; None if it can."""
    try:
        checksums = [_checksum_of_known(loader) for loader in (HELD, RELEASED)]
    except ImportError:
        return "there is no ctypes"
    except AttributeError as error:
        return f"ctypes cannot call with the GIL held: {error}"
    except OSError as error:
        return str(error)
    return None if checksums == [CHECKSUM] * 2 else "the crc32 of libz is not CRC-32"


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that repeats calls of the length that the trial asks for, in every setting that it has.

    Raises WrongResultError if a call does not give what the first one gave, and whatever keeps threads from starting.
    """
    request = subject.request
    calls = _Calls(float(request.parameters["microseconds"]) / 1e6)
    beside = "beside" in request.parameters
    subject.begins()

    def call(_: Read) -> Call:
        seen = _beside(calls) if beside else _together(calls, request.workers)
        return Call(statistics.median(seen.released), [], seen)

    yield call


def _together(calls: _Calls, threads: int) -> Seen:
    """Repeat calls of one thread and of several, released and held, in one order and then in the reverse one."""
    settings = [(loader, crew) for crew in (1, threads) for loader in (HELD, RELEASED)]
    found: dict[tuple[str, int], list[float]] = {each: [] for each in settings}
    for number in range(REPEATS):
        for loader, crew in settings[:: -1 if number % 2 else 1]:
            seconds = max(ALONE if crew == 1 else TOGETHER, FEWEST * calls.length)
            found[loader, crew].append(_at_once(calls, loader, crew, seconds))
    return Seen(
        bytes=calls.bytes,
        length=calls.length,
        held_alone=found[HELD, 1],
        released_alone=found[RELEASED, 1],
        held=found[HELD, threads],
        released=found[RELEASED, threads],
    )


def _beside(calls: _Calls) -> Seen:
    """Repeat calls of this thread beside one that computes, released and held, in one order and then in the reverse."""
    found: dict[str, list[float]] = {HELD: [], RELEASED: []}
    turns = {loader: calls.by(loader, SPARSE_BATCH) for loader in found}
    seconds = max(BESIDE, FEWEST * calls.length)
    for number in range(BESIDE_REPEATS):
        with _computing(), on_a_cpu(1, 2):
            for loader in list(found)[:: -1 if number % 2 else 1]:
                found[loader].append(_seconds_per_call([turns[loader](seconds)]))
    return Seen(
        bytes=calls.bytes,
        length=calls.length,
        held_alone=[],
        released_alone=[],
        held=found[HELD],
        released=found[RELEASED],
    )


class _Turn(NamedTuple):
    """What one thread did."""

    start: float
    end: float
    calls: int


class _Calls:
    """Calls of one length, whoever makes them."""

    def __init__(self, seconds: float) -> None:
        """Find out how many bytes a call of this many seconds goes through, and how long it then is, the GIL held."""
        self._made: dict[int, int] = {}  # calls in a batch → what they come to
        import ctypes  # noqa: PLC0415  an interpreter may lack it, which is asked before

        self._buffer = (ctypes.c_char * PROBE)()
        held = _function(HELD)
        least, probed = (self._fastest(held, size) for size in (1, PROBE))
        each_byte = max(probed - least, 1e-9) / (PROBE - 1)
        self.bytes = int(min(max(1.0, (seconds - least) / each_byte), LARGEST))
        self._buffer = (ctypes.c_char * self.bytes)()
        self.length = self._fastest(held, self.bytes)

    def by(self, loader: str, batch: float) -> Callable[[float], _Turn]:
        """Return a function that makes calls for some seconds, for the thread that asks for it and no other.

        It looks at the clock after batches of so many seconds, and holds each batch to what it must come to.
        """
        function, address, size = _function(loader), self._address(), len(self._buffer)
        often = max(1, round(batch / self.length))
        expected = self._expected(often)

        def turn(seconds: float) -> _Turn:
            clock, made, times = time.perf_counter, 0, range(often)
            start = now = clock()
            while now - start < seconds:
                checksum = 0
                for _ in times:
                    checksum = function(checksum, address, size)
                if checksum != expected:
                    raise WrongResultError(f"wrong result: {often} calls gave {checksum}, expected {expected}")
                made += often
                now = clock()
            return _Turn(start, now, made)

        return turn

    def _expected(self, often: int) -> int:
        """Return what so many calls one after another come to, each going on from the one before."""
        if often not in self._made:
            function, address, checksum = _function(HELD), self._address(), 0
            for _ in range(often):
                checksum = function(checksum, address, self.bytes)
            self._made[often] = checksum
        return self._made[often]

    def _fastest(self, function: Function, size: int) -> float:
        """Return the seconds of a call at best: other programs only ever add time."""
        address, found = self._address(), []
        often = 20 if size < PROBE else 1
        for _ in range(PROBES):
            start = time.perf_counter()
            for _each in range(often):
                function(0, address, size)
            found.append((time.perf_counter() - start) / often)
        return min(found)

    def _address(self) -> int:
        import ctypes  # noqa: PLC0415  as above

        return ctypes.addressof(self._buffer)


def _at_once(calls: _Calls, loader: str, threads: int, seconds: float) -> float:
    """Return the wall time ÷ calls of so many threads that begin together; raises what the first of them raised."""

    def prepared() -> Callable[[float], _Turn]:
        turn = calls.by(loader, BATCH)
        return lambda _: turn(seconds)

    return _seconds_per_call(at_once([prepared] * threads))


def _seconds_per_call(turns: list[_Turn]) -> float:
    whole = max(each.end for each in turns) - min(each.start for each in turns)
    return whole / sum(each.calls for each in turns)


@contextmanager
def _computing() -> Iterator[None]:
    """Run a thread that computes in Python while the block runs; raises RuntimeError if it did not."""
    ended: list[bool] = []
    rounds: list[int] = []

    def work() -> None:
        done = total = 0
        with on_a_cpu(0, 2):
            while not ended:
                for number in range(1000):
                    total += number
                done += 1
        rounds.append(done)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ended.append(True)
        thread.join()
    if rounds in ([], [0]):
        raise RuntimeError("the thread that computes beside the calls did nothing")


def _checksum_of_known(loader: str) -> int:
    import ctypes  # noqa: PLC0415  as above

    buffer = (ctypes.c_char * len(KNOWN)).from_buffer_copy(KNOWN)
    return _function(loader)(0, ctypes.addressof(buffer), len(KNOWN))


def _function(loader: str) -> Function:
    """Return libz's crc32 as `ctypes.<loader>` calls it, an object of its own each time.

    Raises ImportError without ctypes, AttributeError without that loader and OSError without libz.
    """
    import ctypes  # noqa: PLC0415  as above

    function: Any = _first_found(getattr(ctypes, loader))["crc32"]
    function.argtypes = (ctypes.c_ulong, ctypes.c_void_p, ctypes.c_uint)
    function.restype = ctypes.c_ulong
    return function  # type: ignore[no-any-return]


def _first_found(load: Callable[[str], Any]) -> Any:
    # Not ctypes.util.find_library, which starts a compiler to find out.
    for name in LIBRARIES:
        try:
            return load(name)
        except OSError:  # noqa: PERF203  a handful of names, tried once
            continue
    raise OSError(f"none of {', '.join(LIBRARIES)} can be loaded")
