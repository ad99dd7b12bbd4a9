"""Interpreters that lie beside one that does not, and work that raises everything: the run goes on without them."""

import json
import sys

import pytest
from tests.attack import targets
from tests.end_to_end import command

pytestmark = pytest.mark.slow

# A good interpreter while it is described; in trials it leaves a pipe where its answer would be.
TWO_FACED = """#!/bin/sh
case "$*" in
  *"inside trial"*) rm -f ../metrics.jsonl; mkfifo ../metrics.jsonl; exit 0;;
esac
exec "{python}" "$@"
"""
WORK = """
import threading
from gilbench import workload

class OwnError(BaseException):
    def __str__(self):
        raise KeyboardInterrupt

def mine(function):
    values = {"small": 1, "full": 1}
    return workload(kind="cpu", sizes=values, expect=values, asks="What?")(function)

@mine
def good(size):
    return size

@mine
def bad(size):
    raise OwnError
"""


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """Return a finished run on an interpreter and three that lie, and its folder."""
    folder = tmp_path_factory.mktemp("lying")
    (folder / "mine").mkdir()
    (folder / "mine" / "bm_mine.py").write_text(WORK)
    (folder / "mine" / "bm_interrupted.py").write_text("raise KeyboardInterrupt")
    (folder / "odd\nname").mkdir()
    (folder / "odd\nname" / "python").symlink_to(sys.executable)
    two_faced = folder / "python"
    two_faced.write_text(TWO_FACED.format(python=sys.executable))
    two_faced.chmod(0o755)
    said = "\t".join(["gilbench-identity", "CPython", "3", "x", *"12345"])
    lying = targets.script(folder / "liar", f"print({said!r})")
    pythons = [sys.executable, two_faced, lying, folder / "odd\nname" / "python"]
    asked = [part for each in pythons for part in ("--python", each)]
    ended = command.run(
        folder, "run", "good", "bad", *command.SMALL, *asked, "--workloads", folder / "mine", "--out", folder / "out"
    )
    return ended, folder / "out"


def test_the_exit_code_tells_of_lost_trials_and_nothing_of_a_traceback(ended):
    found, _ = ended
    assert found.returncode == 3, found.stderr
    assert "Traceback" not in found.stdout + found.stderr


def test_what_is_no_interpreter_is_named_with_its_reason(ended):
    found, out = ended
    told = [line for line in found.stderr.splitlines() if line.startswith("not measured: ")]
    assert len(told) == 2
    assert "it printed nothing that a Python would" in told[0]
    assert "has a character in its path that cannot be shown" in told[1]
    assert "bm_interrupted.py: could not be imported: KeyboardInterrupt" in found.stderr
    assert [each["reason"] for each in json.loads((out / "manifest.json").read_text())["unusable"]] == [
        line.split(": ", 2)[2] for line in told
    ]


def test_each_trial_has_its_own_reason(ended):
    _, out = ended
    rows = {(row["target"], row["workload"], row["strategy"]): row["reason"] for row in command.results(out)}
    good, liar = sorted({target for target, *_ in rows})
    for strategy in ("serial", "thread"):
        assert rows[good, "good", strategy] == ""
        assert rows[good, "bad", strategy] == "OwnError (its text cannot be had: KeyboardInterrupt)"
        assert rows[liar, "good", strategy].endswith("metrics.jsonl cannot be read: Is a named pipe, not a file")


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
def test_nothing_of_it_is_alive(ended):
    assert command.alive(ended[1]) == {}
