"""Ctrl-C is not lost, whoever swallows its exception."""

import contextlib
import os
import signal
import sys
import threading

import pytest

from gilbench.processes import process
from gilbench.processes.interruption import noted, require_none


def press():
    os.kill(os.getpid(), signal.SIGINT)


def test_a_swallowed_interruption_is_raised_again():
    with noted():
        require_none()
        with contextlib.suppress(KeyboardInterrupt):
            press()
        with pytest.raises(KeyboardInterrupt):
            require_none()


def test_it_is_raised_at_once_as_well_and_forgotten_afterwards():
    with pytest.raises(KeyboardInterrupt), noted():
        press()
    require_none()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_where_it_is_ignored_it_stays_ignored():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with noted():
            press()
            require_none()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def test_other_threads_have_no_say_in_signals():
    told = []

    def work():
        with noted():
            require_none()
            told.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == [True]


def test_no_process_is_started_after_it(tmp_path):
    def run(name):
        code = f"open({name!r}, 'w')"
        process.run([sys.executable, "-c", code], environment={}, folder=tmp_path, timeout=30.0)

    with noted():
        run("first")
        with contextlib.suppress(KeyboardInterrupt):
            press()
        with pytest.raises(KeyboardInterrupt):
            run("second")
    assert {path.name for path in tmp_path.iterdir()} == {"first"}
