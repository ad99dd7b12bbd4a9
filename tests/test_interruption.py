"""Ctrl-C is not lost, whoever swallows its exception."""

import contextlib
import os
import signal
import threading

import pytest

from gilbench.interruption import Interruptible, noted


def press():
    os.kill(os.getpid(), signal.SIGINT)


def test_a_swallowed_interruption_is_raised_again():
    with noted() as require_none:
        require_none()
        with contextlib.suppress(KeyboardInterrupt):
            press()
        with pytest.raises(KeyboardInterrupt):
            require_none()


def test_it_is_raised_at_once_as_well_and_no_longer_noted_afterwards():
    with pytest.raises(KeyboardInterrupt), noted():
        press()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_where_it_is_ignored_it_stays_ignored():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with noted() as require_none:
            press()
            require_none()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def test_other_threads_have_no_say_in_signals():
    told = []

    def work():
        with noted() as require_none:
            require_none()
            told.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == [True]


def test_no_trial_is_started_after_it():
    started = []

    class Counting:
        def run(self, trial):
            started.append(trial)

    with noted() as require_none:
        runner = Interruptible(Counting(), require_none)
        runner.run("first")
        with contextlib.suppress(KeyboardInterrupt):
            press()
        with pytest.raises(KeyboardInterrupt):
            runner.run("second")
    assert started == ["first"]
