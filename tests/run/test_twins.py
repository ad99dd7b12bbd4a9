"""Which twins a run brings along."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.simulated import target

from gilbench.interpreters.candidate import Unusable
from gilbench.interpreters.description import Question
from gilbench.run import twins

QUESTION = Question(Path("/staged"), [], tries=("process*",))
OLD = {"compiler": "GCC 9"}


@pytest.fixture(autouse=True)
def described(monkeypatch):
    """Describe nothing, but answer as the interpreter would; return what was asked."""
    asked = []

    def describe(candidate, question):
        asked.append((candidate, question))
        if candidate.executable == "/broken":
            return Unusable(candidate.spec, "it broke")
        facts = replace(candidate.facts, gil_enabled=candidate.environment["PYTHON_GIL"] == "1")
        jit = "+jit" if candidate.environment.get("PYTHON_JIT") else ""
        bare = candidate.id.partition("+")[0]
        return replace(candidate, id=f"{bare}+gil{jit}", facts=facts, twin_of="")

    monkeypatch.setattr(twins, "describe", describe)
    return asked


def chosen(name, spec="default", **facts):
    return replace(target(name, **facts), spec=spec)


def ids(targets, expected=None):
    found, unusable = twins.brought(targets, QUESTION, expected)
    assert unusable == []
    return [(each.id, each.twin_of) for each in found]


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        pytest.param([chosen("3.15"), chosen("3.13t")], [("3.13t+gil", "3.13t")], id="by default, another version"),
        pytest.param([chosen("3.13", **OLD), chosen("3.13t")], [("3.13t+gil", "3.13t")], id="another compiler"),
        pytest.param([chosen("3.13"), chosen("3.13t")], [], id="a build of the version is a twin already"),
        pytest.param([chosen("3.15")], [], id="no free-threaded one"),
        pytest.param(
            [chosen("3.13t", "all"), chosen("3.14t", "all"), chosen("3.14", "all")],
            [("3.13t+gil", "3.13t")],
            id="all, one of which has a twin",
        ),
        pytest.param([chosen("3.15", "3.15"), chosen("3.13t", "3.13t")], [], id="named"),
        pytest.param([chosen("3.15", "3.15"), chosen("3.13t", "/path/python")], [], id="named by path"),
        pytest.param([chosen("3.13t", "all"), chosen("3.13t+gil", "3.13t+gil")], [], id="named beside all"),
        pytest.param(
            [chosen("3.13t", "all"), replace(chosen("3.13t", "all+nogil"), id="3.13t+nogil")],
            [("3.13t+gil", "3.13t")],
            id="one for both states of a binary",
        ),
    ],
)
def test_what_gilbench_chose_gets_the_twin_that_it_lacks(targets, expected):
    assert ids(targets) == expected


def test_it_is_the_same_binary_with_its_gil_on_and_asked_about_serial_code_only(described):
    free = replace(chosen("3.13t", "all+jit"), environment={"PYTHON_JIT": "1"})
    ((twin,), _) = twins.brought([free], QUESTION, None)
    assert (twin.executable, twin.spec) == (free.executable, "all+jit")
    assert twin.environment == {"PYTHON_JIT": "1", "PYTHON_GIL": "1"}
    ((_, question),) = described
    assert (question.probes, question.tries) == (("serial",), ())


def test_a_run_that_goes_on_asks_as_it_did():
    twin = replace(target("3.13t+gil"), twin_of="3.13t")
    assert twins.question_for(twin, QUESTION).probes == ("serial",)
    assert twins.question_for(target("3.13t+gil"), QUESTION) == QUESTION


def test_a_name_that_is_taken_gets_a_number():
    another = replace(chosen("3.13t+gil", "/elsewhere/python+gil", **OLD), id="3.13t+gil")
    another = replace(another, facts=replace(another.facts, executable_sha256="1"))
    assert ids([chosen("3.13t", "all"), another]) == [("3.13t+gil-2", "3.13t")]


def test_one_that_cannot_be_described_is_told():
    found, unusable = twins.brought([replace(chosen("3.13t"), executable="/broken")], QUESTION, None)
    assert (found, unusable) == ([], [Unusable("default", "it broke")])


@pytest.mark.parametrize(
    ("had", "expected"),
    [
        pytest.param([], [], id="a run of before there were twins"),
        pytest.param([replace(target("3.13t+gil"), twin_of="3.13t")], [("3.13t+gil", "3.13t")], id="a run with one"),
    ],
)
def test_a_run_that_is_measured_again_gets_the_twins_that_it_had(had, expected):
    targets = [chosen("3.15"), chosen("3.13t")]
    assert ids(targets, [*targets, *had]) == expected
