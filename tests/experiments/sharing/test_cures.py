"""Cures that are really used: the same must come of them as of their steps. No time is judged."""

import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.experiments import asking
from tests.experiments.starting import no_more_threads_than
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.sharing import measure, trials
from gilbench.experiments.sharing.measure import cures, interpreters, owner, windows
from gilbench.experiments.sharing.measure.steps import STEPS
from gilbench.inside.checking import WrongResultError

MEASURED = Path(__file__).parent / "measured.py"
HERE = [pair for pair in cures.CURES if pair[1] != "interpreters"]  # which this interpreter may not have
TRACES = [pair for pair in HERE if STEPS[pair[0]].taken is not None]


@pytest.fixture(autouse=True)
def _nothing_is_left():
    before = threading.active_count()
    yield
    assert threading.active_count() == before


@pytest.fixture
def quick(monkeypatch):
    for name, value in {"REPEATS": 2, "CURED_ALONE": 0.001, "CURED_TOGETHER": 0.002}.items():
        monkeypatch.setattr(measure, name, value)


def window(step, cure, threads=2):
    with cures.opened(step, cure, threads) as of:
        return of(50, 0.001)


def test_the_cures_are_those_of_the_plan():
    assert set(cures.CURES) == set(trials.CURED)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("step", "cure"), HERE)
def test_every_cure_is_repeated_beside_its_step(step, cure):
    done = asking.measured(measure, asking.request("sharing", {"step": step, "cure": cure}, workers=2))
    for setting in ("alone", "shared", "cured"):
        for what in ("cpu", "wall"):
            values = getattr(done.seen, f"{setting}_{what}")
            assert len(values) == 2
            assert min(values) > 0
    assert done.seen.private_cpu == done.seen.private_wall == []
    assert step == "add" or done.seen.lost == 0


@pytest.mark.parametrize(("step", "cure"), HERE)
def test_no_item_is_lost_with_a_cure(step, cure):
    found = window(step, cure, 3)
    assert found.items >= 150
    assert found.lost == 0


@pytest.mark.parametrize(("step", "cure"), TRACES)
def test_an_item_that_is_lost_with_a_cure_is_refused(step, cure, monkeypatch):
    taken = STEPS[step].taken
    monkeypatch.setitem(STEPS, step, STEPS[step]._replace(taken=lambda thing: taken(thing) - 1))
    with pytest.raises(WrongResultError, match=r"\d+ of \d+ items are there"):
        window(step, cure)


@pytest.mark.parametrize("step", trials.READS)
def test_a_copy_has_nothing_in_common_with_the_thing_and_a_shallow_one_what_is_in_it(step):
    thing = STEPS[step].make()
    read = STEPS[step].reads(thing)
    shallow, deep = (cures.CURES[step, cure].args[0].take(thing) for cure in ("shallow", "copy"))
    assert shallow is not thing
    assert deep is not thing
    assert STEPS[step].reads(shallow) is read
    assert STEPS[step].reads(deep) is not read


@pytest.mark.parametrize("step", ["attribute", "method"])
def test_what_is_looked_up_before_the_loop_is_what_is_there(step):
    own = cures.CURES[step, "hoist"].args[0]
    thing = STEPS[step].make()
    assert own.take(thing) is thing
    assert own.run(thing, range(3)) is own.reads(thing) is thing.value


def test_a_function_that_is_looked_up_before_the_loop_is_called_for_each_item():
    called = []
    cures.CURES["global_function", "hoist"].args[0].run({"_nothing": lambda: called.append(1)}, range(3))
    assert called == [1, 1, 1]


def test_merging_is_counted_with_its_cpu_time_and_ends_last():
    turns = [windows.Turn([None] * 3, 0.0, 0.1, 0.1, 3)] * 2
    merged = cures._merged(cures._extend, whole := [], turns)
    assert len(whole) == 6
    assert merged.items == 0
    assert merged.cpu >= 0
    assert merged.end > 0.1


def test_an_owner_is_a_thread_more_that_does_what_was_sent():
    sent = owner.queue.SimpleQueue()
    for each in (1, 1, None, 1, None):
        sent.put(each)
    thing = STEPS["locked"].make()
    turn = owner._served(owner.adds, thing, sent, 2, 0.0)
    assert thing[0].value == 3
    assert (turn.items, turn.thing) == (0, thing)


def test_who_sends_says_that_it_is_done_even_if_it_fails():
    sent, sending = owner.queue.SimpleQueue(), STEPS["append"]._replace(run=lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        owner._sent(sending, sent, 10, 0.0, 0.0)
    assert sent.get(timeout=1) is None


@pytest.mark.parametrize("allowed", [1, 2])
def test_where_threads_cannot_all_start_none_is_left_waiting(allowed):
    with no_more_threads_than(allowed):
        window("locked", "queue")


class Fake:
    """A sub-interpreter that is none, and notes what is asked of it."""

    def __init__(self, log):
        self.log = log

    def exec(self, code):
        self.log.append(code.rpartition("; ")[2])

    def call(self, function, *arguments):
        return function(*arguments)

    def close(self):
        self.log.append("closed")


@pytest.fixture
def log(monkeypatch):
    import concurrent  # noqa: PLC0415  is given what it does not have here

    found = []
    fake = SimpleNamespace(create=lambda: Fake(found))
    monkeypatch.setitem(sys.modules, "concurrent.interpreters", fake)
    monkeypatch.setattr(concurrent, "interpreters", fake, raising=False)
    return found


@pytest.mark.parametrize("step", ["attribute", "locked"])
def test_each_thread_has_an_interpreter_that_is_closed_at_the_end(step, log):
    assert window(step, "interpreters").items >= 100
    assert log == [f"import {interpreters.__name__}"] * 2 + ["closed"] * 2


def test_increments_that_interpreters_lose_are_refused_and_they_are_closed(log, monkeypatch):
    monkeypatch.setattr(interpreters, "does", lambda *_: (1.0, 1.0, 50, 49))
    with pytest.raises(WrongResultError, match="98 of 100 items are there"):
        window("locked", "interpreters")
    assert log[2:] == ["closed"] * 2


@pytest.mark.targets
def test_cures_are_measured_in_every_interpreter(interpreter):
    can = not interpreter.id.startswith("pypy") and interpreter.version >= (3, 14)
    asked = [":".join(pair) for pair in (cures.CURES if can else HERE)]
    said = asking.elsewhere(interpreter.executable, MEASURED, 2, *asked)
    assert said["left"] == [1, 1]
    for each in asked:
        seen = said["seen"][each]
        assert len(seen["cured_cpu"]) == len(seen["shared_cpu"]) == 2
        assert min(seen["cured_cpu"]) > 0
