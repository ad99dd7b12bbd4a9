"""Test files of a user's, run by a pytest of their own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def plugin(pytestconfig) -> tuple[str, ...]:
    """What loads the plugin where gilbench is not installed, and its entry point therefore unknown."""
    return () if pytestconfig.pluginmanager.has_plugin("gilbench") else ("-p", "gilbench.pytest_plugin")


@pytest.fixture
def run(pytester, plugin, monkeypatch) -> Callable[..., pytest.RunResult]:
    """Run a test file's text in this process; the built-in workloads can be imported in it."""
    pytester.syspathinsert(BENCHMARKS)
    # pytest-benchmark would take the inner run for a worker of the outer one, and measure nothing
    for name in [name for name in os.environ if name.startswith("PYTEST_XDIST_")]:
        monkeypatch.delenv(name)

    def run_text(text, *options):
        pytester.makepyfile(text)
        return pytester.runpytest_inprocess(*plugin, "-p", "no:cacheprovider", *options)

    return run_text
