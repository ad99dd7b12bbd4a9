"""The real `gilbench probe`: whatever a call does costs its own result and nothing else, and says so in one line."""

import json
import signal
import sys

import pytest
from tests.end_to_end import command
from tests.end_to_end.hostile_calls import CALLS

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="the held share needs Linux")]

MINE = """
def works():
    return sum(range(5000))

def wants_one(argument):
    return argument

async def later():
    return 1
"""
REASONS = {
    "raises": "it raised ValueError: invalid literal for int() with base 10: 'x'",
    "raises the second time": "it cannot be called again: StopIteration",
    "sys.exit": "it called sys.exit(3)",
    "os._exit": "it ended the interpreter: exit code 4",
    "os._exit in the setup": "the setup ended the interpreter: exit code 4",
    "crashes": "it ended the interpreter: killed by SIGSEGV",
    "asks": "it raised EOFError: EOF when reading a line",
    "forks": "it forked and its child came back: end children with os._exit(), or use subprocess",
    "needs an argument": "it needs arguments (missing a required argument: 'argument'): write the call out as "
    "mine.wants_one(...), with the setup import mine",
    "no such function": "it cannot be imported here: AttributeError: module 'mine' has no attribute 'nothing'",
    "no such module": "it cannot be imported here: ModuleNotFoundError: No module named 'a_module_that_nobody_has'",
    "no expression": "it is not an expression (invalid syntax): statements belong into the setup",
    "coroutine": "it gives a coroutine that nobody awaits: probe asyncio.run(...) of it",
}
LATE = {"blocks": "it did not return within 3 s", "setup blocks": "the setup did not end within 3 s"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("probing")
    (folder / "calls.toml").write_text(CALLS, encoding="utf-8")
    (folder / "mine.py").write_text(MINE, encoding="utf-8")
    arguments = ("-f", "calls.toml", *command.HERE, "--seconds", "0.3", "--timeout", "3s", "--format", "json")
    return command.run(folder, "probe", *arguments, "-o", "out.json"), json.loads((folder / "out.json").read_text())


def result(hostile, name):
    (found,) = [each for each in hostile[1]["calls"] if each["call"] == name]
    return found


def test_lost_calls_are_told_by_the_exit_code_and_without_a_traceback(hostile):
    ended, content = hostile
    assert ended.returncode == 3
    assert "Traceback" not in ended.stdout + ended.stderr
    assert len(content["calls"]) == CALLS.count("[[call]]")


@pytest.mark.parametrize("name", [line[8:-1] for line in CALLS.splitlines() if line.startswith('name = "good')])
def test_good_calls_have_figures(hostile, name):
    found = result(hostile, name)
    assert (found["state"], found["reason"]) == ("ok", "")
    assert found["verdict"] is not None
    assert found["call_seconds"] > 0


@pytest.mark.parametrize("name", REASONS)
def test_a_bad_call_fails_with_one_clear_line(hostile, name):
    found = result(hostile, name)
    assert (found["state"], found["reason"]) == ("failed", REASONS[name])
    assert found["verdict"] is None


@pytest.mark.parametrize("name", LATE)
def test_what_never_ends_is_timed_out(hostile, name):
    found = result(hostile, name)
    assert (found["state"], found["reason"]) == ("timed out", LATE[name])


def test_printing_and_generators_are_noted(hostile):
    assert "it prints: what it printed was thrown away" in result(hostile, "good, prints")["notes"]
    assert any(note.startswith("it gives a generator") for note in result(hostile, "good, generator")["notes"])


@pytest.mark.parametrize(
    ("name", "outcome", "detail"),
    [
        ("good, of my own", "same", ""),
        ("good, not for two threads", "different", "False instead of True"),
        ("good, objects to other threads", "raised", "ProgrammingError: SQLite objects created in a thread can only"),
        (
            "good, kills the interpreter from two threads",
            "crashed",
            "the interpreter ended: killed by SIGKILL",
        ),
    ],
)
def test_what_two_threads_at_once_do_is_told(hostile, name, outcome, detail):
    found = result(hostile, name)
    assert found["together"] == outcome
    assert found["together_detail"].startswith(detail)


def test_the_controlled_pair_is_told_apart(tmp_path):
    setup = """
import ctypes
library = ctypes.{loader}("libz.so.1")
library.crc32.argtypes = (ctypes.c_ulong, ctypes.c_char_p, ctypes.c_uint)
data = bytes(10**6)
"""
    held = []
    for loader in ("PyDLL", "CDLL"):
        arguments = ("library.crc32(0, data, len(data))", "--setup", setup.format(loader=loader), *command.HERE)
        ended = command.run(tmp_path, "probe", *arguments, "--format", "json")
        assert ended.returncode == 0, ended.stderr
        held.append(json.loads(ended.stdout)["calls"][0])
    assert held[0]["held_low"] > held[1]["held_high"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "name a call"),
        (("--setup", "x = 1", "--stdlib"), "--setup prepares the calls of the command line"),
        (("f()", "--python", "no such thing"), "is not an interpreter"),
        (("f()", "--python", "2.7"), "there is no interpreter to probe"),
        (("f()", "--seconds", "much"), "is not a duration"),
        (("-f", "missing.toml"), "cannot be read"),
        (("--stdlib", "--only", "nonsense"), "--only nonsense"),
    ],
    ids=["no call", "setup for nothing", "no spec", "too old", "no duration", "no file", "no group"],
)
def test_a_wrong_command_line_ends_with_the_reason(tmp_path, arguments, told):
    ended = command.run(tmp_path, "probe", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr


def test_ctrl_c_leaves_what_was_found(tmp_path):
    calls = f"""
[[call]]
call = "sum(range(1000))"

[[call]]
call = "wait()"
setup = '''
import threading
def wait():
    open({str(tmp_path / "waiting")!r}, "w").close()
    threading.Event().wait()
'''
"""
    (tmp_path / "calls.toml").write_text(calls, encoding="utf-8")
    started = command.start(
        tmp_path, "probe", "-f", "calls.toml", *command.HERE, "--seconds", "0.3", "--format", "json"
    )
    command.wait_for((tmp_path / "waiting").exists)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=command.PATIENCE)
    assert started.returncode == 130, err
    assert [each["call"] for each in json.loads(out)["calls"]] == ["sum(range(1000))"]
    assert "interrupted: 1 probed" in err


def test_results_go_into_the_report_of_a_run(tmp_path):
    run = ("run", "primes", "--dry-run", "--quick", "--strategy", "thread", "--workers", "2", *command.HERE)
    assert command.run(tmp_path, *run, "--out", "run").returncode == 0
    ended = command.run(tmp_path, "probe", "1 + 1", *command.HERE, "--seconds", "0.3", "--into", "run")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-1] == str(tmp_path / "run" / "index.html")
    assert "What holds the GIL" in (tmp_path / "run" / "index.html").read_text(encoding="utf-8")
    refused = command.run(tmp_path, "probe", "1 + 1", "--into", "elsewhere")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "elsewhere is not a run folder" in refused.stderr
