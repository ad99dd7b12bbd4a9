"""What pools say of results that do not come back; whole trials are in tests/end_to_end/test_large_results.py."""

import threading
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.pool import MaybeEncodingError

import pytest

from gilbench.inside import unreturned

TRACED = "\n'''\nTraceback (most recent call last):\n  File \"process.py\", line 1, in recv\n{}'''"


def broken(cause):
    error = BrokenProcessPool("A process was terminated abruptly")
    error.__cause__ = None if cause is None else RuntimeError(cause)
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(
            MaybeEncodingError(ValueError("no"), "x" * 1000),
            "a result cannot be sent back: ValueError('no')",
            id="Pool, and the result is long",
        ),
        pytest.param(
            broken(TRACED.format("ValueError: no\n")),
            "a result cannot be unpickled where it is waited for: ValueError: no",
            id="ProcessPoolExecutor",
        ),
        pytest.param(
            broken(TRACED.format("EOFError\n")),
            "BrokenProcessPool: A process was terminated abruptly",
            id="a worker that died while it sent",
        ),
        pytest.param(
            broken("\n'''\nProcess 7 terminated abruptly with exit code 1'''"),
            "BrokenProcessPool: A process was terminated abruptly",
            id="a worker that died, as 3.15 tells it",
        ),
        pytest.param(broken(None), "BrokenProcessPool: A process was terminated abruptly", id="nobody knows why"),
        pytest.param(ValueError("no"), "ValueError: no", id="any other"),
    ],
)
def test_a_pool_is_quoted_for_why_a_result_did_not_come_back(error, said):
    assert unreturned.reason(error) == said


def _handle_results():
    raise ValueError("no")


def others():
    raise ValueError("no")


@pytest.fixture
def told(monkeypatch):
    """Return what is heard of threads that end with an error."""
    heard = []
    monkeypatch.setattr(threading, "excepthook", lambda _: heard.append("usual"))
    unreturned.watch(lambda error, reason: heard.append((type(error), reason)))
    return heard


@pytest.mark.parametrize(
    ("work", "lost"),
    [
        pytest.param(
            _handle_results,
            [(ValueError, "a result cannot be unpickled where it is waited for: ValueError: no")],
            id="pool",
        ),
        pytest.param(others, [], id="any other thread"),
    ],
)
def test_only_the_end_of_the_thread_that_receives_results_is_the_end_of_a_trial(told, work, lost):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == ["usual", *lost]
