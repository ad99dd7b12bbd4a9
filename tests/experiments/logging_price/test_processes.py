"""Processes that log: what is found of them, and what ends with them."""

import multiprocessing
import os
import sys
import threading

import pytest

from gilbench.experiments.logging_price.measure import processes
from gilbench.experiments.logging_price.records import OF_PROCESSES
from gilbench.inside.checking import WrongResultError

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
    pytest.mark.skipif(sys.platform != "linux", reason="what is changed here reaches processes that are forked only"),
]


@pytest.fixture(params=OF_PROCESSES)
def window(request, tmp_path):
    """Return what logs from processes, in one of the ways."""
    yield processes.Processes(request.param, str(tmp_path)).window
    assert multiprocessing.active_children() == []


def test_every_record_of_each_process_is_found(window):
    found = window("", 2, 0.002)
    assert len(found.turns) == 2
    assert found.records == sum(each.calls for each in found.turns) > 0
    assert all(each.end - each.start >= 0.002 for each in found.turns)


def test_they_begin_together_by_one_clock(window, monkeypatch):
    monkeypatch.setattr(processes, "_SOON", 0.05)
    begin = [each.start for each in window("", 2, 0.001).turns]
    assert max(begin) - min(begin) < 10  # seconds: one clock, whatever the load


def test_a_record_that_is_lacking_is_a_wrong_result(window, monkeypatch):
    read = processes.read
    monkeypatch.setattr(processes, "read", lambda path: read(path).partition("\n")[2])
    with pytest.raises(WrongResultError, match="are not there, and 0 lines"):
        window("", 2, 0.001)


def test_what_is_raised_in_a_process_is_the_reason(window, monkeypatch):
    def fails(*_):
        raise KeyError("nothing there")

    before = threading.active_count()
    monkeypatch.setattr(processes, "record", fails)
    with pytest.raises(processes.ProcessError, match="in a process that logs: KeyError: 'nothing there'"):
        window("", 2, 0.001)
    assert threading.active_count() == before


def test_a_process_that_ends_is_named_with_its_exit_code(window, monkeypatch):
    def ends(*_):
        os._exit(7)

    monkeypatch.setattr(processes, "record", ends)
    with pytest.raises(processes.ProcessError, match="ended with exit code 7"):
        window("", 2, 0.001)


def test_one_that_cannot_be_started_lets_the_others_end(window, monkeypatch):
    start, started = multiprocessing.get_context("fork").Process.start, []

    def starts(process):
        if started:
            raise OSError("no more processes")
        started.append(process)
        start(process)

    monkeypatch.setattr(multiprocessing.get_context("fork").Process, "start", starts)
    with pytest.raises(OSError, match="no more processes"):
        window("", 2, 0.001)
    assert started


def test_one_that_does_not_answer_is_not_waited_for_forever(window, monkeypatch):
    monkeypatch.setattr(processes, "PATIENCE", 0.3)
    monkeypatch.setattr(processes, "_SOON", 30.0)
    with pytest.raises(processes.ProcessError, match="has not answered"):
        window("", 1, 0.001)
