"""Threads begin together, and none is left of those that could not."""

import threading
import time

import pytest

from gilbench.inside.at_once import at_once


def returning(value):
    return lambda: lambda _: value


def test_results_come_in_the_order_of_the_works():
    assert at_once([returning(place) for place in range(3)]) == [0, 1, 2]


@pytest.mark.parametrize("threads", [1, 3])
def test_each_prepares_in_a_thread_of_its_own_and_all_begin_at_one_moment(threads):
    prepared = []

    def prepare():
        prepared.append(threading.get_ident())
        return lambda begun: (threading.get_ident(), begun, len(prepared), time.perf_counter())

    found = at_once([prepare] * threads)
    assert sorted(ident for ident, *_ in found) == sorted(prepared)
    assert threading.get_ident() not in prepared
    assert len({begun for _, begun, _, _ in found}) == 1
    assert {count for _, _, count, _ in found} == {threads}
    assert all(begun <= now for _, begun, _, now in found)


@pytest.mark.parametrize("when", ["while it prepares", "while it works"])
def test_what_a_thread_raises_is_raised_and_none_is_left(when):
    def broken(*_):
        raise KeyError("broken")

    before = threading.active_count()
    with pytest.raises(KeyError, match="broken"):
        at_once([returning(0), broken if when == "while it prepares" else lambda: broken])
    assert threading.active_count() == before


def test_threads_that_cannot_all_start_are_refused_and_those_that_did_end(monkeypatch):
    start, started = threading.Thread.start, []

    def only_one(thread):
        if started:
            raise RuntimeError("can't start new thread")
        started.append(thread)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", only_one)
    with pytest.raises(RuntimeError, match="can't start new thread"):
        at_once([returning(0), returning(1)])
    assert not started[0].is_alive()
