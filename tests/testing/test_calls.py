"""The call under test: in one thread and in several."""

import functools
import sys
import threading
import zlib

import pytest

from gilbench.testing.calls import Call, warmed_up
from gilbench.testing.threads import in_threads
from gilbench.testing.tracing import untraced


class Interrupted(BaseException):
    """Not an Exception."""


class Task:
    """An object that can be called."""

    def __call__(self):
        pass


def outer():
    def inner():
        return None

    return inner


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (zlib.compress, "compress"),
        (outer(), "inner"),
        (functools.partial(zlib.crc32, b""), "crc32"),
        (Task(), "Task"),
        ("".join, "str.join"),
        (lambda: None, "<lambda>"),
    ],
    ids=["C function", "inner function", "partial", "object", "method", "lambda"],
)
def test_a_call_has_the_name_of_its_function(function, name):
    assert Call(function, (), 1.0).name == name


def test_a_call_is_warm_and_its_duration_known():
    seen = []
    call = warmed_up(seen.append, (7,))
    assert set(seen) == {7}
    assert len(seen) > 1
    assert 0 < call.seconds < 0.01


@pytest.mark.parametrize("times", [0, 1, 5])
def test_a_call_is_repeated_as_often_as_asked(times):
    seen = []
    Call(seen.append, (7,), 1.0).repeat(times)
    assert seen == [7] * times


@pytest.mark.parametrize("takes", [1e-7, 10.0], ids=["short", "long"])
def test_a_call_is_kept_on_at_least_once(takes):
    seen = []
    Call(seen.append, (7,), takes).keep_on(0.0)
    assert seen


def test_what_cannot_be_called_is_said_to_be_the_test_s_mistake():
    with pytest.raises(TypeError, match="pass the function and its arguments apart"):
        warmed_up(zlib.compress(b""), ())


def test_a_coroutine_is_not_taken_for_work():
    async def fetch():
        """Never awaited."""

    with pytest.raises(TypeError, match=r"fetch\(\) only makes a coroutine"):
        warmed_up(fetch, ())


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_every_thread_makes_its_calls_and_has_its_ledger(threads):
    seen = []
    done = in_threads(Call(lambda: seen.append(threading.get_ident()), (), 1e-6), threads, 50)
    assert len(seen) == 50 * threads
    assert threading.get_ident() not in seen
    assert len(done.workers) == threads
    assert all(each.running >= 0 and each.wall <= done.wall for each in done.workers)


@pytest.mark.parametrize("error", [ValueError("wrong"), Interrupted(), SystemExit(3)], ids=repr)
def test_what_the_function_raises_in_a_thread_is_raised_as_it_is(error):
    def fail():
        raise error

    with pytest.raises(type(error)) as caught:
        in_threads(Call(fail, (), 1e-6), 2, 1)
    assert caught.value is error


def test_nothing_is_traced_while_something_is_measured():
    before = sys.gettrace()
    seen = []
    sys.settrace(lambda *event: seen.append(event))
    try:
        with untraced():
            outer()
        assert sys.gettrace() is not None
    finally:
        sys.settrace(before)
    assert "outer" not in {frame.f_code.co_name for frame, *_ in seen}
