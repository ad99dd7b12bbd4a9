"""The real thing: what short calls see, what is refused, and that nothing is left behind."""

import functools
import sys
import threading
import warnings
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.experiments import asking
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.hidden_locks import measure
from gilbench.experiments.hidden_locks.measure import again, computing, sleeping
from gilbench.experiments.hidden_locks.measure.things import AbsentError, Case, Naps, Thing, napping
from gilbench.experiments.hidden_locks.records import BLOCKS, CALLS, WORKS, Seen, Timed
from gilbench.inside.checking import WrongResultError

MEASURED = Path(__file__).parent / "measured.py"
CASES = {**sleeping.cases(0.0002), **computing.cases()}


def require_seen(said, wait):
    """Hold what was printed to the shape of the record; no time is judged beyond its sign."""
    seen = Seen(**said["seen"])
    calls = [Timed(**each) for each in seen.calls]
    before, after = said["left"]
    assert before == after
    assert said["finders"]
    assert said["seconds"] > 0
    assert tuple(each.name for each in calls) == CALLS[wait]
    for each in calls:
        if each.absent is None:
            assert len(each.alone) == len(each.shared) == len(each.own) == 2
            assert min(*each.alone, *each.shared, *each.own) > 0
            assert (each.again is None) == (each.name in ("queue", *CALLS["compute"]))
        else:
            assert (each.name, each.alone) == ("sqlite", [])


@pytest.mark.parametrize("wait", CALLS)
def test_every_call_is_repeated(wait):
    require_seen(asking.elsewhere(sys.executable, MEASURED, wait), wait)


@pytest.mark.targets
@pytest.mark.parametrize("wait", CALLS)
def test_it_is_measured_in_every_interpreter(interpreter, wait):
    require_seen(asking.elsewhere(interpreter.executable, MEASURED, wait), wait)


def test_every_call_of_every_trial_can_be_made():
    assert tuple(sleeping.cases(0.0)) != ()
    assert set(CASES) == {name for names in CALLS.values() for name in names}


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_call_does_its_work_each_time_and_less_of_it_is_wrong(name):
    with CASES[name].shared() as thing:
        returned = [thing.call(), thing.call()]
        assert thing.right(returned)
    with CASES[name].shared() as thing:
        once = [thing.call()]
        assert not thing.right([*once, None])


def test_what_is_called_takes_its_time_where_a_lock_may_be_held(monkeypatch):
    """The nap of a call is taken inside of what it is called for: the stack shows who called."""
    callers = {}

    def take(self):
        frame, names = sys._getframe(1), set()
        while frame:
            names.add(frame.f_code.co_name)
            frame = frame.f_back
        callers[current] = names
        self._taken.append(None)

    monkeypatch.setattr(Naps, "take", take)
    for current, between in {"logging": "handle", "import": "_find_and_load", "zipfile": "read"}.items():
        with CASES[current].shared() as thing:
            thing.call()
        assert between in callers[current]


def test_two_objects_of_one_class_read_the_property_that_is_cached():
    with CASES["cached_property"].shared() as thing:
        assert [thing.call(), thing.call()] == [True, True]  # of another object each: the second takes a nap as well
        assert thing.right([True, True])


def test_what_shows_warnings_is_itself_again_afterwards():
    showing, filters = warnings.showwarning, list(warnings.filters)
    with CASES["warning"].shared() as thing:
        thing.call()
        assert warnings.showwarning is not showing
    assert (warnings.showwarning, warnings.filters) == (showing, filters)


def test_a_module_whose_import_failed_is_not_there_and_nobody_looks_for_it():
    before, modules = list(sys.meta_path), set(sys.modules)
    with CASES["import"].shared() as thing:
        assert thing.call() is False
    assert sys.meta_path == before
    assert not {each for each in set(sys.modules) - modules if each.startswith("gilbench_hidden_locks")}


@contextmanager
def locked(lock, naps):
    def call():
        with lock:
            naps.take()

    yield call


def test_a_call_inside_of_the_same_call_works_where_the_lock_lets_its_owner_in_again():
    assert again.said_of(functools.partial(locked, threading.RLock())) == WORKS


def test_a_call_that_waits_for_itself_is_told_and_not_waited_for(monkeypatch):
    monkeypatch.setattr(again, "PATIENCE", 0.05)
    lock = threading.Semaphore()
    assert again.said_of(functools.partial(locked, lock)) == BLOCKS
    lock.release()  # so that the thread ends


def test_an_error_of_the_inner_call_is_told_by_its_name():
    assert again.said_of(sleeping.MAKES["write"]) == "RuntimeError"
    assert again.said_of(sleeping.MAKES["zipfile"]) == WORKS


def test_a_call_that_does_not_do_its_work_is_a_wrong_result(monkeypatch):
    @contextmanager
    def idle(_naps):
        yield bool

    making = napping(idle, 0.0)
    monkeypatch.setattr(measure.sleeping, "cases", lambda _: dict.fromkeys(CALLS["sleep"], Case(making, making)))
    with pytest.raises(WrongResultError, match="wrong result: cached_property did something else than its work in 1 c"):
        asking.measured(measure, asking.request("hidden_locks", {"wait": "sleep"}, workers=2))


def test_a_call_that_cannot_be_made_is_absent_with_its_reason_and_the_others_are_measured(monkeypatch):
    @contextmanager
    def absent():
        raise AbsentError("there is none")
        yield

    @contextmanager
    def there():
        yield Thing(functools.partial(bool, 1), all)

    cases = {"hash": Case(there, there), "compress": Case(there, there), "sqlite": Case(absent, absent)}
    monkeypatch.setattr(measure.computing, "cases", lambda: cases)
    found = asking.measured(measure, asking.request("hidden_locks", {"wait": "compute"}, workers=2)).seen.calls
    assert [each.absent for each in found] == [None, None, "there is none"]
    assert [len(each.alone) for each in found] == [measure.REPEATS, measure.REPEATS, 0]


def test_an_interpreter_without_sqlite3_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    with pytest.raises(AbsentError, match="this interpreter has no sqlite3"), CASES["sqlite"].shared():
        pass


def test_what_is_missing_is_named(monkeypatch):
    assert measure.missing() is None
    monkeypatch.setitem(sys.modules, "threading", None)
    assert measure.missing().startswith("threads need what this interpreter lacks: ")
