from dataclasses import replace

import pytest
from tests.simulated import simulate, target

from gilbench.errors import StoreError, UsageError
from gilbench.interpreters import specs
from gilbench.run import states

RUN = simulate({"3.13/primes/serial/1": 0.1, "3.14t/primes/serial/1": 0.1})
FREE, ON = target("3.14t"), {"PYTHON_GIL": "1"}
TWIN = replace(target("3.14t+gil"), spec="3.14t", twin_of="3.14t")


def rebuilt(*targets):
    return states.rebuilt(replace(RUN.manifest, targets=targets)).targets


@pytest.mark.parametrize(
    ("spec", "state"),
    [
        pytest.param("3.14t", {}, id="none"),
        pytest.param("default", {}, id="gilbench's choice"),
        pytest.param("all+gil", ON, id="all"),
        pytest.param("/no/such/python+nogil+jit", {"PYTHON_GIL": "0", "PYTHON_JIT": "1"}, id="path that is gone"),
        pytest.param("relative/python+nojit", {"PYTHON_JIT": "0"}, id="path of another folder"),
        pytest.param("a+b/python+gil", ON, id="path with a sign in it"),
    ],
)
def test_a_state_is_known_without_its_interpreter(spec, state):
    assert specs.state(spec) == state
    asked = replace(FREE, spec=spec, environment=state)
    assert rebuilt(asked) == (asked,)


def test_a_state_that_contradicts_itself_is_none():
    with pytest.raises(UsageError, match="at once"):
        specs.state("3.14t+gil+nogil")
    with pytest.raises(StoreError, match=r"^cannot go on: .* at once"):
        rebuilt(replace(FREE, spec="3.14t+gil+nogil"))


def test_a_twin_that_was_brought_along_has_its_gil_on_besides():
    assert rebuilt(FREE, TWIN) == (FREE, TWIN)
    jit = replace(TWIN, spec="all+jit", environment={"PYTHON_JIT": "1", **ON})
    assert rebuilt(FREE, jit) == (FREE, jit)


@pytest.mark.parametrize(
    "foreign",
    [
        pytest.param(replace(FREE, environment={"PYTHONPATH": "/evil"}), id="another variable"),
        pytest.param(replace(FREE, environment=ON), id="a state that nobody asked for"),
        pytest.param(replace(target("3.14t+gil"), environment={}), id="none"),
        pytest.param(replace(target("3.14t+gil"), environment={"PYTHON_GIL": "0"}), id="another value"),
        pytest.param(replace(TWIN, environment={**ON, "LD_PRELOAD": "/evil.so"}), id="of a twin"),
        pytest.param(replace(TWIN, twin_of=""), id="of what is no twin"),
    ],
)
def test_any_other_environment_is_refused_in_one_sentence(foreign):
    with pytest.raises(StoreError, match=r"^cannot go on: the environment of target 3\.14t.* has .*asks for"):
        rebuilt(foreign)
