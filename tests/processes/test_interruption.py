"""Ctrl-C is not lost, whoever swallows its exception."""

import contextlib
import os
import signal
import subprocess
import sys
import threading

import pytest

from gilbench.processes import process
from gilbench.processes.interruption import answered, heard, held, noted, require_none, was_noted


def press(how=signal.SIGINT):
    os.kill(os.getpid(), how)


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


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_signal_is_one(how):
    before = signal.getsignal(how)
    with pytest.raises(KeyboardInterrupt), noted():
        press(how)
    assert signal.getsignal(how) is before


def test_it_is_raised_once_so_that_what_unwinds_can_tidy_up():
    with noted():
        with pytest.raises(KeyboardInterrupt):
            press()
        press()
        press(signal.SIGTERM)
        assert was_noted()


def test_after_an_answer_it_is_raised_again(monkeypatch):
    monkeypatch.setattr("gilbench.processes.interruption.TWICE", 0.0)
    with noted():
        with pytest.raises(KeyboardInterrupt):
            press()
        answered()
        assert not was_noted()
        with pytest.raises(KeyboardInterrupt):
            press()


def test_one_that_comes_twice_at_once_is_one(monkeypatch):
    monkeypatch.setattr("gilbench.processes.interruption.TWICE", 60.0)
    with noted():
        with pytest.raises(KeyboardInterrupt):
            press()
        answered()
        press()


def test_what_is_held_is_done_before_it_is_raised():
    done = []

    @held()
    def inner():
        press()
        done.append("inner")

    @held()
    def outer():
        inner()
        done.append("outer")

    with noted(), pytest.raises(KeyboardInterrupt):
        outer()
    assert done == ["inner", "outer"]


def test_what_is_heard_within_is_interrupted_and_the_rest_is_held_again():
    done = []

    @held()
    def work():
        try:
            with heard():
                press()
                done.append("too much")
        finally:
            press()
            done.append("tidied up")

    with noted(), pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["tidied up"]


def test_one_that_was_held_is_raised_where_it_is_heard():
    with noted(), held():
        press()
        with pytest.raises(KeyboardInterrupt), heard():
            pytest.fail("this should not begin")
        answered()


def test_one_that_falls_into_a_destructor_is_noted_and_not_shown(capsys):
    class Lost:
        def __del__(self):
            press()

    with noted():
        Lost()
        assert was_noted()
        with pytest.raises(KeyboardInterrupt):
            require_none()
    assert capsys.readouterr().err == ""


def test_a_process_that_is_being_started_is_ended_too(tmp_path, monkeypatch):
    started = []

    class Popen(subprocess.Popen):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            started.append(self)
            press()

    monkeypatch.setattr(subprocess, "Popen", Popen)
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    with noted(), pytest.raises(KeyboardInterrupt):
        process.run(sleep, environment={}, folder=tmp_path, timeout=30.0)
    assert [each.returncode for each in started] == [-signal.SIGKILL]
