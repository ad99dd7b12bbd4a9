"""For the benchmarks that pytest-benchmark times: which build it was, and that every one leaves nothing running."""

from __future__ import annotations

import multiprocessing
import platform
import sys
import sysconfig
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable

import pytest

SOURCES = str(Path(__file__).parents[1] / "src")
if SOURCES not in sys.path:  # nothing need be installed in the interpreter that is measured
    sys.path.append(SOURCES)

from gilbench.inside import state  # noqa: E402  found by the line above

ROUND, ROUNDS = 0.05, 20  # seconds of what needs long rounds, ten of the GIL's switch intervals; and how many
PATIENCE = 10.0  # seconds that threads and processes get to end


@pytest.hookimpl(optionalhook=True)
def pytest_benchmark_update_machine_info(machine_info: dict[str, Any]) -> None:
    """Add what pytest-benchmark does not store: whether the build is free-threaded, and whether the GIL was on."""
    gil = "on" if state.gil_enabled() else "off"
    build = "free-threaded, " if sysconfig.get_config_var("Py_GIL_DISABLED") else ""
    jit = ", JIT on" if state.jit_state() == "on" and platform.python_implementation() == "CPython" else ""
    machine_info["gil"] = gil
    machine_info["label"] = f"{platform.python_implementation()} {platform.python_version()}, {build}GIL {gil}{jit}"


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """Fail the benchmark that leaves a thread or a process, which would take its time from those that follow."""
    before = _threads()
    yield
    deadline = time.monotonic() + PATIENCE
    while left := [*(_threads() - before), *multiprocessing.active_children()]:
        if time.monotonic() > deadline:
            pytest.fail(f"left running: {left}")
        time.sleep(0.005)


def _threads() -> set[threading.Thread]:
    """Return those that are running, without the stand-ins for raw threads, which may stay when these have ended."""
    return {each for each in threading.enumerate() if not isinstance(each, threading._DummyThread)}  # noqa: SLF001  threading has no public name for its stand-ins


@pytest.fixture
def empty_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep new processes from importing pytest's own main module, which would be timed with them."""
    monkeypatch.setitem(sys.modules, "__main__", type(sys)("__main__"))


@contextmanager
def _running(body: Callable[[], Any], end: Callable[[], Any]) -> Iterator[None]:
    """Run a function in another thread, which returns once `end` was called."""
    thread = threading.Thread(target=body, daemon=True)
    thread.start()
    try:
        yield
    finally:
        end()
        thread.join(PATIENCE)


@pytest.fixture
def running() -> Any:
    """Return a context manager that runs a function in another thread, and ends it by another function."""
    return _running


@pytest.fixture
def in_long_rounds(benchmark: Any) -> Callable[[Callable[[], Any]], Any]:
    """Return what times a function that has to wait for others now and then: in rounds that have such waits in them.

    pytest-benchmark would settle the calls of a round by the first of them: one long wait, and a round is one call.
    """

    def timed(function: Callable[[], Any]) -> Any:
        calls, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < 4 * ROUND:
            function()
            calls += 1
        return benchmark.pedantic(function, rounds=ROUNDS, iterations=max(1, calls // 4))

    return timed
