"""Test files of a user's, run by a pytest of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def plugin(pytestconfig) -> tuple[str, ...]:
    """What loads the plugin where gilbench is not installed, and its entry point therefore unknown."""
    return () if pytestconfig.pluginmanager.has_plugin("gilbench") else ("-p", "gilbench.pytest_plugin")


@pytest.fixture
def run(pytester, plugin) -> Callable[..., pytest.RunResult]:
    """Run a test file's text in this process; the built-in workloads can be imported in it."""
    pytester.syspathinsert(BENCHMARKS)

    def run_text(text, *options):
        pytester.makepyfile(text)
        return pytester.runpytest_inprocess(*plugin, "-p", "no:cacheprovider", *options)

    return run_text
