"""A stored run in a folder that somebody else may have prepared, and a clock that ends whatever waits for ever."""

import contextlib
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.conftest import gilbench
from tests.cli.stored import write
from tests.simulated import World, scenario, simulate

__all__ = ["gilbench"]  # a fixture

SECONDS = scenario("3.13/primes", {"thread": 0.9}) | scenario("3.13t/primes", {"thread": 1.9})
RUN = simulate(SECONDS, World(rounds=3, values=1), skips={"3.13/primes/interpreter_executor/2": "needs 3.14"})


@pytest.fixture
def folder(tmp_path):
    """Return the folder of a run of four trials on two targets."""
    write(tmp_path / "run", replace(RUN, folder=tmp_path / "run"))
    return tmp_path / "run"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:  # a conftest is told of all items
            item.add_marker(pytest.mark.attack)


@pytest.fixture(autouse=True)
def no_longer_than_a_minute():
    """Fail what waits for a pipe or reads without an end."""

    def late(*_):
        raise TimeoutError("this takes too long")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    yield
    signal.alarm(0)
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGALRM, before)
