"""Work that prints without an end costs itself: no disk, no memory of the host, and one sentence."""

import contextlib
import json
import sys
import tracemalloc

import pytest
from tests.attack import misbehaving
from tests.end_to_end import command
from tests.known import EXPERIMENTS

from gilbench.interpreters import identify
from gilbench.processes import printed
from gilbench.processes.printed import FLOODED, MIB
from gilbench.run import asking

FLOOD = "while True: os.write({stream}, b'x' * 65536)"
ALL_AT_ONCE = "os.write(1, b'y' * 100_000_000)"
FILES = """
for number in range(300):
    open(f"file{number}", "w").close()
    os.makedirs(f"folder{number % 20}/" * 5, exist_ok=True)
os._exit(3)
"""


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    return asking.stage(tmp_path_factory.mktemp("staged"), EXPERIMENTS)


@pytest.fixture(scope="module")
def target(staged, tmp_path_factory):
    return misbehaving.described(
        staged,
        tmp_path_factory.mktemp("mine") / "workloads",
        good="pass",
        out=FLOOD.format(stream=1),
        err=FLOOD.format(stream=2),
        child=f"subprocess.run([sys.executable, '-c', {'import os; ' + ALL_AT_ONCE!r}])",
        files=FILES,
    )


@contextlib.contextmanager
def little_memory(most=20 * MIB):
    """Fail if this process takes more than that at a time."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("workload", ["out", "err", "child"])
def test_a_flood_costs_its_trial(staged, target, tmp_path, monkeypatch, workload):
    if workload != "child":  # once is enough for all of it
        monkeypatch.setattr(printed, "MOST", 4 * MIB)
    with little_memory():
        outcome = misbehaving.tried(target, staged, tmp_path / "work", workload, timeout=60.0)
    assert (outcome.state, outcome.reason) == ("failed", f"{FLOODED}: do not print while being measured")
    assert set(outcome.tail) <= {"x", "y"}
    assert not (tmp_path / "work").exists()


def test_a_flood_of_files_is_removed_when_the_trial_ends(staged, target, tmp_path):
    outcome = misbehaving.tried(target, staged, tmp_path / "work", "files")
    assert (outcome.state, outcome.reason) == ("failed", "the interpreter ended without a result: exit code 3")
    assert list(tmp_path.iterdir()) == []
    assert misbehaving.tried(target, staged, tmp_path / "work", "good").state == "ok"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(("1", f"import os\n{FLOOD.format(stream=1)}"), id="setup"),
        pytest.param(("flood()", f"import os\ndef flood():\n    {FLOOD.format(stream=2)}"), id="call"),
    ],
)
def test_a_flood_costs_its_call(staged, target, tmp_path, monkeypatch, code):
    monkeypatch.setattr(printed, "MOST", 4 * MIB)
    with little_memory():
        found = misbehaving.probed(target, staged, tmp_path / "work", *code)
    assert (found.state, found.reason, found.verdict) == ("failed", FLOODED, None)
    assert not (tmp_path / "work").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the held share needs Linux")
@pytest.mark.parametrize(
    ("code", "prints"),
    [
        pytest.param(("1", "print('loud')"), False, id="the setup prints"),
        pytest.param(("print('loud')", ""), True, id="the call prints"),
        pytest.param(("print('x' * 2_000_000)", ""), True, id="the call prints much"),
        pytest.param(("print('loud')", "print('x' * 2_000_000)"), True, id="both, the setup much"),
        pytest.param(("1", "print('x' * 2_000_000)"), False, id="the setup prints much"),
    ],
)
def test_a_call_that_prints_is_told_from_a_setup_that_does(staged, target, tmp_path, code, prints):
    found = misbehaving.probed(target, staged, tmp_path / "work", *code)
    assert ("it prints: what it printed was thrown away" in found.notes) is prints


@pytest.mark.parametrize(
    ("ending", "reason"),
    [
        pytest.param(ALL_AT_ONCE + "; os._exit(3)", FLOODED, id="100 MB"),
        pytest.param("os.write(1, b'y' * 3_000_000); os._exit(3)", "exit code 3", id="3 MB"),
    ],
)
def test_a_workload_file_that_floods_and_ends_the_interpreter_costs_a_sentence(staged, tmp_path, ending, reason):
    with little_memory():
        found = misbehaving.described(staged, tmp_path / "mine", good="pass", module=ending)
    (problem,) = found.catalogue.problems
    assert problem.where == str(tmp_path / "mine" / "bm_mine.py")
    assert problem.reason == f"took the interpreter down: {reason} ({'y' * 200})"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        pytest.param("exec yes error", f"{FLOODED} (error)", id="lines"),
        pytest.param("exec cat /dev/zero", FLOODED, id="one line"),
    ],
)
def test_a_program_that_floods_is_no_interpreter(tmp_path, monkeypatch, lines, said):
    monkeypatch.setattr(printed, "MOST", 4 * MIB)
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\n{lines}\n")
    program.chmod(0o755)
    with little_memory(), pytest.raises(identify.UnidentifiedError) as raised:
        identify.identify(str(program), patience=60.0)
    assert str(raised.value).startswith(f"{program} is not an interpreter: {said}")


@pytest.mark.slow
def test_a_resumed_run_does_not_meet_it_again(tmp_path):
    (tmp_path / "mine").mkdir()
    text = misbehaving.WORKLOAD.format(name="loud", body=ALL_AT_ONCE)
    (tmp_path / "mine" / "bm_mine.py").write_text(misbehaving.HEADER + text)
    out = tmp_path / "out"
    arguments = ("loud", "--workloads", tmp_path / "mine", "--timeout", "20s", "--out", out)
    first = command.start(tmp_path, "run", *command.HERE, *command.SMALL, *arguments)
    try:
        journal = out / "journal.jsonl"
        command.wait_for(lambda: first.poll() or (journal.exists() and FLOODED in journal.read_text()))
    finally:
        first.kill()
        first.communicate()
    ended = command.run(tmp_path, "run", "--resume", out)
    assert ended.returncode == 3, ended.stderr
    lost = [key for key, outcome in command.records(out).items() if FLOODED in json.dumps(outcome)]
    assert lost
    assert {number for _, number in lost} == {1}  # not tried again
    assert sum(each.stat().st_size for each in out.rglob("*") if each.is_file()) < 10 * MIB
