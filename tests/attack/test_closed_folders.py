"""Folders that belong to another user, where nothing may be looked at."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from tests.attack import somebody
from tests.attack.test_arguments import EVERY
from tests.end_to_end import command

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")

NOBODY = 65_534
AS_NOBODY = f"""
import difflib, os, sys
from gilbench.cli import main
from gilbench.cli.lazy import load
from gilbench.probe import calls
from gilbench.run import pipeline, progress
load(main.commands.commands[sys.argv[1]])  # what is imported later, another user may not be able to read
os.setgroups([])
os.setgid({NOBODY})
os.setuid({NOBODY})
main.main()
"""


@pytest.fixture
def closed():
    """Return a folder that nobody but root may enter, in one that all may, which those of pytest are not."""
    with tempfile.TemporaryDirectory() as name:
        closed = Path(name) / "closed"
        (closed / "below").mkdir(parents=True)
        (closed / "file").write_text("mine")
        closed.chmod(0o700)
        closed.parent.chmod(0o755)
        yield closed


def refused(folder, *arguments):
    """Return the sentence with which a command line of another user's is refused; skip where none can have one."""
    somebody.python()
    line = [sys.executable, "-c", AS_NOBODY, *map(str, arguments)]
    ended = subprocess.run(line, cwd=folder, env=command.environment(), capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, ""), ended.stderr
    assert ended.stderr.startswith("gilbench: ")
    assert ended.stderr.count("\n") == 1
    return ended.stderr


@pytest.mark.parametrize("arguments", EVERY, ids=" ".join)
def test_a_working_folder_that_may_not_be_entered_is_told(closed, arguments):
    told = "gilbench: nothing in the current folder can be reached (Permission denied): go to another one\n"
    assert refused(closed, *arguments) == told
    assert {each.name for each in closed.iterdir()} == {"below", "file"}


@pytest.mark.parametrize("path", ["closed", "closed/below"])
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("run", "--resume"), id="resume"),
        pytest.param(("run", "--again"), id="again"),
        pytest.param(("run", "--like"), id="like"),
        pytest.param(("run", "--dry-run", "--out"), id="out"),
        pytest.param(("report",), id="report"),
        pytest.param(("compare",), id="compare"),
        pytest.param(("probe", "1", "--into"), id="into"),
    ],
)
def test_a_folder_that_may_not_be_entered_is_told(closed, arguments, path):
    assert f" {path}: this folder may not be entered: give another path" in refused(closed.parent, *arguments, path)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("run", "--plan", "--workloads", "closed/below"), "there is no such folder", id="workloads"),
        pytest.param(("list", "--experiments", "closed/below"), "there is no such folder", id="experiments"),
        pytest.param(("probe", "-f", "closed/file"), "closed/file cannot be read: Permission denied", id="file"),
    ],
)
def test_so_is_what_lies_in_one(closed, arguments, told):
    assert told in refused(closed.parent, *arguments)
