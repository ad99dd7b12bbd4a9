"""Mistakes that are really made: what is counted, checked and ended. No loss and no time is judged."""

import os
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.experiments import asking
from tests.experiments.starting import no_more_threads_than
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.safety import measure
from gilbench.experiments.safety.measure import amount, counters, crew, identifiers, joining, order
from gilbench.experiments.safety.records import COUNTERS, GROUPS, REPEATS
from gilbench.inside.checking import WrongResultError
from gilbench.inside.switching import SwitchIntervalError

PROGRAM = Path(__file__).parent / "measured.py"
CURED = {"Lock", "RLock", "sharded", "queue"}
TESTS = (*GROUPS, "join", "identifiers", "order")


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(counters, "LONG", 0.001)
    monkeypatch.setattr(counters, "ALONE", 0.0005)
    monkeypatch.setattr(counters, "SHORT", 0.0005)
    monkeypatch.setattr(joining, "WORK", 0.001)
    monkeypatch.setattr(order, "WORK", 0.001)


@pytest.fixture(autouse=True)
def _nothing_is_left():
    before = threading.active_count(), sys.getswitchinterval()
    yield
    assert (threading.active_count(), sys.getswitchinterval()) == before


def seen_of(test, workers):
    return asking.measured(measure, asking.request("safety", {"test": test}, workers=workers)).seen


@pytest.mark.parametrize("test", COUNTERS)
def test_counters_are_run_by_all_threads_and_one_and_at_the_shortest_interval(test):
    found = counters.counted(test, 3)
    assert [(each.threads, each.shortest) for each in found] == [(3, False), (1, False), (3, True)]
    for each in found:
        assert each.way == test
        assert len(each.lost) == len(each.seconds) == len(each.cpu) == REPEATS
        assert all(0 <= lost < each.increments for lost in each.lost)
        assert min(each.seconds) > 0
        assert min(each.cpu) > 0
        assert each.increments % each.threads == 0
        assert each.threads > 1 or not any(each.lost)
    assert test not in CURED or not any(lost for each in found for lost in each.lost)


@pytest.mark.parametrize("group", GROUPS)
def test_one_process_measures_all_ways_of_a_group(group):
    seen = seen_of(group, 2)
    assert tuple(dict.fromkeys(each.way for each in seen.counted)) == GROUPS[group]


@pytest.mark.parametrize("test", COUNTERS)
def test_each_way_counts_every_update_of_one_thread(test):
    total, spans = counters._run(counters.WAYS[test], 1, 1234)
    assert total == 1234
    assert len(spans) == (2 if test == "queue" else 1)  # an owner is a thread more
    assert all(each.start < each.end for each in spans)


def test_who_sends_to_an_owner_says_that_it_is_done_even_if_it_fails(monkeypatch):
    shared = counters.WAYS["queue"].new()
    monkeypatch.setattr(counters, "one", lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        counters._put(shared, 3)
    counters._own(shared, 1)
    assert shared[0].value == 0


def test_where_the_cpu_time_of_a_thread_cannot_be_told_there_is_none(monkeypatch):
    monkeypatch.setattr(crew, "_cpu", None)
    assert [each.cpu for each in counters.counted("queue", 2)] == [[], [], []]
    monkeypatch.setattr(crew.time, "get_clock_info", lambda _: SimpleNamespace(resolution=0.0156))
    assert crew._cpu_clock() is None
    monkeypatch.delattr(crew.time, "thread_time")
    assert crew._cpu_clock() is None


def test_an_update_is_lost_where_another_thread_comes_between_read_and_write(monkeypatch):
    between = threading.Barrier(2)

    def meet():
        between.wait()
        return 1

    monkeypatch.setattr(counters, "one", meet)
    total, _ = counters._run(counters.WAYS["call"], 2, 1)
    assert total == 1


@pytest.mark.parametrize("test", sorted(CURED))
def test_a_cure_that_loses_an_update_fails_the_trial(test, monkeypatch):
    way = counters.WAYS[test]
    monkeypatch.setitem(counters.WAYS, test, way._replace(total=lambda shared: way.total(shared) - 1))
    with pytest.raises(WrongResultError, match=f"wrong result: {test} in 2 threads came to"):
        counters.counted(test, 2)


def test_more_than_was_added_fails_the_trial(monkeypatch):
    way = counters.WAYS["list"]
    monkeypatch.setitem(counters.WAYS, "list", way._replace(total=lambda counts: 10 * way.total(counts)))
    with pytest.raises(WrongResultError, match="wrong result: list in 2 threads"):
        counters.counted("list", 2)


def test_another_switch_interval_than_was_asked_for_fails_the_trial(monkeypatch):
    monkeypatch.setattr(sys, "setswitchinterval", lambda _: None)
    with pytest.raises(SwitchIntervalError, match=r"is 0\.005 s although it was set to 1e-06 s"):
        counters.counted("attribute", 2)


def test_threads_that_cannot_be_started_fail_the_trial_and_leave_none():
    for run in (lambda: crew.together(4, id), lambda: identifiers.identified(4), lambda: order.ended(4)):
        with no_more_threads_than(2):
            run()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_ends_early_fails_the_trial():
    with pytest.raises(crew.ThreadLostError, match="1 of 2 threads did their work"):
        crew.together(2, lambda place: 1 // place)


def test_threads_of_a_crew_do_not_move_the_caller():
    before = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None
    crew.together(2, id)
    assert before is None or os.sched_getaffinity(0) == before


def test_what_there_is_before_join_is_a_share():
    seen = seen_of("join", 1)
    assert len(seen.early) == joining.REPEATS
    assert all(0 <= each <= 1 for each in seen.early)


def test_a_total_that_is_wrong_after_join_fails_the_trial(monkeypatch):
    real = joining._add
    monkeypatch.setattr(joining, "_add", lambda total, count: real(total, count - 1))
    with pytest.raises(WrongResultError, match="wrong result: one thread that added"):
        joining.early()


def test_threads_that_are_alive_share_no_identifier():
    apart, beside = seen_of("identifiers", 16).identified
    assert (apart.together, apart.threads) == (False, identifiers.APART)
    assert (beside.together, beside.threads, beside.idents, beside.natives) == (True, 16, 0, 0)


def test_identifiers_are_counted_that_come_again(monkeypatch):
    ids = iter([(7, 1), (7, 2), (8, 3), (7, 4)])
    monkeypatch.setattr(identifiers, "APART", 4)
    monkeypatch.setattr(identifiers, "_own", lambda: next(ids))
    found = identifiers._of(identifiers._apart(), together=False)
    assert (found.idents, found.natives) == (2, 0)


def test_without_native_identifiers_there_are_none(monkeypatch):
    alike = SimpleNamespace(Thread=threading.Thread, Event=threading.Event, get_ident=threading.get_ident)
    monkeypatch.setattr(identifiers, "threading", alike)  # which needs the native one itself
    assert [each.natives for each in identifiers.identified(2)] == [None, None]


def test_every_thread_ends_once_in_every_order():
    seen = seen_of("order", 5)
    assert [each.unequal for each in seen.ended] == [False, True]
    for each in seen.ended:
        assert len(each.orders) == order.REPEATS
        assert all(sorted(one) == [0, 1, 2, 3, 4] for one in each.orders)


def test_unequal_work_is_halved_from_thread_to_thread_and_the_same_in_all():
    assert order.decreasing(4, 1500) == [3200, 1600, 800, 400]
    assert order.decreasing(1, 7) == [7]


def test_a_thread_that_did_not_do_its_work_fails_the_trial(monkeypatch):
    real = order._added
    monkeypatch.setattr(order, "_added", lambda amount: real(amount - 1))
    with pytest.raises(WrongResultError, match=r"were to add up to \[5, 6\] came to \[4, 5\]"):
        order._order([5, 6])


def test_work_is_doubled_until_its_speed_can_be_told():
    asked = []

    def taken(count):
        asked.append(count)
        return count * 6e-7

    assert amount.lasting(0.012, taken) == 20_000
    assert asked == [500, 500, 1000, 1000]
    assert amount.lasting(1e-9, taken) == amount.FIRST


def test_a_test_that_there_is_not_fails_the_trial():
    with pytest.raises(measure.UnknownTestError, match="safety has no test named philosophers"):
        seen_of("philosophers", 2)


def test_nothing_is_missing_where_there_is_a_switch_interval(monkeypatch):
    assert measure.missing() is None
    monkeypatch.delattr(sys, "getswitchinterval")
    reason = measure.missing()
    monkeypatch.undo()
    assert reason == "this interpreter has no switch interval"


@pytest.mark.targets
def test_it_is_measured_in_every_interpreter(interpreter):
    said = asking.elsewhere(interpreter.executable, PROGRAM, *TESTS)
    assert said["left"] == [1, 0]
    for group, ways in GROUPS.items():
        runs = said["seen"][group]["counted"]
        assert {each["way"] for each in runs} == {*ways}
        assert all(0 <= lost < each["increments"] for each in runs for lost in each["lost"])
    assert {len(one) for each in said["seen"]["order"]["ended"] for one in each["orders"]} == {2}
    apart, beside = said["seen"]["identifiers"]["identified"]
    assert (apart["threads"], beside["idents"]) == (100, 0)
