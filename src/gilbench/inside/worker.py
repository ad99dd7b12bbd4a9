"""Load a trial's workload and strategy, have pyperf time them, and say in which state the interpreter was.

The pool is made and proven warm around pyperf's calls of the timed function; where a JIT is on, the work is repeated
before them until it no longer gets faster.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any, Callable, NoReturn

from gilbench.inside import jsonlines, settling, state, undeclared
from gilbench.inside.checking import CannotCompareError, WrongResultError
from gilbench.inside.conditions import conditions
from gilbench.inside.experiment import Subject
from gilbench.inside.loading import load
from gilbench.inside.meter import Meter
from gilbench.inside.record import Record
from gilbench.inside.registry import Registry
from gilbench.inside.schema import Conditions, Surroundings, TrialRequest, as_json
from gilbench.inside.stamps import WorkError
from gilbench.inside.telling import kind_of, one_line, plain, traced

_NOT_PREPARED = ("generator didn't yield",)  # contextlib's words, where an error before anything is timed was swallowed


class StateError(RuntimeError):
    """The interpreter is not, or is no longer, in the state that was asked for."""


class SwallowedError(RuntimeError):
    """Something around the work kept its error from getting here."""


class _Measured(Record):
    """What is to be reported of the calls as a whole."""

    ledger_of: str
    before: Conditions
    after: Conditions


class _First:
    """The conditions before any work was done; what a file or its resource has set up by then holds for every call."""

    def __init__(self, default_start_method: str) -> None:
        self._default_start_method = default_start_method
        self._noted: Conditions | None = None

    def note(self) -> Conditions:
        """Take the conditions once; return them."""
        self._noted = self._noted or conditions(self._default_start_method)
        return self._noted


def work(runner: Any, request: TrialRequest) -> None:
    """Run the trial with pyperf's runner; whatever goes wrong is written to the metrics file and ends the process."""
    try:
        gil_before = state.gil_enabled()
        measured = _measure(runner, request)
        _report(request, gil_before, measured)
    except BaseException as error:  # noqa: BLE001  nobody interrupts us: whatever it is, it is the trial's reason
        _fail(request, error)


def _measure(runner: Any, request: TrialRequest) -> _Measured:
    first = _First(request.default_start_method)
    subject = _subject(request, first.note)
    experiment = importlib.import_module(f"gilbench.experiments.{request.experiment}.measure")
    try:
        with experiment.prepared(subject) as timed:
            return _timed(runner, request, Meter(timed, request), first)
    except RuntimeError as error:
        if error.args != _NOT_PREPARED:
            raise
    raise SwallowedError("the resource or the strategy swallowed the error that ended the work")


def _timed(runner: Any, request: TrialRequest, meter: Meter, first: _First) -> _Measured:
    before = first.note()
    if state.jit_state() == "on" and request.settles:
        series = settling.settle(meter.settle)
        jsonlines.append(request.metrics_file, {"settling": series})
    with _pyperf_silent() as shown:
        timed = meter, request.metrics_file, shown
        runner.bench_time_func(request.name, _kept, *timed, inner_loops=request.inner_loops)
    return _Measured(meter.ledger_of, before, conditions(request.default_start_method))


def _subject(request: TrialRequest, begins: Callable[[], Any]) -> Subject:
    """Load the trial's workload and strategy, as far as it has them."""
    registry = Registry()
    files = [path for path in (request.workload_file, request.strategy_file) if path is not None]
    problems = [problem.reason for path in dict.fromkeys(files) for problem in load(path, registry)]
    workload = None if request.workload is None else registry.workloads.get(request.workload)
    strategy = None if request.strategy is None else registry.strategies.get(request.strategy)
    lost = (request.workload and workload is None) or (request.strategy and strategy is None)
    if lost:
        raise ImportError("; ".join(problems) or f"{files[0]} no longer defines {request.workload!r}")
    return Subject(request, workload, strategy, begins)


@contextmanager
def _pyperf_silent() -> Iterator[Any]:
    """Drop what pyperf prints of its own; yield the standard output that is the work's."""
    shown = sys.stdout
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        yield shown


def _kept(loops: int, meter: Meter, metrics_file: str, shown: Any) -> float:
    """Be the function that pyperf times: return the seconds of all loops, and keep a sample of each."""
    total = 0.0
    with redirect_stdout(shown):
        for _ in range(loops):
            taken = meter.call()
            jsonlines.append(metrics_file, {"call": as_json(taken._asdict())})
            total += taken.seconds
    return total


def _report(request: TrialRequest, gil_before: bool, measured: _Measured) -> None:  # noqa: FBT001  a reading, not a switch
    surroundings = Surroundings(
        gil_before=gil_before,
        gil_after=state.gil_enabled(),
        jit=state.jit_state(),
        switch_interval=state.switch_interval(),
        affinity=state.affinity(),
        start_method=request.start_method,
        ledger_of=measured.ledger_of,
        notes=_left_behind(),
        conditions_before=measured.before,
        conditions_after=measured.after,
    )
    _require_state(request, surroundings)
    jsonlines.append(request.metrics_file, {"surroundings": as_json(surroundings)})


def _require_state(request: TrialRequest, found: Surroundings) -> None:
    if request.gil is not None and found.gil_before != request.gil:
        raise StateError(f"the GIL is {_on(found.gil_before)} although it was asked to be {_on(request.gil)}")
    if request.gil is not None and found.gil_after != request.gil:
        raise StateError(f"{undeclared.BACK}: {undeclared.in_words(undeclared.module())}")
    if request.jit is not None and (found.jit == "on") != request.jit:
        raise StateError(f"the JIT is {found.jit} although it was asked to be {_on(request.jit)}")


def _left_behind() -> list[str]:
    """Return a line for threads that outlived the work; the host looks after processes."""
    extra = threading.active_count() - 1
    return [f"left {extra} thread(s) running"] if extra > 0 else []


def _fail(request: TrialRequest, error: BaseException) -> NoReturn:
    # Before its text is asked for: that need not end.
    jsonlines.append(request.metrics_file, {"raised": kind_of(error)})
    jsonlines.append(request.metrics_file, {"failed": _reason(error)})
    with contextlib.suppress(BaseException):  # the work may have closed it, or put something else in its place
        sys.stderr.write(error.args[1] if isinstance(error, WorkError) else traced(error))
        sys.stderr.flush()
    sys.exit(1)


def _reason(error: BaseException) -> str:
    ours = isinstance(error, (CannotCompareError, StateError, SwallowedError, WorkError, WrongResultError))
    return plain(str(error)) if ours else one_line(error)


def _on(is_so: bool) -> str:  # noqa: FBT001  a reading, not a switch
    return "on" if is_so else "off"
