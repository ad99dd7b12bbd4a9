from dataclasses import replace

import pytest
from tests.simulated import simulate, trial

from gilbench.errors import StoreError, UsageError
from gilbench.plan.prices import Known
from gilbench.plan.trial import Plan
from gilbench.run import earlier
from gilbench.settings import Settings
from gilbench.store import run_folder
from gilbench.store.records import Calibration

NAMES = ("3.13/primes/serial/1", "3.13/primes/thread/2", "3.13t/sleep/serial/1")


@pytest.fixture
def stored(tmp_path):
    """Return a function that stores a run of these items and this size, and gives the settings that name it."""

    def store_run(size="full", **items):
        trials = tuple(trial(name, size=size, items=items[trial(name).workload]) for name in NAMES)
        manifest = replace(simulate(dict.fromkeys(NAMES, 0.1)).manifest, plan=Plan(trials, (), ()))
        run_folder.write_manifest(tmp_path, manifest)
        return Settings(like=str(tmp_path))

    return store_run


def test_without_an_earlier_run_nothing_is_known():
    assert earlier.items(Settings(), (1, 2)) == {}


def test_what_an_earlier_run_has_measured_is_known(stored, tmp_path):
    settings = stored(primes=4, sleep=8)
    assert earlier.known(settings) == earlier.known(Settings()) == Known()
    manifest = run_folder.load(tmp_path).manifest
    found = Calibration("3.13", {"primes": 0.02}, {"primes": 4}, transport={"primes": 0.5})
    run_folder.write_manifest(tmp_path, replace(manifest, calibration=found))
    assert earlier.known(settings) == Known({"primes": 0.02}, {"primes": 0.5})


def test_the_items_of_every_workload_are_taken_over(stored):
    assert earlier.items(stored(primes=4, sleep=8), (1, 2)) == {"primes": 4, "sleep": 8}


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        pytest.param((1, 3), "8 items of sleep cannot be shared out to 3 workers, 2 or more to each", id="uneven"),
        pytest.param((8,), "8 items of sleep cannot be shared out to 8 workers", id="one for each"),
    ],
)
def test_items_that_do_not_suit_the_workers_are_refused(stored, counts, message):
    with pytest.raises(UsageError, match=message):
        earlier.items(stored(primes=48, sleep=8), counts)


def test_a_run_of_another_size_is_refused(stored):
    with pytest.raises(UsageError, match="it was measured with --size small; use the same for both"):
        earlier.items(stored(primes=4, sleep=4, size="small"), (1, 2))


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    with pytest.raises(StoreError, match=r"is not a run folder: it has no manifest\.json"):
        earlier.items(Settings(like=str(tmp_path)), (1, 2))
