"""Targets that vanish or change while they are measured, and targets that are one binary in two states."""

import json
import re
import signal
import sys

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

WORKLOAD = """
from gilbench import workload

@workload(kind="cpu", sizes={"small": 1, "full": 2}, expect={"small": 1, "full": 2}, asks="What is it?")
def mine(size):
    return size
"""


@pytest.fixture
def wrapper(tmp_path):
    """Return a script that stands for an interpreter, as a version manager would put it in place."""
    path = tmp_path / "python"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    path.chmod(0o755)
    return path


def interrupted(folder, *arguments):
    """Return the folder of a run that was interrupted after its first trial."""
    out = folder / "out"
    running = command.start(folder, "run", *arguments, *command.SMALL, "--out", out)
    command.wait_until_stored(out, 1)
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=60) == 130
    running.communicate()
    return out


def refused(out, *more):
    """Require that the run is not resumed and its folder stays as it is; return the sentence that says why."""
    before = {name: (out / name).read_bytes() for name in ("manifest.json", "journal.jsonl")}
    ended = command.run(out.parent, "run", "--resume", out, *more)
    assert ended.returncode == 2
    assert {name: (out / name).read_bytes() for name in before} == before
    (sentence,) = ended.stderr.splitlines()
    return sentence


def test_a_target_that_vanishes_costs_its_own_trials_and_no_others(tmp_path, wrapper):
    out = tmp_path / "out"
    targets = ("--python", wrapper, *command.HERE)
    running = command.start(tmp_path, "run", "primes", *targets, *command.SMALL, "--out", out)
    command.wait_until_stored(out, 1)
    wrapper.unlink()
    _, err = running.communicate(timeout=60)
    assert (running.returncode, "Traceback" in err) == (3, False), err
    assert f"{wrapper} could not be started: No such file or directory" in err
    gone, here = (target["id"] for target in json.loads((out / "manifest.json").read_text())["targets"])
    rows = {(row["target"], row["strategy"]): row for row in command.results(out)}
    for strategy in ("serial", "thread"):
        assert (rows[here, strategy]["state"], rows[here, strategy]["rounds"]) == ("ok", "3")
        assert rows[gone, strategy]["state"] == "failed"
        assert re.match(
            r"python (could not be started: No such file or directory$|vanished while it ran: )",
            rows[gone, strategy]["reason"],
        )


def test_a_run_whose_target_has_vanished_is_not_resumed(tmp_path, wrapper):
    out = interrupted(tmp_path, "primes", "--python", wrapper)
    wrapper.unlink()
    assert refused(out) == (
        f"gilbench: cannot go on: {wrapper} cannot be measured: No such file or directory. Start a new run."
    )


def test_a_run_whose_target_has_changed_is_not_resumed(tmp_path):
    out = interrupted(tmp_path, "primes", *command.HERE)
    manifest = json.loads((out / "manifest.json").read_text())
    manifest["targets"][0]["facts"]["executable_sha256"] = "of the interpreter that was updated since"
    (out / "manifest.json").write_text(json.dumps(manifest))
    (target,) = manifest["targets"]
    assert "its manifest was edited, or written by somebody else" in refused(out)
    assert refused(out, "--trust") == (
        f"gilbench: cannot go on: {target['id']} has changed since the run began (executable_sha256). Start a new run."
    )


def test_a_run_whose_workloads_have_changed_is_not_resumed(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "bm_mine.py").write_text(WORKLOAD)
    out = interrupted(tmp_path, "primes", "mine", *command.HERE, "--workloads", folder)
    (folder / "bm_more.py").write_text(WORKLOAD.replace("def mine", "def more"))
    sentence = refused(out)
    assert sentence.endswith("has changed since the run began (what it can run). Start a new run.")
    (folder / "bm_more.py").unlink()
    assert command.run(tmp_path, "run", "--resume", out).returncode == 0


def test_one_binary_with_the_gil_on_and_off_is_two_targets_whose_states_are_told(tmp_path):
    path = command.interpreter("3.13t")
    out = tmp_path / "out"
    targets = ("--python", path, "--python", f"{path}+gil")
    ended = command.run(tmp_path, "run", "primes", *targets, *command.SMALL, "--out", out)
    assert ended.returncode == 0, ended.stderr
    states = {(row["target"], row["free_threaded"], row["gil_enabled"]) for row in command.results(out)}
    assert states == {("3.13t", "true", "false"), ("3.13t+gil", "true", "true")}
    inside = {
        (trial.partition("/")[0], outcome["surroundings"]["gil_before"], outcome["surroundings"]["gil_after"])
        for (trial, _), outcome in command.records(out).items()
    }
    assert inside == {("3.13t", False, False), ("3.13t+gil", True, True)}
