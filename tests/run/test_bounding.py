from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.known import EXPERIMENTS, planned
from tests.simulated import CALM, scenario, simulate, target, trial

from gilbench.errors import NothingToRunError
from gilbench.inside.experiment import Call
from gilbench.plan import amounts
from gilbench.plan.asked import Asked
from gilbench.run import bounding, calibration, settle
from gilbench.run.fake import FakeRunner, exact
from gilbench.run.weighed import Weighed
from gilbench.settings import Settings
from gilbench.store.records import Bound, Calibration

HERE, FREE = target("3.13"), target("3.13t")
MIB = 2**20
SHARED = bounding.Crews((1, 2), {})


def settled(items):
    return Calibration({"CPython": "3.13"}, {}, {"CPython": {"primes": items, "fib": 16}})


@pytest.mark.parametrize(
    ("size", "transport", "items", "by"),
    [
        pytest.param(MIB, 0.0, 64, None, id="fits"),
        pytest.param(2 * MIB, 0.0, 48, "memory", id="half of it"),
        pytest.param(20 * MIB, 0.0, 4, "memory", id="few"),
        pytest.param(1, 0.05, 48, "processes", id="three seconds of transport"),
        pytest.param(1, 10.0, 32, "processes", id="threads keep half"),
        pytest.param(20 * MIB, 10.0, 4, "memory", id="both"),
        pytest.param(0, 0.0, 64, None, id="nobody knows"),
    ],
)
def test_a_value_has_no_more_items_than_have_room_and_come_back(size, transport, items, by):
    backs = {"CPython": {"primes": transport}, "PyPy": {"primes": 9.0}}
    found = bounding.bounded(settled(64), {"CPython": {"primes": size}}, backs, SHARED, 100 * MIB)
    assert found.items == {"CPython": {"primes": items, "fib": 16}}
    bound = {} if by is None else {"CPython": {"primes": Bound(64, size, transport, by)}}
    assert found.bounded == bound


def test_what_an_earlier_run_has_settled_is_never_bounded():
    known = {"CPython": {"primes": 64}}
    results = bounding.by_workload({("3.13", "primes"): 99 * MIB, ("3.13", "fib"): 1}, [HERE], known)
    assert results == {"CPython": {"fib": 1}}


def test_of_the_targets_of_a_kind_the_largest_result_counts():
    seen = {("3.13", "primes"): 5, ("3.15", "primes"): 7, ("3.13t", "primes"): 9}
    found = bounding.by_workload(seen, [HERE, target("3.15"), FREE], {})
    assert found == {"CPython": {"primes": 7}, "CPython without a GIL": {"primes": 9}}


def test_work_whose_fewest_items_have_no_room_is_told_with_both_sizes():
    found = bounding.too_large({"CPython": {"primes": 26 * MIB, "fib": 25 * MIB}}, SHARED, 100 * MIB)
    told = "a result takes 26.0 MiB, and a value needs 4 of them at once: more than the 100 MiB that they may take here"
    assert found == {"CPython": {"primes": told}}


def test_more_workers_that_wait_need_an_item_each():
    plan = planned(Settings(globs=("echo",), workers=(1, 2), wider=(8,)), [HERE], 2)
    assert bounding.crews(plan, [HERE], (1, 2)).least("CPython", "echo") == 8
    assert bounding.crews(plan, [HERE], (1, 2)).least("CPython", "primes") == 4


@given(
    st.floats(0, 1e5),
    st.lists(st.integers(1, 12), min_size=1, max_size=4),
    st.lists(st.sampled_from([16, 32, 64]), max_size=2),
)
def test_as_many_items_as_there_may_be_can_be_shared_out(most, counts, wider):
    found = amounts.items_at_most(most, counts, wider)
    assert all(found % each == 0 for each in (*counts, *wider))
    assert found >= amounts.LEAST_ITEMS * max(counts)
    assert found <= max(most, amounts.items_per_value(counts, wider=wider))


@pytest.mark.parametrize(
    ("free", "room"),
    [
        pytest.param(None, 2**30, id="nobody knows"),
        pytest.param(2**36, 2**30, id="much"),
        pytest.param(2**30, 2**27, id="an eighth"),
    ],
)
def test_results_may_take_a_part_of_what_is_free(free, room):
    assert amounts.room(free) == room


class Returning(FakeRunner):
    """Work of 1 ms whose results take as many bytes as are told, and back from processes as many seconds."""

    def __init__(self, size, back=0.0):
        super().__init__(calibration.repetition(60.0), calls=self.call)
        self.size, self.back = size, back

    def call(self, trial):
        made = exact(trial, trial.items * (0.001 + (self.back if trial.start_method else 0.0)))
        return made._replace(seen={**made.seen, "result_bytes": self.size})


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        pytest.param(7, 7, id="a size"),
        pytest.param(-7, 0, id="less than nothing"),
        pytest.param(10**30, 2**40, id="more than there is"),
        pytest.param("7", 0, id="a text"),
        pytest.param(None, 0, id="nothing"),
    ],
)
def test_what_targets_say_of_sizes_is_believed_within_what_can_be(told, kept):
    runner = Weighed(Returning(told))
    trial = planned(Settings(globs=("primes",)), [HERE], 2).trials[0]
    assert runner.run(trial).state == "ok"
    assert runner.results == {("3.13", "primes"): kept}


def measured(runner, room, *globs, targets=(HERE,)):
    """Return the manifest of a run with as much room for its results, once its work is settled."""
    settings = Settings(globs=globs, workers=(1, 2))
    planners = EXPERIMENTS.only(("throughput",)).planners
    plan = planned(replace(settings, experiments=("throughput",)), targets, 2)
    manifest = replace(simulate(scenario("3.13/primes", {"thread": 1.0}), CALM).manifest, targets=targets, plan=plan)
    return settle.settled(manifest, Asked(settings, 2, (1, 2), {}), planners, runner, room)


def test_a_run_is_planned_with_the_items_that_have_room():
    found = measured(Returning(MIB), 40 * MIB, "primes")
    assert {each.items for each in found.plan.trials} == {40}
    assert found.calibration.bounded == {"CPython": {"primes": Bound(256, MIB, 0.0, "memory")}}


def test_what_has_no_room_is_measured_no_further_and_skipped_with_the_reason():
    class Some(Returning):
        def call(self, trial):
            made = super().call(trial)
            return made if trial.workload == "primes" else made._replace(seen={**made.seen, "result_bytes": 1})

    runner = Some(50 * MIB)
    found = measured(runner, 100 * MIB, "primes", "wordcount")
    assert {each.workload for each in found.plan.measured} == {"wordcount"}
    told = "a result takes 50.0 MiB, and a value needs 4 of them at once: more than the 100 MiB that they may take here"
    skipped = {
        each.trial.strategy for each in found.plan.skips if (each.trial.workload, each.reason) == ("primes", told)
    }
    assert {"serial", "thread", "process_executor"} <= skipped
    assert "primes" not in found.calibration.items["CPython"]
    assert not any(each.workload == "primes" and each.start_method for each in runner.ran)


def test_a_run_of_nothing_else_is_refused_with_that_reason():
    with pytest.raises(NothingToRunError, match=r"a result takes 50\.0 MiB"):
        measured(Returning(50 * MIB), 100 * MIB, "primes")


def test_results_that_take_long_to_come_back_leave_fewer_items():
    found = measured(Returning(1, back=0.015), 100 * MIB, "primes")
    assert {each.items for each in found.plan.trials} == {192}
    assert found.calibration.bounded["CPython"]["primes"].by == "processes"


def test_processes_that_would_not_end_in_time_are_skipped_and_threads_keep_their_work():
    found = measured(Returning(1, back=0.5), 100 * MIB, "primes")
    told = (
        "a result takes 500 ms to come back from a process, and those of a value about 1 min 4 s: a trial would take "
        "longer than --timeout 60"
    )
    assert {each.trial.strategy for each in found.plan.skips if each.reason == told} == {"process_executor"}
    assert {each.strategy for each in found.plan.trials} >= {"serial", "thread"}
    assert {each.start_method for each in found.plan.trials} == {None}


@pytest.mark.parametrize(
    ("transport", "timeout", "slow"),
    [
        pytest.param(0.5, 60.0, True, id="64 s"),
        pytest.param(0.4, 60.0, False, id="51 s"),
        pytest.param(0.04, 1.0, False, id="short enough to try"),
    ],
)
def test_a_trial_has_its_time_limit_for_all_its_values(transport, timeout, slow):
    backs = {"CPython": {"primes": transport}, "PyPy": {"primes": 9.0}}
    found = bounding.too_slow({"CPython": {"primes": 64}}, backs, 2, timeout)
    assert {kind for kind, of_kind in found.items() if of_kind} == ({"CPython"} if slow else set())


def test_what_is_long_on_its_way_on_one_kind_of_interpreters_bounds_no_other():
    class Slow(Returning):
        def call(self, trial):
            return super().call(trial) if trial.target == "pypy3.11" else Returning(1).call(trial)

    found = measured(Slow(1, back=0.015), 100 * MIB, "primes", targets=(target("pypy3.11"), HERE))
    assert {each.target: each.items for each in found.plan.trials} == {"pypy3.11": 192, "3.13": 256}
    assert found.calibration.bounded.keys() == {"PyPy"}


def test_why_results_stay_is_told_by_kind_beside_what_an_earlier_run_found():
    why = {("3.13", "primes"): "TypeError: cannot pickle it", ("3.13t", "fib"): "ValueError: no"}
    before = {"CPython": {"fib": "as it was"}, "PyPy": {"fib": "as it was"}}
    assert bounding.staying(why, [HERE, FREE], before) == {
        "CPython": {
            "fib": "as it was",
            "primes": "its result cannot be sent back from a process: TypeError: cannot pickle it",
        },
        "CPython without a GIL": {"fib": "its result cannot be sent back from a process: ValueError: no"},
        "PyPy": {"fib": "as it was"},
    }


@pytest.mark.parametrize(
    ("told", "noted"),
    [
        pytest.param("TypeError: no", {("3.13", "primes"): "TypeError: no"}, id="a reason"),
        pytest.param(None, {}, id="it can"),
        pytest.param(7, {}, id="nonsense"),
        pytest.param("", {}, id="nothing"),
    ],
)
def test_a_runner_notes_why_results_cannot_be_pickled(told, noted):
    weighed = Weighed(FakeRunner(calls=lambda _: Call(1.0, [], {"result_stays": told})))
    weighed.run(trial("3.13/primes/serial/1"))
    assert weighed.staying == noted
