"""Run one trial: pyperf's manager and its worker are both this module, in two processes.

The manager only starts the worker and writes the file. In the worker the workload and the strategy are loaded, the pool
is made and proven warm, pyperf calls the timed function, and the state of the interpreter is compared with the request.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from typing import Any, NoReturn

from gilbench.target import facts, jsonlines, lifeline, stamps
from gilbench.target.experiments import throughput
from gilbench.target.loading import load, one_line
from gilbench.target.registry import Registry
from gilbench.target.schema import Surroundings, TrialRequest, as_json

EXPERIMENTS = {"throughput": throughput.prepared}
INHERITED = ("PYTHON_JIT", "TMPDIR", stamps.METRICS_VARIABLE)


class StateError(RuntimeError):
    """The interpreter is not, or is no longer, in the state that was asked for."""


def main(arguments: Sequence[str]) -> None:
    """Be pyperf's manager or, with --worker among the arguments, its worker."""
    with _without_psutil():
        import pyperf  # noqa: PLC0415
        import pyperf._collect_metadata  # noqa: PLC0415
        import pyperf._cpu_utils  # noqa: PLC0415

    runner = pyperf.Runner(program_args=("-m", "gilbench.target", "trial"), add_cmdline_args=_pass_on)
    runner.argparser.add_argument("--trial", required=True, help="the request as JSON")
    options = runner.parse_args([*arguments, "--inherit-environ", ",".join(INHERITED)])
    request = TrialRequest(**json.loads(options.trial))
    if options.worker:
        _work(runner, request)
    else:
        os.environ[stamps.METRICS_VARIABLE] = request.metrics_file
        lifeline.hold()
        try:
            with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):  # what is printed is the workload's doing
                runner.bench_time_func(request.name, _never)
        except RuntimeError as error:  # the worker's own words stand above this line already
            sys.exit(str(error))


def _pass_on(command: list[str], options: Any) -> None:
    command.extend(("--trial", options.trial))


def _never(loops: int) -> float:
    raise AssertionError(f"the manager must not time anything ({loops} loops)")


def _work(runner: Any, request: TrialRequest) -> None:
    try:
        gil_before = facts.gil_enabled()
        _measure(runner, request)
        _report(request, gil_before)
    except Exception as error:  # noqa: BLE001  whatever it is, it costs this trial and is its reason
        _fail(request, error)


def _measure(runner: Any, request: TrialRequest) -> None:
    registry = Registry()
    problems = [problem.reason for path in _files(request) for problem in load(path, registry)]
    if request.workload not in registry.workloads or request.strategy not in registry.strategies:
        raise ImportError("; ".join(problems) or f"{request.workload_file} no longer defines {request.workload!r}")
    workload, strategy = registry.workloads[request.workload], registry.strategies[request.strategy]

    def keep(taken: Any) -> None:
        jsonlines.append(request.metrics_file, {"sample": as_json(taken)})

    with EXPERIMENTS[request.experiment](request, workload, strategy, keep) as timed:
        runner.bench_time_func(request.name, timed)


def _files(request: TrialRequest) -> list[str]:
    return list(dict.fromkeys((request.workload_file, request.strategy_file)))


def _report(request: TrialRequest, gil_before: bool) -> None:  # noqa: FBT001  a reading, not a switch
    surroundings = Surroundings(
        gil_before=gil_before,
        gil_after=facts.gil_enabled(),
        jit=facts.jit_state(),
        switch_interval=facts.switch_interval(),
        affinity=facts.affinity(),
        start_method=request.start_method,
        notes=_left_behind(),
    )
    _require_state(request, surroundings)
    jsonlines.append(request.metrics_file, {"surroundings": as_json(surroundings)})


def _require_state(request: TrialRequest, found: Surroundings) -> None:
    if request.gil is not None and found.gil_before != request.gil:
        raise StateError(f"the GIL is {_on(found.gil_before)} although it was asked to be {_on(request.gil)}")
    if request.gil is not None and found.gil_after != request.gil:
        raise StateError("the GIL came back during the work: some imported extension does not support free-threading")
    if request.jit is not None and (found.jit == "on") != request.jit:
        raise StateError(f"the JIT is {found.jit} although it was asked to be {_on(request.jit)}")


def _left_behind() -> list[str]:
    """Return a line for threads that outlived the work; the host looks after processes."""
    extra = threading.active_count() - 1
    return [f"left {extra} thread(s) running"] if extra > 0 else []


def _fail(request: TrialRequest, error: Exception) -> NoReturn:
    reason = str(error) if isinstance(error, (StateError, throughput.WrongResultError)) else one_line(error)
    jsonlines.append(request.metrics_file, {"failed": reason})
    traceback.print_exception(type(error), error, error.__traceback__)
    sys.stderr.flush()
    sys.exit(1)


def _on(state: bool) -> str:  # noqa: FBT001  a reading, not a switch
    return "on" if state else "off"


@contextmanager
def _without_psutil() -> Iterator[None]:
    """Keep pyperf from importing psutil, should the target have it: a third-party extension may bring back the GIL."""
    modules: dict[str, Any] = sys.modules
    modules["psutil"] = None  # this is how Python spells "cannot be imported"
    try:
        yield
    finally:
        del modules["psutil"]
