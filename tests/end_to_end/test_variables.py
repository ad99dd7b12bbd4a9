"""Work sees the variables that were passed on with `--env` and no others of the user's, wherever it runs and again."""

import json
import re

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

WORKLOAD = """
import os

from gilbench import workload

ONE = {"small": 1, "full": 1}
THREADS = os.environ.get("OMP_NUM_THREADS", "no number of")  # read when the file is loaded, as BLAS does


@workload(kind="cpu", sizes=ONE, expect=dict.fromkeys(ONE, "7 and 7"), asks=f"Are there {THREADS} threads?")
def passed(size):
    return os.environ.get("OMP_NUM_THREADS", "no number of") + " and " + THREADS
"""
# A spawned process is another interpreter below the trial, which itself is one below pyperf's manager.
RUN = (
    "run",
    "passed",
    "--workloads",
    ".",
    *command.HERE,
    *command.SMALL,
    "--strategy",
    "process[spawn]",
    "--experiment",
    "throughput",
)
PASSED = ("--env", "OMP_NUM_THREADS=7")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a folder with a workload that reads a variable, and a run to which it was passed on."""
    folder = tmp_path_factory.mktemp("variables")
    (folder / "bm_passed.py").write_text(WORKLOAD)
    ended = users(folder, *RUN, *PASSED, "--out", "given")
    assert (ended.returncode, "do not get" in ended.stderr) == (0, False), ended.stderr
    return folder


def users(folder, *arguments):
    """Run gilbench as a user does whose environment has another value."""
    with pytest.MonkeyPatch.context() as patch:
        everything = {**command.environment(), "OMP_NUM_THREADS": "3"}
        patch.setattr(command, "environment", lambda: everything)
        return command.run(folder, *arguments)


def states(out):
    return {(row["strategy"], row["start_method"]): row["state"] for row in command.results(out)}


def test_it_reaches_the_work_under_every_strategy(project):
    assert set(states(project / "given").values()) == {"ok"}
    assert ("process", "spawn") in states(project / "given")


def test_it_reaches_the_description_and_the_page(project):
    manifest = json.loads((project / "given" / "manifest.json").read_text())
    (target,) = manifest["targets"]
    assert target["catalogue"]["workloads"][-1]["asks"] == "Are there 7 threads?"
    page = (project / "given" / "index.html").read_text(encoding="utf-8")
    assert "What the Pythons got from --env" in page
    assert "--env OMP_NUM_THREADS=7" in page  # as it was typed


def test_without_it_the_users_own_value_stays_outside_and_that_is_said_once(project):
    ended = users(project, *RUN, "--out", "without")
    assert ended.returncode == 3
    assert set(states(project / "without").values()) == {"failed"}
    reasons = {row["reason"] for row in command.results(project / "without")}
    (failed,) = {re.sub(r"item 1 of \d ", "", reason) for reason in reasons}  # an item warms each worker
    assert "no number of and no number of" in failed
    told = "targets do not get OMP_NUM_THREADS=3 of your environment; if it is wanted, add --env OMP_NUM_THREADS=3"
    assert ended.stderr.splitlines()[0] == f"gilbench: {told}"
    assert ended.stderr.count("do not get") == 1


def test_a_run_that_is_measured_again_keeps_it(project):
    ended = users(project, "run", "--again", "given", "--out", "again")
    assert ended.returncode == 0, ended.stderr
    assert states(project / "again") == states(project / "given")


def test_a_probed_call_sees_it(project):
    arguments = ("probe", "int(os.environ['OMP_NUM_THREADS'] + '!')", "--setup", "import os", *command.HERE)
    ended = users(project, *arguments, "--seconds", "0.1", "--format", "json", *PASSED)
    probed = json.loads(ended.stdout)
    assert probed["variables"] == {"OMP_NUM_THREADS": "7"}
    assert "'7!'" in probed["calls"][0]["reason"]  # what it raised names the value


def test_a_run_that_is_resumed_keeps_it(project):
    out = project / "given"
    whole = (out / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (out / "journal.jsonl").write_bytes(b"".join(whole[:-2]))  # as if it had been killed
    manifest = json.loads((out / "manifest.json").read_text())
    (out / "manifest.json").write_text(json.dumps(manifest | {"finished": False, "states": {}}))
    ended = users(project, "run", "--resume", "given", "--trust")
    assert ended.returncode == 0, ended.stderr
    assert len(command.records(out)) == len(whole)
    assert set(states(out).values()) == {"ok"}
