import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.known import planned
from tests.simulated import WORKLOADS, lost, target

from gilbench.inside.schema import Catalogue
from gilbench.plan.amounts import LEAST_ITEMS
from gilbench.plan.prices import START
from gilbench.run import calibration
from gilbench.run.calibration import ENOUGH, ITEMS, MOST_ITEMS, calibrate, items_per_worker
from gilbench.run.fake import FakeRunner
from gilbench.settings import Settings
from gilbench.store.records import Calibration

COUNTS = (1, 2)
HERE, SLOW, FAST = target("3.13"), target("3.13t"), target("pypy3.11")
SPEED = {"3.13": 1.0, "3.13t": 1.5, "pypy3.11": 0.1}
SHORT = {"wordcount": 0.02, "sha256": 0.003}  # seconds of an item where the speed is 1.0; of all others 50 ms


def seconds(trial):
    return trial.items * SHORT.get(trial.workload, 0.05) * SPEED[trial.target]


def calibrated(targets, *globs, runner=None, known=None, counts=COUNTS):
    """Return the calibration of these workloads on these targets, and the trials that it took."""
    runner = runner or FakeRunner(calibration.repetition(60.0), seconds=seconds)
    plan = planned(Settings(globs=globs, workers=counts), targets, 2)
    return calibrate(plan, targets, counts, runner, known or {}), [trial.id for trial in runner.ran]


def without(here, *names):
    """Return the target without these workloads."""
    left = [each for each in WORKLOADS if each.name not in names]
    return replace(here, catalogue=Catalogue(left, here.catalogue.strategies, []))


def test_the_lead_is_measured_everywhere_and_all_others_on_the_slowest_target():
    found, ran = calibrated([HERE, SLOW, FAST], "primes", "wordcount", "sleep")
    assert ran == [f"{each}/throughput/primes/serial/1" for each in ("3.13", "3.13t", "pypy3.11")] + [
        f"3.13t/throughput/{each}/serial/1" for each in ("wordcount", "sleep")
    ]
    assert found.target == "3.13t"
    assert found.seconds_per_item == pytest.approx({"primes": 0.075, "wordcount": 0.03, "sleep": 0.075})
    assert found.items == {"primes": 4, "wordcount": 8, "sleep": 4}


def test_trials_that_calibrate_are_the_planned_serial_ones_with_few_items():
    runner = FakeRunner(calibration.repetition(60.0), seconds=seconds)
    calibrated([HERE], "sha256", runner=runner, counts=(4,))
    (trial,) = runner.ran
    assert (trial.strategy, trial.workers, trial.items, trial.size) == ("serial", 1, ITEMS, "full")


def test_without_pure_python_the_lead_of_the_first_class_says_which_target_is_slowest():
    _, ran = calibrated([HERE, SLOW], "s*")
    assert ran == [f"{each}/throughput/sha256/serial/1" for each in ("3.13", "3.13t")] + [
        "3.13t/throughput/sleep/serial/1"
    ]


def test_what_the_slowest_target_lacks_is_measured_on_the_next_slowest_that_has_it():
    found, ran = calibrated([FAST, HERE, without(SLOW, "sleep", "wordcount")], "primes", "wordcount", "sleep")
    assert ran[3:] == [f"3.13/throughput/{each}/serial/1" for each in ("wordcount", "sleep")]
    assert (found.target, found.items["wordcount"]) == ("3.13t", 8)


def test_a_target_without_the_lead_counts_as_the_fastest():
    found, ran = calibrated([without(SLOW, "primes"), HERE], "primes", "sleep")
    assert found.target == "3.13"
    assert ran == ["3.13/throughput/primes/serial/1", "3.13/throughput/sleep/serial/1"]


@pytest.mark.parametrize("state", ["failed", "timed out"])
def test_a_trial_that_fails_leaves_its_workload_as_it_is(state):
    outcomes = {"3.13t/throughput/sleep/serial/1": lost(state, "why")}
    runner = FakeRunner(calibration.repetition(60.0), seconds=seconds, outcomes=outcomes)
    found, _ = calibrated([HERE, SLOW], "primes", "sleep", runner=runner)
    assert found.items == {"primes": 4}
    assert found.seconds_per_item.keys() == {"primes"}


def test_a_lead_that_fails_everywhere_leaves_the_first_target_to_calibrate_on():
    outcomes = {f"{each}/throughput/primes/serial/1": lost("failed", "why") for each in SPEED}
    runner = FakeRunner(calibration.repetition(60.0), seconds=seconds, outcomes=outcomes)
    found, ran = calibrated([HERE, SLOW], "primes", "wordcount", runner=runner)
    assert (found.target, found.items) == ("3.13", {"wordcount": 8})
    assert ran == [
        "3.13/throughput/primes/serial/1", "3.13t/throughput/primes/serial/1", "3.13/throughput/wordcount/serial/1"
    ]  # fmt: skip


def test_what_is_known_is_taken_as_it_is_and_only_the_rest_is_measured():
    found, ran = calibrated([HERE], "primes", "sleep", "sha256", known={"sleep": 12, "sha256": 6, "fib": 2})
    assert found.items == {"primes": 4, "sleep": 12, "sha256": 6}
    assert ran == ["3.13/throughput/primes/serial/1"]


def test_nothing_is_measured_if_all_is_known():
    found, ran = calibrated([HERE], "sleep", known={"sleep": 12, "fib": 2})
    assert (found, ran) == (Calibration(None, {}, {"sleep": 12}), [])


def test_the_fastest_value_counts():
    runner = FakeRunner(calibration.repetition(60.0), seconds=seconds)
    whole = runner.run(planned(Settings(globs=("sleep",)), [HERE], 2).trials[0])
    disturbed = tuple(replace(whole.calls[0], seconds=each) for each in (0.5, 0.06, 9.0))
    outcomes = {"3.13/throughput/sleep/serial/1": replace(whole, calls=disturbed)}
    found, _ = calibrated([HERE], "sleep", runner=replace(runner, outcomes=outcomes))
    assert found.seconds_per_item == {"sleep": pytest.approx(0.03)}


@pytest.mark.parametrize(
    ("per_item", "items"),
    [
        pytest.param(2.0, 2, id="long"),
        pytest.param(0.05, 2, id="as built-in workloads are meant to be"),
        pytest.param(0.036, 2, id="a third faster than they are meant to be"),
        pytest.param(0.034, 4, id="a little short"),
        pytest.param(0.01, 8, id="short"),
        pytest.param(0.0011, 64, id="a millisecond"),
        pytest.param(1e-6, 64, id="next to nothing"),
        pytest.param(0.0, 64, id="below the clock's resolution"),
    ],
)
def test_a_worker_gets_a_power_of_two_of_items(per_item, items):
    assert items_per_worker(per_item) == items


@given(st.floats(0.0, 10.0))
def test_a_worker_gets_enough_work_and_not_twice_as_much(per_item):
    items = items_per_worker(per_item)
    assert LEAST_ITEMS <= items <= MOST_ITEMS
    assert math.log2(items).is_integer()
    assert items * per_item >= ENOUGH or items == MOST_ITEMS
    assert items / 2 * per_item < ENOUGH or items == LEAST_ITEMS


@pytest.mark.parametrize(
    ("timeout", "patience"), [pytest.param(60.0, 10.0, id="long"), pytest.param(3.0, 3.0, id="short")]
)
def test_calibrating_has_little_patience(timeout, patience):
    assert calibration.repetition(timeout).timeout == patience


def apart(targets, *globs, failing=()):
    """Return what items cost more in other processes, where they take 80 ms each, and the trials that it took."""
    plan = planned(Settings(globs=globs, workers=COUNTS), targets, 2)
    outcomes = {each: lost("failed", "why") for each in failing}
    runner = FakeRunner(calibration.repetition(60.0), seconds=lambda here: 0.08 * here.items, outcomes=outcomes)
    found = calibrate(plan, targets, COUNTS, FakeRunner(calibration.repetition(60.0), seconds=seconds), {})
    return calibration.transport(plan, found, runner), runner.ran


def test_what_comes_back_from_other_processes_costs_what_takes_longer_than_the_work_alone():
    found, ran = apart([HERE, SLOW], "primes", "sleep")
    assert [(each.target, each.workload, each.items) for each in ran] == [
        ("3.13t", "primes", ITEMS),
        ("3.13t", "sleep", ITEMS),
    ]
    assert {each.start_method for each in ran} == {"fork"}
    assert found == pytest.approx(dict.fromkeys(("primes", "sleep"), 0.08 - 0.075))


def test_how_much_sooner_the_others_did_the_first_workload_is_kept():
    plan = planned(Settings(globs=("primes",)), [HERE, SLOW], 2)
    runner = FakeRunner(calibration.repetition(60.0), seconds=seconds)
    found = calibration.calibrate(plan, [HERE, SLOW], [2], runner, {})
    assert found.speeds == pytest.approx({"3.13": 2 / 3, "3.13t": 1.0})


def test_transport_never_costs_less_than_nothing():
    plan = planned(Settings(globs=("primes",), workers=(1,)), [HERE], 2)
    runner = FakeRunner(calibration.repetition(60.0), seconds=lambda here: 0.01 * here.items)
    known = Calibration("3.13", {"primes": 0.05}, {"primes": 4})
    assert calibration.transport(plan, known, runner) == {"primes": 0.0}


def test_processes_that_fail_leave_the_cost_of_transport_unknown():
    found, ran = apart([HERE], "primes", "sleep", failing=["3.13/throughput/primes/process_executor[fork]/2"])
    assert found.keys() == {"sleep"}
    assert len(ran) == 2


def test_nothing_is_measured_apart_where_no_processes_are_planned():
    plan = planned(Settings(globs=("primes",), strategies=("thread",)), [HERE], 2)
    known = Calibration("3.13", {"primes": 0.05}, {"primes": 4})
    assert calibration.transport(plan, known, FakeRunner()) == {}


@pytest.mark.parametrize(
    ("targets", "known", "trials"),
    [
        pytest.param([HERE], {}, 2 + 2, id="serially and apart"),
        pytest.param([HERE, SLOW], {}, 3 + 2, id="the lead everywhere"),
        pytest.param([HERE, SLOW], {"sleep": 4}, 2 + 1, id="one is known"),
        pytest.param([HERE, SLOW], {"sleep": 4, "primes": 4}, 0, id="all is known"),
    ],
)
def test_calibrating_is_priced_by_its_trials(targets, known, trials):
    plan = planned(Settings(globs=("primes", "sleep"), workers=COUNTS), targets, 2)
    assert calibration.seconds(plan, len(targets), known) == pytest.approx(trials * (START + 3 * ITEMS * 0.05))
