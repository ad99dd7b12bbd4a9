"""The real thing: what a call of the experiment says, what it refuses, and that it leaves nothing behind."""

import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.experiments import asking
from tests.experiments.starting import no_more_threads_than
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.sharing import measure, trials
from gilbench.experiments.sharing.measure import windows
from gilbench.experiments.sharing.measure.steps import STEPS, Box, Step
from gilbench.experiments.sharing.records import Seen
from gilbench.inside.checking import WrongResultError

MEASURED = Path(__file__).parent / "measured.py"
SETTINGS = ("alone", "private", "shared")
TRACES = ("append", "add", "locked")


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    for name, value in {"REPEATS": 2, "ALONE": 0.001, "TOGETHER": 0.002}.items():
        monkeypatch.setattr(measure, name, value)


def require_seen(seen, step):
    """Hold what was seen to the shape of the record; no figure is judged beyond its sign."""
    for setting in SETTINGS:
        for what in ("cpu", "wall"):
            values = getattr(seen, f"{setting}_{what}")
            assert len(values) == 2
            assert min(values) > 0
    assert 0 <= seen.lost <= seen.items
    assert seen.items > 0
    assert step == "add" or seen.lost == 0


@pytest.mark.targets
def test_it_is_measured_in_every_interpreter(interpreter):
    said = asking.elsewhere(interpreter.executable, MEASURED, 2, *STEPS)
    assert said["missing"] is None
    assert said["left"] == [1, 1]
    for step in STEPS:
        require_seen(Seen(**said["seen"][step]), step)


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_is_repeated_in_every_setting_and_no_thread_is_left(step, threads):
    before = threading.active_count()
    done = asking.measured(measure, asking.request("sharing", {"step": step}, workers=threads))
    require_seen(done.seen, step)
    assert done.seconds > 0
    assert threading.active_count() == before


def test_the_steps_are_those_of_the_plan():
    assert tuple(STEPS) == trials.STEPS


@pytest.mark.parametrize("step", [name for name in STEPS if name not in TRACES])
def test_an_item_reads_what_is_there(step):
    thing = STEPS[step].make()
    assert STEPS[step].run(thing, range(3)) is STEPS[step].reads(thing)


@pytest.mark.parametrize("step", TRACES)
def test_every_item_leaves_a_trace(step):
    thing = STEPS[step].make()
    assert STEPS[step].run(thing, range(3)) is STEPS[step].reads(thing) is None
    assert STEPS[step].taken(thing) == 3


def test_functions_of_two_threads_have_nothing_in_common():
    one, other = (STEPS["global_function"].make() for _ in range(2))
    for name in one:
        assert one[name] is not other[name]
        assert one[name].__code__ is not other[name].__code__
        assert one[name].__globals__ is not other[name].__globals__


@pytest.mark.parametrize("threads", [1, 2])
def test_a_wrong_result_is_refused_and_no_thread_is_left(threads):
    step, before = Step(object, lambda _, __: object(), lambda thing: thing), threading.active_count()
    with pytest.raises(WrongResultError, match="what was read is not what is there"):
        windows.window(step, step.make, threads, 10, 0.001)
    assert threading.active_count() == before


def turns(things, items=5):
    return [windows.Turn(each, 0.0, 1.0, 1.0, items) for each in things]


def test_what_threads_share_may_lose_increments_and_they_are_counted():
    box = Box(7)
    assert windows.lost(STEPS["add"], turns([box, box])) == 3
    assert windows.lost(STEPS["add"], turns([Box(5), Box(5)])) == 0


@pytest.mark.parametrize(
    ("step", "things"),
    [
        pytest.param("add", [Box(4), Box(5)], id="nobody shares"),
        pytest.param("add", [Box(4)], id="one thread"),
        pytest.param("append", [[None] * 9], id="more than there were"),
        pytest.param("locked", [(Box(7), None)] * 2, id="under a lock"),
    ],
)
def test_elsewhere_every_item_must_be_there(step, things):
    with pytest.raises(WrongResultError, match=r"\d+ of \d+ items are there"):
        windows.lost(STEPS[step], turns(things))


def test_threads_have_things_of_their_own_or_the_same_one():
    step = STEPS["add"]
    made = measure._of_all(step)
    assert made() is made()
    seen = []
    own = Step(lambda: seen.append(threading.get_ident()) or [], STEPS["append"].run, taken=len)
    windows.window(own, own.make, 2, 10, 0.001)
    assert len(seen) == 2
    assert threading.get_ident() not in seen


def test_threads_that_cannot_all_start_are_refused_and_those_that_did_end():
    with no_more_threads_than(1) as started:
        windows.window(STEPS["attribute"], STEPS["attribute"].make, 2, 10, 0.001)
    assert not started[0].is_alive()


def test_nothing_is_missing_here_and_what_is_missing_is_named(monkeypatch):
    assert measure.missing() is None
    monkeypatch.setattr(measure.time, "get_clock_info", lambda _: SimpleNamespace(resolution=0.0156))
    assert measure.missing() == "the clock of a thread's CPU time ticks every 15.6 ms only"
    monkeypatch.delattr(measure.time, "thread_time")
    assert measure.missing() == "there is no time.thread_time on this platform"
