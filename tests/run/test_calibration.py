from dataclasses import replace

import pytest
from tests.known import planned
from tests.simulated import WORKLOADS, lost, target

from gilbench.inside.schema import Catalogue, WorkerTime
from gilbench.plan.prices import ITEM, START
from gilbench.run import calibration
from gilbench.run.calibration import ITEMS, calibrate, expected
from gilbench.run.fake import FakeRunner
from gilbench.settings import Settings
from gilbench.store.records import Calibration, StoredCall

COUNTS = (1, 2)
HERE, FAST, FREE, PYPY = target("3.13"), target("3.15"), target("3.13t"), target("pypy3.11")
SPEED = {"3.13": 1.0, "3.15": 0.7, "3.13t": 1.5, "pypy3.11": 0.05}
SHORT = {"wordcount": 0.007, "sha256": 0.003}  # seconds of an item where the speed is 1.0; of all others 14.4 ms
ON_FREE = "CPython without a GIL"


def seconds(trial):
    return trial.items * SHORT.get(trial.workload, 0.0144) * (SPEED[trial.target] if trial.workload != "sleep" else 1.0)


def calibrated(targets, *globs, runner=None, known=None, counts=COUNTS):
    """Return the calibration of these workloads on these targets, and the trials that it took."""
    runner = runner or FakeRunner(calibration.repetition(60.0), seconds=seconds)
    plan = planned(Settings(globs=globs, workers=counts), targets, 2)
    return calibrate(plan, targets, counts, runner, known or {}), [trial.id for trial in runner.ran]


def without(here, *names):
    """Return the target without these workloads."""
    left = [each for each in WORKLOADS if each.name not in names]
    return replace(here, catalogue=Catalogue(left, here.catalogue.strategies, []))


def failing(*trials, state="failed"):
    """Return a runner in which these trials fail."""
    outcomes = {each: lost(state, "why") for each in trials}
    return FakeRunner(calibration.repetition(60.0), seconds=seconds, outcomes=outcomes)


def serial(*trials):
    return ["{}/throughput/{}/serial/1".format(*each.split("/")) for each in trials]


def test_the_lead_is_measured_everywhere_and_all_others_on_the_fastest_target_of_each_kind():
    found, ran = calibrated([HERE, FREE, FAST, PYPY], "primes", "wordcount", "sleep")
    assert ran == serial(
        *("3.13/primes", "3.15/primes", "3.15/wordcount", "3.15/sleep"),
        *("3.13t/primes", "3.13t/wordcount", "3.13t/sleep"),
        *("pypy3.11/primes", "pypy3.11/wordcount", "pypy3.11/sleep"),
    )
    assert found.targets == {"CPython": "3.15", ON_FREE: "3.13t", "PyPy": "pypy3.11"}
    assert found.seconds_per_item == {
        "CPython": pytest.approx({"primes": 0.01008, "wordcount": 0.0049, "sleep": 0.0144}),
        ON_FREE: pytest.approx({"primes": 0.0216, "wordcount": 0.0105, "sleep": 0.0144}),
        "PyPy": pytest.approx({"primes": 0.00072, "wordcount": 0.00035, "sleep": 0.0144}),
    }
    assert found.items == {
        "CPython": {"primes": 20, "wordcount": 48, "sleep": 8},
        ON_FREE: {"primes": 16, "wordcount": 32, "sleep": 8},
        "PyPy": {"primes": 320, "wordcount": 640, "sleep": 8},
    }


def test_a_build_with_its_gil_on_is_of_the_kind_that_has_one():
    found, ran = calibrated([HERE, target("3.15t+gil")], "primes", runner=FakeRunner(seconds=lambda _: 0.1))
    assert ran == serial("3.13/primes", "3.15t+gil/primes")
    assert found.items == {"CPython": {"primes": 4}}


class Disturbed(FakeRunner):
    """A machine on which no CPU was free for as long as each value took."""

    def run(self, trial):
        outcome = super().run(trial)
        taken = [each.seconds for each in outcome.calls]
        calls = [StoredCall(2 * each, (WorkerTime(2 * each, each, self.ready(each), 0, 0, ITEMS),)) for each in taken]
        return replace(outcome, calls=tuple(calls))


@pytest.mark.parametrize(
    ("ready", "item"),
    [
        pytest.param(lambda taken: taken, 0.0144, id="told"),
        pytest.param(lambda taken: 3 * taken, 0.0144, id="told to be longer than can be"),
        pytest.param(lambda _: None, 0.0288, id="not told here"),
    ],
)
def test_time_without_a_free_cpu_makes_no_item_last_longer(ready, item):
    runner = Disturbed(calibration.repetition(60.0), seconds=seconds)
    runner.ready = ready
    found, _ = calibrated([HERE], "primes", runner=runner)
    assert found.seconds_per_item == {"CPython": {"primes": pytest.approx(item)}}


class Busy(FakeRunner):
    """Work whose own threads have the CPUs, for which its caller waits."""

    def run(self, trial):
        outcome = super().run(trial)
        taken = [each.seconds for each in outcome.calls]
        calls = [
            StoredCall(
                each,
                (WorkerTime(each, 0.01 * each, 0.98 * each, 0, 0, ITEMS),),
                {"cpu_seconds": 0.01 * each, "process_seconds": 1.9 * each},
            )
            for each in taken
        ]
        return replace(outcome, calls=tuple(calls))


def test_work_with_threads_of_its_own_takes_as_long_as_its_caller_waits_for_them():
    found, _ = calibrated([HERE], "primes", runner=Busy(calibration.repetition(60.0), seconds=seconds))
    assert found.seconds_per_item == {"CPython": {"primes": pytest.approx(0.0144)}}


def test_trials_that_calibrate_are_the_planned_serial_ones_with_few_items():
    runner = FakeRunner(calibration.repetition(60.0), seconds=seconds)
    calibrated([HERE], "sha256", runner=runner, counts=(4,))
    (trial,) = runner.ran
    assert (trial.strategy, trial.workers, trial.items, trial.size) == ("serial", 1, ITEMS, "full")


def test_without_pure_python_the_lead_of_the_first_class_says_which_target_is_fastest():
    _, ran = calibrated([HERE, FAST], "s*")
    assert ran == serial("3.13/sha256", "3.15/sha256", "3.15/sleep")


def test_what_the_fastest_target_lacks_is_measured_on_the_next_fastest_that_has_it():
    found, ran = calibrated([HERE, without(FAST, "sleep", "wordcount")], "primes", "wordcount", "sleep")
    assert ran == serial("3.13/primes", "3.15/primes", "3.13/wordcount", "3.13/sleep")
    assert (found.targets, found.items["CPython"]["wordcount"]) == ({"CPython": "3.15"}, 32)


def test_a_target_without_the_lead_counts_as_the_slowest():
    found, ran = calibrated([without(FAST, "primes"), HERE], "primes", "sleep")
    assert found.targets == {"CPython": "3.13"}
    assert ran == serial("3.13/primes", "3.13/sleep")


@pytest.mark.parametrize("state", ["failed", "timed out"])
def test_a_trial_that_fails_leaves_its_workload_the_least_number_of_items(state):
    found, _ = calibrated([HERE], "primes", "sleep", runner=failing(*serial("3.13/sleep"), state=state))
    assert found.items == {"CPython": {"primes": 16}}
    assert found.seconds_per_item["CPython"].keys() == {"primes"}


@pytest.mark.parametrize(
    ("targets", "trials", "items"),
    [
        pytest.param(
            [HERE, FREE], ["3.13t/primes"], {"CPython": {"primes": 16}, ON_FREE: {"primes": 16}}, id="without a GIL"
        ),
        pytest.param([PYPY, HERE], ["pypy3.11/primes"], {"PyPy": {"primes": 16}, "CPython": {"primes": 16}}, id="PyPy"),
        pytest.param([PYPY, HERE], ["3.13/primes"], {"PyPy": {"primes": 320}}, id="never the other way round"),
        pytest.param([FREE, PYPY], ["3.13t/primes"], {"PyPy": {"primes": 320}}, id="nor from any other"),
    ],
)
def test_what_fails_on_another_kind_has_the_items_of_cpython_with_its_gil(targets, trials, items):
    found, _ = calibrated(targets, "primes", runner=failing(*serial(*trials)))
    assert found.items == items


def test_a_lead_that_fails_everywhere_leaves_the_first_target_to_calibrate_on():
    found, ran = calibrated([HERE, FAST], "primes", "wordcount", runner=failing(*serial("3.13/primes", "3.15/primes")))
    assert (found.targets, found.items, found.speeds) == ({"CPython": "3.13"}, {"CPython": {"wordcount": 32}}, {})
    assert ran == serial("3.13/primes", "3.15/primes", "3.13/wordcount")


@pytest.mark.parametrize("kind", ["CPython", "every"])
def test_what_is_known_is_taken_as_it_is_and_only_the_rest_is_measured(kind):
    known = {kind: {"sleep": 12, "sha256": 6, "fib": 2}}
    found, ran = calibrated([HERE], "primes", "sleep", "sha256", known=known)
    assert found.items == {"CPython": {"primes": 16, "sleep": 12, "sha256": 6}}
    assert ran == serial("3.13/primes")


def test_what_is_known_of_one_kind_is_measured_on_the_others():
    found, ran = calibrated([HERE, FREE], "primes", known={"CPython": {"primes": 4}})
    assert found.items == {"CPython": {"primes": 4}, ON_FREE: {"primes": 16}}
    assert (found.targets, ran) == ({ON_FREE: "3.13t"}, serial("3.13t/primes"))


def test_nothing_is_measured_if_all_is_known():
    found, ran = calibrated([HERE, FREE], "sleep", known={"every": {"sleep": 12, "fib": 2}})
    assert (found, ran) == (Calibration({}, {}, {"CPython": {"sleep": 12}, ON_FREE: {"sleep": 12}}), [])


def test_the_fastest_value_counts():
    runner = FakeRunner(calibration.repetition(60.0), seconds=seconds)
    whole = runner.run(replace(planned(Settings(globs=("sleep",)), [HERE], 2).trials[0], items=calibration.ITEMS))
    disturbed = tuple(replace(whole.calls[0], seconds=each) for each in (0.5, 0.06, 9.0))
    outcomes = {"3.13/throughput/sleep/serial/1": replace(whole, calls=disturbed)}
    found, _ = calibrated([HERE], "sleep", runner=replace(runner, outcomes=outcomes))
    assert found.seconds_per_item == {"CPython": {"sleep": pytest.approx(0.03)}}


def test_before_anything_is_measured_work_is_thought_to_last_as_long_as_that_of_gilbench():
    plan = planned(Settings(globs=("primes", "sleep"), workers=COUNTS), [HERE, FREE], 2)
    assert expected(plan, [HERE, FREE], COUNTS, {"CPython": {"primes": 4}}) == {
        "CPython": {"primes": 4, "sleep": 8},
        ON_FREE: {"primes": 24, "sleep": 8},
    }


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
    return calibration.transport(plan, targets, found, runner), runner.ran


def test_what_comes_back_from_other_processes_costs_what_takes_longer_than_the_work_alone():
    found, ran = apart([HERE, FAST, FREE], "primes", "sleep")
    assert [(each.target, each.workload, each.items) for each in ran] == [
        ("3.15", "primes", ITEMS),
        ("3.15", "sleep", ITEMS),
    ]
    assert {each.start_method for each in ran} == {"fork"}
    assert found == pytest.approx({"primes": 0.08 - 0.01008, "sleep": 0.08 - 0.0144})


def test_what_one_kind_cannot_do_is_measured_apart_on_another():
    found, ran = apart([without(HERE, "sleep"), FREE], "primes", "sleep")
    assert [each.target for each in ran] == ["3.13", "3.13t"]
    assert found.keys() == {"primes", "sleep"}


def test_how_much_longer_the_others_took_for_the_first_workload_is_kept():
    found, _ = calibrated([HERE, FAST, FREE], "primes")
    assert found.speeds == pytest.approx({"3.13": 1 / 0.7, "3.15": 1.0, "3.13t": 1.0})


def settled_on_cpython(seconds):
    return Calibration({"CPython": "3.13"}, {"CPython": {"primes": seconds}}, {"CPython": {"primes": 4}})


def test_transport_never_costs_less_than_nothing():
    plan = planned(Settings(globs=("primes",), workers=(1,)), [HERE], 2)
    runner = FakeRunner(calibration.repetition(60.0), seconds=lambda here: 0.01 * here.items)
    assert calibration.transport(plan, [HERE], settled_on_cpython(0.05), runner) == {"primes": 0.0}


def test_processes_that_fail_leave_the_cost_of_transport_unknown():
    found, ran = apart([HERE], "primes", "sleep", failing=["3.13/throughput/primes/process_executor[fork]/2"])
    assert found.keys() == {"sleep"}
    assert len(ran) == 2


def test_nothing_is_measured_apart_where_no_processes_are_planned():
    plan = planned(Settings(globs=("primes",), strategies=("thread",)), [HERE], 2)
    assert calibration.transport(plan, [HERE], settled_on_cpython(0.05), FakeRunner()) == {}


@pytest.mark.parametrize(
    ("targets", "known", "trials"),
    [
        pytest.param([HERE], {}, 2 + 2, id="serially and apart"),
        pytest.param([HERE, FAST], {}, 3 + 2, id="the lead everywhere"),
        pytest.param([HERE, FAST, FREE], {}, 3 + 2 + 2, id="and all on another kind"),
        pytest.param([HERE, FAST], {"CPython": {"sleep": 4}}, 2 + 1, id="one is known"),
        pytest.param([HERE, FREE], {"CPython": {"sleep": 4, "primes": 4}}, 2 + 2, id="all of one kind is known"),
        pytest.param([HERE, FREE], {"every": {"sleep": 4, "primes": 4}}, 0, id="all is known"),
    ],
)
def test_calibrating_is_priced_by_its_trials(targets, known, trials):
    plan = planned(Settings(globs=("primes", "sleep"), workers=COUNTS), targets, 2)
    assert calibration.seconds(plan, targets, known) == pytest.approx(trials * (START + 3 * ITEMS * ITEM["full"]))
