"""An interpreter makes the lists of items that differ once, and tells how long they are, or why there are none."""

import sys
from dataclasses import dataclass, field

import pytest

from gilbench.interpreters.description import Question, describe
from gilbench.processes import staging

MINE = """
from gilbench import workload

@workload(kind="cpu", sizes={{"small": 1, "full": 2}}, items={items}, expect={expect}, asks="What is it?")
def mine(item):
    return 1
"""


@dataclass(frozen=True)
class Asked:
    executable: str = sys.executable
    spec: str = "3.x"
    environment: dict[str, str] = field(default_factory=dict)


@pytest.mark.parametrize(
    ("items", "expect", "listed", "missing"),
    [
        pytest.param("lambda size: [1] * size", None, {"small": 1, "full": 2}, None, id="a list"),
        pytest.param(
            *("lambda size: []", None, None, "its `items` returned a list of 0: 1 to 100,000 are allowed"),
            id="an empty list",
        ),
        pytest.param("lambda size: exit(4)", None, None, "its `items` failed: SystemExit: 4", id="exits"),
        pytest.param("lambda size: __import__('os').fork() and [1]", None, {"small": 1, "full": 1}, None, id="forks"),
        pytest.param(
            "lambda size: [1, 2, 3]",
            {"small": [1], "full": [1]},
            None,
            "`expect` has 1 results for 'small', and its list has 3 items: give one for each, in order",
            id="results too few",
        ),
    ],
)
def test_a_list_is_described_by_its_length(tmp_path, items, expect, listed, missing):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "bm_mine.py").write_text(MINE.format(items=items, expect=expect))
    target = describe(Asked(), Question(staging.stage(tmp_path / "staged"), [folder], probes=("serial",)))
    (mine,) = target.catalogue.workloads
    assert (mine.listed, mine.missing) == (listed, missing)


def test_a_list_that_takes_the_interpreter_down_costs_that_workload(tmp_path):
    (tmp_path / "bm_mine.py").write_text(MINE.format(items="lambda size: __import__('os')._exit(4)", expect=None))
    target = describe(Asked(), Question(staging.stage(tmp_path / "staged"), [tmp_path], probes=("serial",)))
    assert target.catalogue.workloads == []
    (problem,) = target.catalogue.problems
    assert (problem.where, problem.reason) == ("workload mine", "took the interpreter down: exit code 4")
