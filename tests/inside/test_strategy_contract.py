"""Every strategy keeps the contract in every interpreter of this machine (tests/inside/contract.py)."""

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

pytestmark = pytest.mark.targets

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

VARIANTS = (
    Variant("serial.py", "serial"),
    Variant("thread.py", "thread"),
    Variant("raw_thread.py", "raw_thread"),
    *(Variant("process.py", "process", method) for method in START_METHODS),
    *(Variant("process_pool.py", "process_pool", method) for method in START_METHODS),
    *(Variant("process_pool_chunked.py", "process_pool_chunked", method) for method in START_METHODS),
    Variant("process_pool_renewed.py", "process_pool_renewed", "fork", FORKS_LATE),
    *(Variant("process_pool_renewed.py", "process_pool_renewed", method) for method in ("spawn", "forkserver")),
    Variant("thread_pool.py", "thread_pool"),
    Variant("thread_pool_chunked.py", "thread_pool_chunked"),
    Variant("thread_executor.py", "thread_executor"),
    *(Variant("process_executor.py", "process_executor", method) for method in START_METHODS),
    *(Variant("process_executor_chunked.py", "process_executor_chunked", method) for method in START_METHODS),
    *(Variant("process_executor_renewed.py", "process_executor_renewed", method) for method in START_METHODS),
    Variant("interpreter_executor.py", "interpreter_executor"),
    Variant("asyncio_tasks.py", "asyncio"),
    Variant("asyncio_threads.py", "asyncio_threads"),
)

USER_STRATEGIES = """
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from gilbench import strategy


@strategy(shares_memory=True)
@contextmanager
def my_threads(workers):
    with ThreadPoolExecutor(workers) as pool:
        yield lambda task, items: list(pool.map(task, items))


@strategy(shares_memory=False, per_start_method=True)
@contextmanager
def my_processes(workers, context):
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield lambda task, items: list(pool.map(partial(call, task), items))


def call(task, item):
    return task(item)
"""


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.id)
def test_a_built_in_strategy_keeps_every_clause_or_is_absent_for_a_known_reason(interpreter, variant):
    problems = judged(interpreter, strategies.__path__[0], variant)
    absence = known_absence(interpreter, variant)
    if absence is None:
        assert problems == dict.fromkeys(CLAUSES)
    else:
        reason = problems.pop(LIFE[0])
        assert reason.startswith(absence)
        assert problems == {LIFE[1]: None}


@pytest.mark.parametrize(
    "variant",
    [Variant("strategy_mine.py", "my_threads"), Variant("strategy_mine.py", "my_processes", "spawn")],
    ids=lambda variant: variant.id,
)
def test_a_strategy_of_a_users_folder_keeps_every_clause(interpreter, variant, tmp_path):
    (tmp_path / variant.file).write_text(USER_STRATEGIES)
    assert judged(interpreter, tmp_path, variant) == dict.fromkeys(CLAUSES)


def test_the_contract_is_asked_of_every_strategy_that_the_built_in_files_register(interpreter):
    registered = {
        (Path(file).name, name, method)
        for name, (file, per_start_method) in json.loads(run_contract(interpreter)).items()
        for method in (START_METHODS if per_start_method else (None,))
    }
    assert registered == {(each.file, each.name, each.start_method) for each in VARIANTS}


def test_every_interpreter_that_must_be_tested_is_on_this_machine(found_interpreters):
    required = set(os.environ.get("GILBENCH_REQUIRE_TARGETS", "").split())
    assert found_interpreters
    assert required - found_interpreters.keys() == set()


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
