"""Ctrl-C, SIGTERM and SIGHUP at any moment: the code is 130, there is no traceback, and nothing is left behind."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.attack import shell
from tests.end_to_end import command

from gilbench.errors import Exit

linux = pytest.mark.skipif(sys.platform != "linux", reason="whether signals are caught is looked up in /proc")

LIST = ("list", "experiments")
LISTED = "name  "
# Sends a signal when a module is looked for; where an exception would be lost, from a destructor.
PRESS = """
import os, sys
class Lost:
    def __del__(self):
        os.kill(os.getpid(), {number})
class Press:
    def find_spec(self, name, *_):
        if name == {name!r}:
            sys.meta_path.remove(self)
            {how}
sys.meta_path.insert(0, Press())
sys.modules.pop({name!r}, None)
"""
AT_ONCE, LOST = "os.kill(os.getpid(), {number})", "Lost()"
EARLY = ("gilbench.processes.interruption", "signal", "gilbench.errors")
LATE = ("click", "gilbench.cli.main", "gilbench.cli.streams", "gilbench.cli.list", "msgspec", "tomllib")


def pressed(folder, name, number, how):
    code = PRESS.format(name=name, number=int(number), how=how.format(number=int(number)))
    return shell.after(folder, code, *LIST)


def require_interrupted(code, err):
    assert (code, "Traceback" in err, "Exception ignored" in err) == (Exit.INTERRUPTED, False, False), err
    assert err.splitlines()[-1] == "gilbench: interrupted"


@pytest.mark.parametrize("how", [pytest.param(AT_ONCE, id="raised"), pytest.param(LOST, id="lost")])
@pytest.mark.parametrize("name", [*EARLY, *LATE])
def test_ctrl_c_in_an_import(tmp_path, name, how):
    ended = pressed(tmp_path, name, signal.SIGINT, how)
    require_interrupted(ended.returncode, ended.stderr)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("name", ["click", "gilbench.cli.list"])
def test_other_signals_in_an_import(tmp_path, name, number):
    ended = pressed(tmp_path, name, number, AT_ONCE)
    require_interrupted(ended.returncode, ended.stderr)


def test_ctrl_c_while_python_shuts_down_changes_nothing(tmp_path):
    code = "import atexit, os\natexit.register(lambda: [os.kill(os.getpid(), number) for number in (1, 2, 15)])"
    ended = shell.after(tmp_path, code, *LIST)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(LISTED)


def test_ctrl_c_in_the_code_of_a_dataclass(tmp_path):
    code = PRESS.format(name="gilbench.cli.list", number=2, how="exec('os.kill(os.getpid(), 2)')")
    (tmp_path / "sitecustomize.py").write_text(code)
    places = f"{tmp_path}:{command.environment()['PYTHONPATH']}"
    ended = shell.redirected(tmp_path, "", *LIST, PYTHONPATH=places)
    require_interrupted(ended.returncode, ended.stderr.decode())


def test_an_exception_that_ctrl_c_has_become_is_no_fault(tmp_path):
    code = (
        "import os, signal, gilbench.machine.doctor as doctor\n"
        "def broken():\n"
        "    try:\n        os.kill(os.getpid(), signal.SIGINT)\n        while True: pass\n"
        "    except KeyboardInterrupt:\n        raise ImportError('half imported') from None\n"
        "doctor.examine = broken"
    )
    ended = shell.after(tmp_path, code, "doctor", XDG_STATE_HOME=str(tmp_path / "state"))
    require_interrupted(ended.returncode, ended.stderr)
    assert not (tmp_path / "state").exists()


def catches(process, number):
    """Whether a process has a handler of its own for a signal; once it has ended it has none."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text()
    except FileNotFoundError:
        return False
    caught = next((line.split()[1] for line in status.splitlines() if line.startswith("SigCgt")), "0")
    return bool(int(caught, 16) >> (number - 1) & 1)


def started(folder, *arguments, before="", **variables):
    """Start gilbench, and return it once it has the signals in its hands; before, it is Python that decides."""
    running = subprocess.Popen(
        ["sh", "-c", f'{before} exec "$@"', "sh", *command.command(*arguments)],
        cwd=folder,
        env={**command.environment(), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    command.wait_for(lambda: catches(running, signal.SIGTERM) or running.poll() is not None)
    return running


def seconds(folder, *arguments, **variables):
    """Return how long a command takes from the moment when it has the signals in its hands."""
    running = started(folder, *arguments, **variables)
    began = time.monotonic()
    running.communicate()
    assert running.returncode == 0
    return time.monotonic() - began


@linux
def test_ctrl_c_at_any_moment(tmp_path):
    whole = seconds(tmp_path, *LIST)
    codes = []
    for moment in range(15):
        running = started(tmp_path, *LIST)
        time.sleep(whole * moment / 14)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
        codes.append(running.returncode)
        if running.returncode == 0:
            assert (out.startswith(LISTED), err) == (True, "")
        else:
            require_interrupted(running.returncode, err)
    assert Exit.INTERRUPTED in codes


@linux
def test_signals_that_are_ignored_stay_so(tmp_path):
    running = started(tmp_path, *LIST, before="trap '' HUP INT;")
    for number in (signal.SIGHUP, signal.SIGINT):
        assert not catches(running, number)
        running.send_signal(number)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out.startswith(LISTED), err) == (0, True, "")


@pytest.fixture
def patience():
    """Allow for several commands after one another."""
    signal.alarm(300)


@linux
@pytest.mark.slow
@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        pytest.param(("list", "workloads"), signal.SIGTERM, id="list"),
        pytest.param(("list", "interpreters"), signal.SIGHUP, id="interpreters"),
        pytest.param(("doctor",), signal.SIGTERM, id="doctor"),
        pytest.param(("probe", "sorted(range(9))", "--seconds", "1s"), signal.SIGHUP, id="probe"),
        pytest.param(("report", "run"), signal.SIGTERM, id="report"),
        pytest.param(("run", "sleep", *command.HERE, *command.SMALL, "--plan"), signal.SIGHUP, id="plan"),
    ],
)
def test_nothing_is_left_of_a_command_that_is_ended(folder, arguments, number):
    scratch = folder.parent / "scratch"
    scratch.mkdir()
    before = {path.name for path in folder.iterdir()}
    whole = seconds(folder.parent, *arguments, TMPDIR=str(scratch))
    after = {path.name for path in folder.iterdir()}
    for moment in range(4):
        running = started(folder.parent, *arguments, TMPDIR=str(scratch))
        time.sleep(whole * moment / 3.5)
        running.send_signal(number)
        _, err = running.communicate(timeout=60)
        assert running.returncode in {0, Exit.INTERRUPTED}, err
        assert ("Traceback" in err, "Exception ignored" in err) == (False, False), err
        assert list(scratch.iterdir()) == []
        assert before <= {path.name for path in folder.iterdir()} <= after
        assert command.alive(scratch) == {}


@linux
@pytest.mark.slow
@pytest.mark.usefixtures("patience")
def test_a_second_ctrl_c_ends_the_report_of_a_run_that_can_be_resumed(tmp_path):
    asked = ("primes", "sleep", *command.HERE, *command.SMALL)
    running = command.start(tmp_path, "run", *asked, "--out", "out")
    command.wait_until_stored(tmp_path / "out", 5)
    running.send_signal(signal.SIGINT)
    while "interrupted; reporting what was measured" not in running.stderr.readline():
        assert running.poll() is None
    time.sleep(0.6)  # or it could be one Ctrl-C that came twice
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    require_interrupted(running.returncode, err)
    assert "gilbench: go on with: gilbench run --resume out" in err
    left = {path.name for path in (tmp_path / "out").iterdir()}
    assert not [name for name in left if name in {"stage", "work", "index.html"} or name.endswith(".new")]
    assert command.alive(tmp_path / "out") == {}
    stored = command.records(tmp_path / "out")
    ended = command.run(tmp_path, "run", "--resume", "out")
    assert ended.returncode == 0, ended.stderr
    assert stored.items() <= command.records(tmp_path / "out").items()
