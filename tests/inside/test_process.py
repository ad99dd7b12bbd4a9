"""What can go wrong between a caller and its worker processes."""

import multiprocessing
import os
import threading
import traceback
from functools import partial

import pytest

from gilbench.inside.strategies.process import WorkerProcessError, process

MEGABYTE = b"x" * 1_000_000  # more than a pipe holds: its sender waits until somebody reads


@pytest.fixture
def run():
    with process(3, multiprocessing.get_context("fork")) as opened:
        yield opened


def test_a_worker_that_dies_is_an_error_that_tells_its_exit_code(run):
    with pytest.raises(WorkerProcessError, match="exit code 7 before it answered"):
        run(os._exit, [7])


def test_the_death_of_one_worker_does_not_leave_the_others_waiting_to_send(run):
    with pytest.raises(WorkerProcessError, match="exit code 3"):
        run(die_or_send, ["die", "send", "send"])
    assert multiprocessing.active_children() == []


def test_an_error_tells_where_in_the_worker_it_was_raised(run):
    with pytest.raises(KeyError) as caught:
        run({}.__getitem__, ["absent"])
    text = "".join(traceback.format_exception(caught.value))
    assert "in work" in text
    assert "KeyError: 'absent'" in text


def test_a_result_that_cannot_be_sent_is_an_error_that_tells_why(run):
    with pytest.raises(
        WorkerProcessError, match=r"could not send back the results: TypeError: cannot pickle '_thread.lock'"
    ):
        run(new_lock, [0])


def test_an_error_that_cannot_be_sent_is_an_error_that_tells_why(run):
    with pytest.raises(WorkerProcessError, match="could not send back the results: TypeError"):
        run(partial(fail_with, ValueError), [0])


def die_or_send(item):
    if item == "die":
        os._exit(3)
    return MEGABYTE


def new_lock(_):
    return threading.Lock()


def fail_with(kind, _):
    raise kind(threading.Lock())
