"""Work that changes what it is measured under keeps its number, and nothing is concluded from it."""

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

WORKLOAD = """
import sys

from gilbench import workload

ONE = {"small": 1, "full": 1}
sys.setswitchinterval(0.125)  # for every call alike: nothing that the work changes


@workload(kind="cpu", sizes=ONE, expect=ONE, asks="What if every call sets the switch interval?")
def sets(size):
    sys.setswitchinterval(0.25)
    return size


@workload(kind="cpu", sizes=ONE, asks="What if it does, and what it returns is only known when it was called?")
def sets_unstated(size):
    sys.setswitchinterval(0.25)
    return size


@workload(kind="cpu", sizes=ONE, expect=ONE, asks="What if none does?")
def leaves(size):
    return size
"""
CHANGED = "the switch interval changed during the work: 125 ms → 250 ms"


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("conditions")
    (folder / "bm_conditions.py").write_text(WORKLOAD)
    arguments = ("run", "sets*", "leaves", "--workloads", ".", *command.HERE, *command.SMALL, "--out", "out")
    ended = command.run(folder, *arguments)
    assert ended.returncode == 0, ended.stderr
    return folder / "out"


@pytest.mark.parametrize(("workload", "doubted"), [("sets", True), ("sets_unstated", True), ("leaves", False)])
def test_each_trial_of_the_work_that_changes_them_is_doubted(out, workload, doubted):
    rows = [row for row in command.results(out) if row["workload"] == workload]
    assert rows
    assert {row["state"] for row in rows} == {"ok"}
    assert {CHANGED in row["flags"] for row in rows} == {doubted}


def test_the_page_says_what_changed(out):
    page = (out / "index.html").read_text(encoding="utf-8")
    assert f"{CHANGED}. No sentence rests on them." in page
