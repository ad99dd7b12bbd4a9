"""From a board to what is said: invented programs, whose shares are known."""

import time

import pytest
from tests.watched.boards import Board, cycle

from gilbench.inside.held import board
from gilbench.inside.held.culprit import Culprit
from gilbench.watched import seen

HELD = cycle(0.005, 0.010, 2.0, cpu=0.010)  # waits for 5 ms, and the program runs all the while
FREE = cycle(0.005)
BLOCKED = cycle(0.005, cpu=0.0)


@pytest.fixture
def shown(tmp_path):
    return Board(tmp_path / "board")


def found(shown, *, silent=0.0, cpu=0.0, cpus=4):
    shown.writer.sums(shown.recording)
    shown.reader.look()
    return seen.seen(shown.reader, ended=shown.reader.sums.seen + silent, cpu=cpu, cpus=cpus)


def test_a_program_that_always_holds_the_gil_gains_nothing(shown):
    shown.add(*[HELD] * 400)
    what = found(shown)
    assert what.figures.share > 0.9
    assert what.most.by == "gil"
    assert what.most.speedup < 1.2
    assert what.waited == pytest.approx(1.0)
    assert what.wait == pytest.approx((0.005 + 200 * 0.005**2 / 2) / (1 + 200 * 0.005))
    assert not what.several


def test_a_program_that_never_holds_it_can_use_all_cpus(shown):
    shown.add(*[FREE] * 400)
    assert found(shown).most == (4.0, "cpus")


def test_a_program_that_waits_for_something_else_has_nothing_to_gain_by_computing(shown):
    shown.add(*[BLOCKED] * 400)
    what = found(shown)
    assert what.most is None
    assert what.busy == 0.0


def test_where_several_threads_compute_nothing_is_promised(shown):
    shown.add(*[HELD] * 400)
    shown.recording.beside = 0.5 * shown.recording.cpu
    what = found(shown)
    assert what.several
    assert what.most is None


def test_without_a_gil_nothing_is_promised_either(shown, monkeypatch):
    monkeypatch.setattr(board, "gil", lambda: False)
    shown.add(*[FREE] * 400)
    what = found(shown)
    assert not what.gil
    assert what.most is None
    assert what.busy == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("cpu", "children"),
    [pytest.param(2.5, 0.0, id="its own"), pytest.param(10.0, 7.0, id="others")],
)
def test_cpu_time_of_other_processes_is_what_it_did_not_use_itself(shown, cpu, children):
    shown.add(*[FREE] * 400)
    assert found(shown, cpu=cpu).children == pytest.approx(children, abs=0.1)


def test_how_long_nothing_was_seen_at_the_end(shown):
    shown.add(FREE)
    assert found(shown, silent=3.0).silent == pytest.approx(3.0)


def test_a_program_that_ended_at_once_was_not_seen(shown):
    what = seen.seen(shown.reader, ended=time.monotonic(), cpu=0.1, cpus=2)
    assert (what.figures, what.most, what.stalls) == (None, None, ())
    assert what.reason == "the program ended before anything was seen"


def test_why_nothing_was_seen_is_what_the_program_says(shown):
    board.reason(str(shown.path), "it has no clock")
    assert seen.seen(shown.reader, ended=0.0, cpu=0.1, cpus=2).reason == "it has no clock"


def test_stalls_are_those_of_the_program(shown):
    shown.add(HELD)
    shown.stalls.add(0.005, Culprit("MainThread", "a.py:1 f"))
    assert [each.culprit.place for each in found(shown).stalls] == ["a.py:1 f"]


def test_the_last_seconds_are_told_without_those_before(shown):
    lately = seen.Lately()
    for kind in [HELD] * 3 + [FREE] * seen.LATELY:
        shown.add(*[kind] * 200)
        shown.reader.look()
        lately.add(shown.reader.fresh, shown.reader.sums)
    assert lately.figures().share < 0.1
    assert lately.busy() == pytest.approx(1.0, rel=0.01)
    assert seen.held_share(shown.reader.recording).share > 0.3


def test_a_young_program_is_told_as_a_whole(shown):
    lately = seen.Lately()
    shown.add(*[HELD] * 200)
    shown.reader.look()
    lately.add(shown.reader.fresh, shown.reader.sums)
    assert lately.figures().share > 0.9
