"""Neighbours are at work while they are wanted, tell how far they are, and are gone afterwards."""

import sys
import time

import pytest
from tests.inside.left_behind import after_settling, threads_and_processes

from gilbench.inside.neighbours import board, places
from gilbench.inside.neighbours.beside import beside
from gilbench.inside.neighbours.kinds import KINDS, NeighbourError

QUICK = ("computes", "releases", "polls", "garbage")


def a_few(units=3):
    """Return a function that lets a kind do a few units."""
    return iter([True] * units + [False]).__next__


@pytest.mark.parametrize("kind", QUICK)
def test_a_kind_does_a_unit_each_time_that_it_is_let(kind):
    assert KINDS[kind](a_few()) == 3


@pytest.mark.slow
def test_sorting_a_million_is_a_unit():
    assert KINDS["keeps"](a_few(1)) == 1


@pytest.mark.parametrize("place", ["thread", "process"])
@pytest.mark.parametrize("count", [1, 2])
def test_all_work_while_they_are_wanted_and_none_is_left(place, count):
    before = threads_and_processes()
    with beside("computes", place, count) as speed:
        now = threads_and_processes()
        assert len(now[0]) - len(before[0]) == (count if place == "thread" else 0)
        assert len(now[3]) - len(before[3]) == (count if place == "process" else 0)
        time.sleep(0.05)
        assert speed() > 0
    assert after_settling(before) == before


def test_none_beside_is_nobody():
    with beside("computes", "thread", 0) as speed:
        assert speed() is None


@pytest.mark.parametrize("place", ["thread", "process"])
def test_all_end_where_something_goes_wrong(place):
    before = threads_and_processes()
    with pytest.raises(ZeroDivisionError), beside("computes", place, 2):
        raise ZeroDivisionError
    assert after_settling(before) == before


def test_one_that_goes_wrong_is_told(monkeypatch):
    def fails(going):
        going()
        raise LookupError("nothing there")

    monkeypatch.setitem(KINDS, "fails", fails)
    with pytest.raises(NeighbourError, match="a neighbour went wrong: nothing there"), beside("fails", "thread", 1):
        pytest.fail("it never was at work")


def test_one_that_stops_by_itself_is_told(monkeypatch):
    def stops(going):
        return sum(going() for _ in range(3))

    monkeypatch.setitem(KINDS, "stops", stops)
    with pytest.raises(NeighbourError, match="a neighbour stopped by itself"), beside("stops", "thread", 1):
        time.sleep(0.05)


def test_a_process_that_fails_is_told(monkeypatch, capfd):
    monkeypatch.setitem(KINDS, "only_here", KINDS["computes"])
    with pytest.raises(NeighbourError, match="ended with code 1"), beside("only_here", "process", 1):
        pytest.fail("it never was at work")
    assert "KeyError: 'only_here'" in capfd.readouterr().err


def test_one_whose_parent_has_gone_ends_by_itself(tmp_path):
    path = str(tmp_path / "board")
    board.new_file(path).close()
    nobody = 1 if sys.platform != "win32" else 0
    assert board.at_work("computes", path, nobody) == 0


def test_the_speed_is_that_since_it_was_asked_before():
    shared = bytearray(board.SIZE)
    one = board.Board(shared)
    for _ in range(3):
        assert one.going()
    units, when = board.Board(shared).done()
    assert units == 2
    assert 0 < when <= time.perf_counter()
    one.end()
    assert not one.going()


@pytest.mark.parametrize(
    ("place", "version", "is_there"),
    [
        pytest.param("thread", (3, 9), True, id="threads everywhere"),
        pytest.param("process", (3, 9), True, id="processes everywhere"),
        pytest.param("interpreter", (3, 13), False, id="no sub-interpreters"),
        pytest.param("interpreter", (3, 14), True, id="sub-interpreters"),
    ],
)
def test_what_places_there_are(place, version, is_there, monkeypatch):
    monkeypatch.setattr(places.sys, "version_info", version)
    assert (places.missing(place) is None) == is_there
