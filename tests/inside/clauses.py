"""What the tests of strategies ask of each in an interpreter: every clause of `contract.py`."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from gilbench.inside import strategies

HERE = Path(__file__).parent
SOURCES = Path(strategies.__file__).parents[3]
LIMIT = 90.0  # seconds for one strategy; it takes less than two on an idle machine
START_METHODS = ("fork", "spawn", "forkserver")

LIFE = ("it can be opened and left", "nothing is left behind")
CLAUSES = (
    "more items than workers give results in order",
    "the first failing item decides the error",
    "a result that cannot be pickled arrives itself or is an error",
    "run can be used after errors",
    "fewer items than workers are enough",
    "no items give no results",
    "all workers work at the same time",
    "no more than the workers work at the same time",
    *LIFE,
)


@dataclass(frozen=True)
class Variant:
    """A strategy with its start method, if it has one."""

    file: str  # a module of the built-in strategies
    name: str
    start_method: str | None = None
    warnings: str = "error"

    @property
    def id(self) -> str:
        return f"{self.name}[{self.start_method}]" if self.start_method else self.name


# Python warns of a fork beside threads, of which a pool has some when it replaces a process.
FORKS_LATE = "ignore:This process:DeprecationWarning"

ALONE = (
    Variant("serial.py", "serial"),
    Variant("thread.py", "thread"),
    Variant("raw_thread.py", "raw_thread"),
    Variant("thread_pool.py", "thread_pool"),
    Variant("thread_executor.py", "thread_executor"),
    Variant("interpreter_executor.py", "interpreter_executor"),
    Variant("asyncio_tasks.py", "asyncio"),
    Variant("asyncio_threads.py", "asyncio_threads"),
)
PROCESSES = tuple(
    Variant(f"{name}.py", name, method)
    for name in ("process", "process_pool", "process_executor")
    for method in START_METHODS
)
# What is tuned starts processes as its pool does. Once will do; where they start late, fork is another thing.
TUNED = (
    Variant("thread_pool_chunked.py", "thread_pool_chunked"),
    Variant("process_pool_chunked.py", "process_pool_chunked", "fork"),
    Variant("process_executor_chunked.py", "process_executor_chunked", "fork"),
    Variant("process_pool_renewed.py", "process_pool_renewed", "fork", FORKS_LATE),
    Variant("process_pool_renewed.py", "process_pool_renewed", "forkserver"),
    Variant("process_executor_renewed.py", "process_executor_renewed", "fork"),
    Variant("process_executor_renewed.py", "process_executor_renewed", "forkserver"),
)


def require_every_clause(interpreter, variant):
    """Require that a built-in strategy keeps every clause, or that it is absent for a known reason."""
    problems = judged(interpreter, strategies.__path__[0], variant)
    absence = known_absence(interpreter, variant)
    if absence is None:
        assert problems == dict.fromkeys(CLAUSES)
    else:
        reason = problems.pop(LIFE[0])
        assert reason.startswith(absence)
        assert problems == {LIFE[1]: None}


def known_absence(interpreter, variant):
    """Return how the reason begins for which a strategy cannot be opened; None if it must work."""
    if variant.name == "interpreter_executor" and (
        interpreter.implementation != "CPython" or interpreter.version < (3, 14)
    ):
        return "ImportError: cannot import name 'InterpreterPoolExecutor'"
    if variant.name == "process_executor_renewed":
        if interpreter.version < (3, 11):
            return "TypeError: "
        if variant.start_method == "fork":
            return "ValueError: max_tasks_per_child is incompatible with the 'fork' multiprocessing start method"
    if sys.platform == "win32" and variant.start_method in {"fork", "forkserver"}:
        return "ValueError: cannot find context for"
    return None


def judged(interpreter, folder, variant):
    """Return the clauses that were judged, each with what is wrong or None."""
    arguments = [str(Path(folder) / variant.file), variant.name]
    if variant.start_method:
        arguments.append(variant.start_method)
    printed = run_contract(interpreter, *arguments, warnings=variant.warnings)
    return dict(json.loads(line) for line in printed.splitlines())


def run_contract(interpreter, *arguments, warnings="error"):
    """Return what contract.py printed, with all its processes ended; it must be silent on stderr."""
    with subprocess.Popen(
        [interpreter.executable, "-W", "error", "-W", warnings, HERE / "contract.py", *arguments],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            printed, complaints = process.communicate(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            end_group(process.pid)
            printed, complaints = process.communicate()
            pytest.fail(f"hangs after:\n{printed}\n{complaints}")
        finally:
            end_group(process.pid)
    assert (process.returncode, complaints) == (0, "")
    return printed


def end_group(leader):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
