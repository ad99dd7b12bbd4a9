"""An interpreter that starts no more threads."""

import threading
from contextlib import contextmanager

import pytest


@contextmanager
def no_more_threads_than(number):
    """Refuse to start another thread, which must be told by the error; give those that were started."""
    start, started = threading.Thread.start, []

    def starts(thread):
        if len(started) == number:
            raise RuntimeError("can't start new thread")
        started.append(thread)
        start(thread)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(threading.Thread, "start", starts)
        with pytest.raises(RuntimeError, match="can't start new thread"):
            yield started
