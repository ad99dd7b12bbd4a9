"""Calls in a run: the file of each, and what is said of one that no interpreter can make."""

from dataclasses import replace

import pytest
from tests.simulated import target, workload

from gilbench.errors import NothingToRunError
from gilbench.inside.schema import Catalogue, Problem
from gilbench.run import calls
from gilbench.settings import Call

ODD = Call(name="it's", text="f('''\\'')", setup='x = """\n"""\n', folders=("/my place", "/other"))
PLAIN = Call(name="g()", text="g()", folders=("/here", "/there"))


def here(*workloads, **changes):
    return replace(target("3.13"), catalogue=Catalogue([*workloads], [], []), **changes)


def test_the_file_of_a_call_hands_on_what_was_typed_and_nothing_else(monkeypatch):
    first, second = calls.files([ODD, PLAIN]).items()
    assert [name for name, _ in (first, second)] == ["calls/gilbench_call_1.py", "calls/gilbench_call_2.py"]
    seen = []
    monkeypatch.setattr("gilbench.inside.typed.define", lambda namespace, **given: seen.append((namespace, given)))
    namespace = {}
    exec(first[1], namespace)  # noqa: S102  as targets do
    ((given_to, given),) = seen
    assert given_to is namespace
    asked = {"name": ODD.name, "call": ODD.text, "setup": ODD.setup, "folders": ODD.folders, "version": ODD.version}
    assert given == asked


def test_a_problem_of_a_calls_file_is_the_calls(tmp_path):
    place = str(tmp_path / "calls" / "gilbench_call_2.py")
    assert calls.named(Problem(place, "no"), [ODD, PLAIN], tmp_path) == Problem("g()", "no")
    assert calls.named(Problem("bm_other.py", "no"), [ODD, PLAIN], tmp_path) == Problem("bm_other.py", "no")


def test_one_interpreter_that_can_make_a_call_is_enough():
    lacking = here(workload("g()", missing="the setup failed"))
    calls.require_possible([PLAIN], [lacking, here(workload("g()"))], [])


@pytest.mark.parametrize(
    ("workloads", "problems", "told"),
    [
        pytest.param([workload("g()", missing="no module")], [], "g(): no module", id="what it needs is missing"),
        pytest.param([], [Problem("g()", "took the interpreter down")], "g(): took the interpreter down", id="it ends"),
        pytest.param(
            [workload("g()", missing="ModuleNotFoundError: No module named 'g'")],
            [],
            "g(): ModuleNotFoundError: No module named 'g'. Modules are looked for in the interpreter, then in /here "
            "and /there.",
            id="no module",
        ),
        pytest.param([], [], "g(): no interpreter could load it", id="nobody knows why"),
    ],
)
def test_a_call_that_no_interpreter_can_make_is_refused(workloads, problems, told):
    twin = here(workload("g()"), twin_of="3.13t")  # which measures pure Python alone
    with pytest.raises(NothingToRunError) as refused:
        calls.require_possible([PLAIN], [here(*workloads), twin], problems)
    assert str(refused.value) == told
