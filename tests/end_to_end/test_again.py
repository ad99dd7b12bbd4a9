"""A run that is measured again has the same trials, order and items, or stops and says why."""

import json
import sys

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path):
    """Return a folder with a dry run of an interpreter that was given by a relative path, as one types it."""
    (tmp_path / "bin").mkdir()
    wrapper(tmp_path)
    ended = command.run(tmp_path, "run", "primes", "--python", "bin/python", *command.SMALL, "--dry-run", "--out", "a")
    assert ended.returncode == 0, ended.stderr
    return tmp_path


def wrapper(folder):
    """Put a script in the place of an interpreter, as a version manager does."""
    path = folder / "bin" / "python"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    path.chmod(0o755)


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text())


def test_it_is_the_same_run_from_wherever_it_is_started(project):
    elsewhere = project / "elsewhere"
    elsewhere.mkdir()
    ended = command.run(elsewhere, "run", "--again", "../a", "--out", "b")
    assert ended.returncode == 0, ended.stderr
    before, after = manifest(project / "a"), manifest(elsewhere / "b")
    for name in ("plan", "seed", "values", "invented"):
        assert after[name] == before[name]
    assert after["targets"][0]["executable"] == before["targets"][0]["executable"]
    assert command.shape(elsewhere / "b") == command.shape(project / "a")


def test_an_interpreter_that_has_changed_or_gone_stops_it(project):
    changed = manifest(project / "a")
    changed["targets"][0]["facts"]["executable_sha256"] = "of the interpreter that was updated since"
    (project / "a" / "manifest.json").write_text(json.dumps(changed))
    ended = command.run(project, "run", "--again", "a", "--trust", "--out", "b")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines()[-1].endswith("has changed since that run (executable_sha256). Start a new run.")
    (project / "bin" / "python").unlink()
    ended = command.run(project, "run", "--again", "a", "--trust", "--out", "b")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines()[-1].endswith("finds it no more. Start a new run.")
    assert not (project / "b").exists()


def test_trials_that_are_not_the_same_are_told(project):
    changed = manifest(project / "a")
    del changed["plan"]["trials"][-1]
    changed["plan"]["copies"] = []  # one of them is of that trial
    (project / "a" / "manifest.json").write_text(json.dumps(changed))
    (project / "a" / "journal.jsonl").unlink()  # it has records of that trial, which a run without it cannot have
    ended = command.run(project, "run", "--again", "a", "--trust", "--plan")
    assert (ended.returncode, "primes: serial, Thread × 2" in ended.stdout) == (0, True)
    assert ended.stderr.splitlines()[-1] == "not quite the same trials as in that run: 1 more, 0 fewer"
