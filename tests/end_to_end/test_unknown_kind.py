"""Work of which nobody says whether it computes or waits, through real targets."""

import csv
import json

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

WORK = """
import time
from gilbench import workload

SIZES = {"small": 20_000, "full": 100_000}


@workload(kind="unknown", sizes=SIZES, asks="What do threads do for it?")
def computes(count):
    return sum(each * each for each in range(count))


@workload(kind="unknown", sizes=SIZES, asks="What do threads do for it?")
def sleeps(count):
    time.sleep(count / 5_000_000)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with a run of two such workloads."""
    path = tmp_path_factory.mktemp("unknown")
    (path / "work.py").write_text(WORK)
    ended = command.run(path, "run", "work.py", *command.HERE, "--quick", "--budget", "5s", "--out", "run")
    assert ended.returncode == 0, ended.stderr
    return path / "run"


def test_each_runs_in_every_family_at_the_most_workers_and_in_nothing_else(folder):
    trials = json.loads((folder / "manifest.json").read_text())["plan"]["trials"]
    found = {(each["workload"], each["experiment"], each["strategy"]) for each in trials}
    ways = [("throughput", each) for each in ("serial", "thread", "process_executor")] + [("held_share", "serial")]
    assert {each for each in found if each[2] != "interpreter_executor"} == {
        (name, *way) for name in ("computes", "sleeps") for way in ways
    }


def test_work_that_waits_has_no_held_share_and_the_page_says_why(folder):
    with (folder / "results.csv").open() as lines:
        rows = [row for row in csv.DictReader(lines) if row["experiment"] == "held_share"]
    assert {row["workload"]: (row["state"], bool(row["held_share"])) for row in rows} == {
        "computes": ("ok", True),
        "sleeps": ("ok", False),
    }
    assert "of its time, too little for a share" in (folder / "index.html").read_text()


def test_each_is_told_of_or_it_is_said_why_not(folder):
    verdict = json.loads((folder / "verdict.json").read_text())
    told = [each["claim"] for part in ("sentences", "unsaid") for each in verdict[part]]
    own = sorted(each for each in told if each.startswith("threads-speed-up:"))
    assert own == ["threads-speed-up:computes", "threads-speed-up:sleeps"]
