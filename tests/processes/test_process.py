import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from gilbench.processes import process

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
WITH_A_GRANDCHILD = f"""
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", {STUBBORN!r}]).pid, flush=True)
"""


@pytest.fixture
def python(tmp_path):
    """Return a function that runs Python code to its end, and says what it printed."""

    def run(code, timeout=20.0):
        command = [sys.executable, "-c", code]
        ended = process.run(command, environment=dict(os.environ), folder=tmp_path, timeout=timeout)
        return ended, ended.printed.end()

    return run


def lives(pid):
    """Tell whether a process is there and not merely waiting for its parent to notice its end."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def ends_soon(pid):
    deadline = time.monotonic() + 5
    while lives(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not lives(pid)


@pytest.mark.parametrize("code", [0, 1, 3, 255])
def test_an_exit_code_is_told(python, code):
    ended, _ = python(f"raise SystemExit({code})")
    assert (ended.code, ended.timed_out, ended.left_processes) == (code, False, False)


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGABRT", "SIGKILL"])
def test_a_signal_is_told_by_its_name(python, name):
    ended, _ = python(f"import os, signal; os.kill(os.getpid(), signal.{name})")
    assert process.describe_exit(ended.code) == f"killed by {name}"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param(0, "exit code 0", id="zero"),
        pytest.param(3, "exit code 3", id="positive"),
        pytest.param(-signal.SIGKILL, "killed by SIGKILL", id="a signal with a name"),
        pytest.param(-250, "killed by signal 250", id="a signal without a name"),
        pytest.param(0xC0000005, "exit code 3221225477", id="a Windows exception"),
    ],
)
def test_exit_codes_in_words(code, words):
    assert process.describe_exit(code) == words


def test_what_both_streams_carry_is_captured_in_order(python):
    _, printed = python("import os; os.write(1, b'one\\n'); os.write(2, b'two\\n'); os.write(1, b'three\\n')")
    assert printed == "one\ntwo\nthree\n"


def test_the_command_runs_in_its_folder_with_its_environment_and_in_a_group_of_its_own(tmp_path):
    code = "import os; print(os.getcwd(), sorted(name for name in os.environ if name[0] == 'G'), os.getpgrp())"
    ended = process.run([sys.executable, "-c", code], environment={"GREETING": ""}, folder=tmp_path, timeout=20)
    *printed, group = ended.printed.end().rsplit(maxsplit=1)
    assert printed == [f"{tmp_path} ['GILBENCH_TARGET', 'GREETING']"]
    assert int(group) != os.getpgrp()


def test_a_timeout_kills_the_whole_group_stubborn_grandchildren_included(python):
    ended, printed = python(WITH_A_GRANDCHILD + "time.sleep(60)", timeout=1.0)
    assert ended.timed_out
    assert ended.code == -signal.SIGKILL
    assert ended.elapsed < 20
    assert ends_soon(int(printed))


def test_processes_that_outlive_the_command_are_noticed_and_killed(python, monkeypatch):
    monkeypatch.setattr(process, "GRACE", 0.2)
    ended, printed = python(WITH_A_GRANDCHILD)
    assert (ended.code, ended.timed_out, ended.left_processes) == (0, False, True)
    assert ends_soon(int(printed))


def test_helpers_that_end_within_the_grace_are_not_held_against_it(python):
    ended, printed = python(WITH_A_GRANDCHILD.replace("time.sleep(60)", "time.sleep(0.3)"))
    assert not ended.left_processes
    assert ended.elapsed < 20
    assert not lives(int(printed))


# The signal may come between `open` and its `with`: such a file is closed at once all the same, but with a warning.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize(
    ("code", "wait_for_end"),
    [
        pytest.param(WITH_A_GRANDCHILD + "time.sleep(60)", False, id="while the command runs"),
        pytest.param(WITH_A_GRANDCHILD, True, id="during the grace"),
    ],
)
def test_an_interrupt_leaves_no_process_behind(python, tmp_path, monkeypatch, code, wait_for_end):
    monkeypatch.setattr(process, "GRACE", 20.0)
    told, main = tmp_path / "pid", threading.main_thread().ident
    deadline = time.monotonic() + 20

    def interrupt():
        while not (told.exists() and told.read_text().endswith("\n")) and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.5 if wait_for_end else 0.0)
        signal.pthread_kill(main, signal.SIGINT)

    watcher = threading.Thread(target=interrupt)
    watcher.start()
    with pytest.raises(KeyboardInterrupt):
        python(code.replace("flush=True", f"file=open({str(told)!r}, 'w'), flush=True"))
    watcher.join()
    assert ends_soon(int(told.read_text()))


def test_no_zombie_is_left(python):
    _, printed = python("import os; print(os.getpid())")
    assert not Path(f"/proc/{int(printed)}").exists()


def test_the_commands_input_stays_open_and_empty_until_we_are_gone(python):
    ended, printed = python("import select, sys; print(select.select([sys.stdin], [], [], 0.2)[0])")
    assert (ended.code, printed) == (0, "[]\n")


@pytest.mark.parametrize("command", ["/nowhere/python", "a-program-that-does-not-exist"])
def test_a_command_that_does_not_exist_is_an_error(tmp_path, command):
    with pytest.raises(FileNotFoundError):
        process.run([command], environment={}, folder=tmp_path, timeout=5)


def test_the_host_sleeps_while_the_command_runs(python):
    before = time.process_time()
    python("import time; time.sleep(1)")
    assert time.process_time() - before < 0.2
