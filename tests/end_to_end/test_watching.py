"""`gilbench watch` around real programs: what goes through, and what is told."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.end_to_end import command

from gilbench.inside.held import sampler

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sampler.why_not() is not None, reason="the platform does not tell"),
]
COMPUTING = """
import sys, time
def compute():
    sum(range(200_000))
end = time.monotonic() + 1.5
while time.monotonic() < end or time.process_time() < 0.5:
    compute()
print("done")
sys.exit(7)
"""
# On a machine that has no time for it, it may not be found running, however much it computed.
FIRST = r"The GIL was held for \d+ % \(\d+ % to \d+ %\) of the CPU time|In [\d.]+ s no watched thread was seen running"
WAITING = """
import os, signal, sys, time
seen = []
for name in sys.argv[1:]:
    signal.signal(getattr(signal, name), lambda number, _: seen.append(number))
time.sleep(0.5)  # there is something to tell of then
print("ready", os.getpid(), flush=True)
while not seen:
    time.sleep(0.01)
time.sleep(0.3)
print(*seen, flush=True)
sys.exit(5)
"""

COUNTING = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
for count in range(5):
    print(count, flush=True)
    signal.sigwait([signal.SIGUSR1])
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "computing.py").write_text(COMPUTING)
    (tmp_path / "waiting.py").write_text(WAITING)
    return tmp_path


def started(folder, *arguments):
    """Start the program that waits; return what runs and the program's own process."""
    running = command.start(folder, "watch", *arguments)
    ready, pid = running.stdout.readline().split()
    assert ready == "ready"
    return running, int(pid)


def test_a_program_is_told_of_and_its_exit_code_goes_through(folder):
    done = command.run(folder, "watch", "--json", "seen.json", "computing.py")
    assert (done.returncode, done.stdout) == (7, "done\n")
    first, *rest = done.stderr.splitlines()
    assert re.match(FIRST, first)
    row = r"^ *[\d.]+ m?s +\d+ +[\d.]+ m?s  MainThread at .*computing.py:4 compute$"
    assert any(re.match(row, line) for line in rest)
    seen = json.loads((folder / "seen.json").read_text())
    assert (seen["program"], seen["exit_code"], seen["signal"]) == (["computing.py"], 7, None)
    assert seen["held"]["waits"] > 0
    assert any(each["place"].endswith("computing.py:4 compute") for each in seen["stalls"])


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGUSR1"])
def test_a_signal_reaches_the_program_once_and_its_answer_goes_through(folder, name):
    running, _ = started(folder, "waiting.py", name)
    running.send_signal(getattr(signal, name))
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (5, f"{getattr(signal, name).value}\n")
    assert "gilbench: interrupted" not in err


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_to_the_whole_group_reaches_the_program_once(folder, name):
    running = subprocess.Popen(
        command.command("watch", "waiting.py", name),
        cwd=folder,
        env=command.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stdout.readline().startswith("ready")
    number = getattr(signal, name)
    os.killpg(running.pid, number)
    assert (running.communicate(timeout=60)[0], running.returncode) == (f"{number.value}\n", 5)


def test_after_a_signal_to_the_whole_group_one_to_gilbench_alone_is_passed_on(folder):
    (folder / "counting.py").write_text(COUNTING)
    running = subprocess.Popen(
        command.command("watch", "counting.py"),
        cwd=folder,
        env=command.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    with running:
        for count, send in enumerate([os.kill, os.killpg, os.kill, os.killpg, os.kill]):
            assert running.stdout.readline() == f"{count}\n"
            time.sleep(0.5)  # a second one in that time would be counted
            send(running.pid, signal.SIGUSR1)
        assert running.stdout.read() == ""
    assert running.returncode == 0


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGUSR1", "SIGQUIT"])
def test_a_program_that_a_signal_ends_is_told_of_and_ended_like(folder, name):
    running, _ = started(folder, "waiting.py")
    running.send_signal(getattr(signal, name))
    _, err = running.communicate(timeout=60)
    assert running.returncode == -getattr(signal, name)
    assert "Watching took" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGABRT"])
def test_a_program_that_is_killed_is_told_of_up_to_then(folder, name):
    running, pid = started(folder, "--json", "seen.json", "waiting.py")
    os.kill(pid, getattr(signal, name))
    _, err = running.communicate(timeout=60)
    assert running.returncode == -getattr(signal, name)
    assert "Watching took" in err
    assert json.loads((folder / "seen.json").read_text())["signal"] == getattr(signal, name)


def test_an_interrupted_program_ends_by_sigint_as_python_does(folder):
    running, _ = started(folder, "waiting.py")
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == -signal.SIGINT
    assert err.count("KeyboardInterrupt") == 1


def test_a_program_that_puts_another_in_its_place_is_told_of_up_to_then(folder):
    (folder / "exec.py").write_text(
        "import os, time\ntime.sleep(0.5)\nos.execvp('sh', ['sh', '-c', 'sleep 1.5; exit 6'])"
    )
    done = command.run(folder, "watch", "exec.py")
    assert done.returncode == 6
    assert "Nothing was seen in the last" in done.stderr


def test_a_call_that_keeps_the_gil_to_the_end_is_told_of(folder):
    code = "import ctypes, os, time\ntime.sleep(0.5)\nos.write(1, b'ready 0\\n')\nctypes.PyDLL(None).sleep(60)"
    (folder / "keeping.py").write_text(code)
    running, _ = started(folder, "keeping.py")
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(1.5)
    running.send_signal(signal.SIGTERM)
    _, err = running.communicate(timeout=60)
    assert running.returncode == -signal.SIGTERM
    assert "Nothing was seen in the last" in err


def test_a_program_that_prints_much_is_not_held_up(folder):
    (folder / "printing.py").write_text("for _ in range(100_000): print('x' * 99)")
    done = command.run(folder, "watch", "printing.py")
    assert (done.returncode, len(done.stdout)) == (0, 10_000_000)


def test_a_program_has_what_it_would_have_without_gilbench(folder):
    having = "os.getcwd(), os.getpgrp() == os.getpgid(os.getppid()), sorted(os.environ.items()), input()"
    (folder / "having.py").write_text(f"import os; print({having})")
    plain, watched = (
        subprocess.run(
            started,
            cwd=folder,
            env=command.environment(),
            input="typed\n",
            stdout=subprocess.PIPE,
            text=True,
            timeout=60,
            check=True,
        ).stdout
        for started in ([sys.executable, "having.py"], command.command("watch", "having.py"))
    )
    assert watched == plain
    assert watched.endswith("typed\n")


def test_a_file_that_cannot_be_written_at_the_end_changes_no_exit_code(folder):
    (folder / "making.py").write_text("import os, sys; os.mkdir('seen.json'); sys.exit(7)")
    done = command.run(folder, "watch", "--json", "seen.json", "making.py")
    assert done.returncode == 7
    assert "gilbench: cannot write seen.json: " in done.stderr


def test_nobody_needs_to_read_what_is_told(folder):
    done = subprocess.run(
        ["sh", "-c", '"$@" 2>&- 1>out', "sh", *command.command("watch", "computing.py")],
        cwd=folder,
        env=command.environment(),
        timeout=60,
        check=False,
    )
    assert (done.returncode, (folder / "out").read_text()) == (7, "done\n")


def test_a_program_that_stops_stops_gilbench_and_goes_on_with_it(folder):
    running, pid = started(folder, "waiting.py", "SIGUSR1")
    os.kill(pid, signal.SIGSTOP)
    command.wait_for(lambda: state(running.pid) == "T")
    time.sleep(1.5)  # longer than from one look to the next
    running.send_signal(signal.SIGCONT)
    command.wait_for(lambda: state(pid) != "T")
    running.send_signal(signal.SIGUSR1)
    running.communicate(timeout=60)
    assert running.returncode == 5


def state(pid):
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


class Terminal:
    """gilbench on a terminal of its own, in whose foreground it is."""

    def __init__(self, folder, *arguments):
        self.pid, self.file = pty.fork()
        if not self.pid:
            os.chdir(folder)
            variables = {**command.environment(), "TERM": "xterm"}
            os.execve(sys.executable, command.command(*arguments), variables)  # noqa: S606  as everywhere here
        self.shown = b""

    def read_until(self, text):
        while text not in self.shown:
            try:
                self.shown += os.read(self.file, 4096)
            except OSError:
                break
        assert text in self.shown, self.shown

    def type(self, keys):
        os.write(self.file, keys)

    def end(self):
        status = os.waitpid(self.pid, 0)[1]
        os.close(self.file)
        return os.waitstatus_to_exitcode(status)


def test_a_line_a_second_stands_on_a_terminal_and_is_gone_at_the_end(folder):
    terminal = Terminal(folder, "watch", "computing.py")
    terminal.read_until(b"\x1b[B1 s: ")
    terminal.read_until(b"stalls of more than 1 ms")
    assert terminal.end() == 7
    assert re.search(b"done\r\n\x1b\\[J(The|In)", terminal.shown)


def test_who_wants_quiet_gets_the_end_alone(folder):
    terminal = Terminal(folder, "watch", "--quiet", "computing.py")
    terminal.read_until(b"stalls of more than 1 ms")
    assert terminal.end() == 7
    assert b"\x1b" not in terminal.shown


def test_ctrl_c_on_a_terminal_reaches_the_program_once(folder):
    terminal = Terminal(folder, "watch", "--quiet", "waiting.py", "SIGINT")
    terminal.read_until(b"ready")
    terminal.type(b"\x03")
    terminal.read_until(b"Watching took")
    assert terminal.end() == 5
    assert b"\r\n^C2\r\n" in terminal.shown


@pytest.mark.parametrize("spec", ["3.13t", "pypy3.11"])
def test_a_program_on_another_python(folder, spec):
    command.interpreter(spec)
    done = command.run(folder, "watch", "--python", spec, "computing.py")
    assert (done.returncode, done.stdout) == (7, "done\n")
    assert re.match("The GIL is off" if spec == "3.13t" else FIRST, done.stderr)
