import json
from dataclasses import replace

import pytest
from tests.simulated import simulate, target, trial, workload

from gilbench.errors import StoreError, UsageError
from gilbench.inside.schema import Catalogue
from gilbench.plan.prices import Known
from gilbench.plan.trial import Plan
from gilbench.run import earlier
from gilbench.settings import Settings
from gilbench.store import run_folder
from gilbench.store.records import Calibration

BY_KIND = Calibration(
    {"CPython": "3.13"}, {"CPython": {"primes": 0.02}}, {"CPython": {"primes": 4}}, transport={"primes": 0.5}
)
NAMES = ("3.13/primes/serial/1", "3.13/primes/thread/2", "3.13t/sleep/serial/1")


@pytest.fixture
def stored(tmp_path):
    """Return a function that stores a run of these items and this size, and gives the settings that name it."""

    def store_run(size="full", calibration=None, **items):
        trials = tuple(trial(name, size=size, items=items[trial(name).workload]) for name in NAMES)
        manifest = replace(
            simulate(dict.fromkeys(NAMES, 0.1)).manifest, plan=Plan(trials, (), ()), calibration=calibration
        )
        run_folder.write_manifest(tmp_path, manifest)
        return Settings(like=str(tmp_path))

    return store_run


def test_without_an_earlier_run_nothing_is_known():
    assert earlier.items(Settings(), (1, 2)) == {}
    assert earlier.staying(Settings()) == {}


def test_what_cannot_come_back_from_processes_is_known_from_an_earlier_run(stored):
    why = {"CPython": {"primes": "it stays"}}
    assert earlier.staying(stored(calibration=replace(BY_KIND, staying=why), primes=4, sleep=4)) == why
    assert earlier.staying(stored(primes=4, sleep=4)) == {}


def test_what_an_earlier_run_has_measured_is_known(stored):
    assert earlier.known(stored(primes=4, sleep=8)) == earlier.known(Settings()) == Known()
    assert earlier.known(stored(calibration=BY_KIND, primes=4, sleep=8)) == Known(
        BY_KIND.seconds_per_item, {"primes": 0.5}
    )


def test_the_items_of_every_workload_are_taken_over_for_every_kind_if_nothing_was_settled(stored):
    assert earlier.items(stored(primes=4, sleep=8), (1, 2)) == {"every": {"primes": 4, "sleep": 8}}


def test_they_are_taken_over_for_each_kind_if_they_were_settled_by_kind(stored):
    found = earlier.items(stored(calibration=BY_KIND, primes=4, sleep=8), (1, 2))
    assert found == {"CPython": {"primes": 4}, "CPython without a GIL": {"sleep": 8}}


BEFORE = {
    "target": "3.13t",
    "seconds_per_item": {"primes": 0.02},
    "items": {"primes": 4, "sleep": 8},
    "like": None,
    "transport": {"primes": 0.5},
    "speeds": {"3.13": 0.5},
}


def calibrate_before_kinds(folder, calibration):
    """Give a stored run the calibration of a version that settled one number for all interpreters."""
    path = folder / run_folder.MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), "calibration": calibration}))


def test_they_hold_for_every_kind_if_one_number_was_settled_for_all(stored, tmp_path):
    settings = stored(primes=4, sleep=8)
    calibrate_before_kinds(tmp_path, BEFORE)
    assert earlier.items(settings, (1, 2)) == {"every": {"primes": 4, "sleep": 8}}
    assert earlier.known(settings) == Known({"every": {"primes": 0.02}}, {"primes": 0.5}, {"3.13": 0.5})
    assert run_folder.load(tmp_path).manifest.calibration.targets == {"every": "3.13t"}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"items": {"primes": 0}}, id="no items"),
        pytest.param({"items": {"CPython": {"primes": 4}}}, id="items by kind"),
        pytest.param({"seconds_per_item": {"primes": -1.0}}, id="less than no time"),
        pytest.param({"target": 3}, id="a number in place of a target"),
    ],
)
def test_a_calibration_for_all_that_cannot_be_one_is_refused(stored, tmp_path, changes):
    settings = stored(primes=4, sleep=8)
    calibrate_before_kinds(tmp_path, {**BEFORE, **changes})
    with pytest.raises(StoreError, match="is damaged or not gilbench's"):
        earlier.items(settings, (1, 2))


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        pytest.param((1, 3), "8 items of primes cannot be shared out to 3 workers, 2 or more to each", id="uneven"),
        pytest.param((8,), "8 items of primes cannot be shared out to 8 workers", id="one for each that computes"),
        pytest.param((4, 16), "8 items of primes cannot be shared out to 16 workers", id="none for some"),
    ],
)
def test_items_that_do_not_suit_the_workers_are_refused(stored, counts, message):
    with pytest.raises(UsageError, match=message):
        earlier.items(stored(primes=8, sleep=48), counts)


def test_work_that_waits_needs_one_item_for_each_worker(stored):
    assert earlier.items(replace(stored(primes=4, sleep=8), globs=("sleep",)), (1, 8))["every"]["sleep"] == 8
    with pytest.raises(UsageError, match="8 items of sleep cannot be shared out to 16 workers, 1 or more to each"):
        earlier.items(replace(stored(primes=4, sleep=8), globs=("sleep",)), (16,))


@pytest.fixture
def listed(tmp_path):
    """Return a function that stores a run of rows that differ, and gives the settings that name it."""

    def store_run(length, items):
        name = "3.13/rows/serial/1"
        manifest = replace(
            simulate({name: 0.1}).manifest, plan=Plan((trial(name, items=items),), (), ()), targets=(rows(length),)
        )
        run_folder.write_manifest(tmp_path, manifest)
        return Settings(like=str(tmp_path))

    return store_run


def rows(length, **changes):
    work = workload("rows", listed=length and {"small": 2, "full": length}, **changes)
    return replace(target("3.13"), catalogue=Catalogue([work], target("3.13").catalogue.strategies, []))


def test_items_that_differ_need_not_be_as_many_for_each_worker(listed):
    assert earlier.items(listed(7, 14), (1, 2, 4)) == {"every": {"rows": 14}}
    with pytest.raises(UsageError, match="14 items of rows cannot be shared out to 8 workers, 2 or more to each"):
        earlier.items(listed(7, 14), (8,))


def test_a_list_that_is_not_as_long_as_in_the_earlier_run_is_refused(listed):
    settings = listed(7, 14)
    earlier.require_same_lists(settings, [rows(7)])
    earlier.require_same_lists(settings, [target("3.13")])
    with pytest.raises(UsageError, match="the list of rows had 7 items there and has 8 now; measure without --like"):
        earlier.require_same_lists(settings, [rows(8)])
    earlier.require_same_lists(replace(settings, like=None), [rows(8)])


def test_a_list_that_cannot_be_measured_there_or_here_is_not_compared(listed):
    earlier.require_same_lists(listed(7, 14), [rows(7), rows(8, missing="it is other work")])
    with pytest.raises(UsageError, match="the list of rows had 7 items there and has none now"):
        earlier.require_same_lists(listed(7, 14), [rows(None)])


def test_a_run_of_another_size_is_refused(stored):
    with pytest.raises(UsageError, match="it was measured with --size small; use the same for both"):
        earlier.items(stored(primes=4, sleep=4, size="small"), (1, 2))


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    with pytest.raises(StoreError, match=r"is not a run folder: it has no manifest\.json"):
        earlier.items(Settings(like=str(tmp_path)), (1, 2))
