"""What a figure may come from, by its ledger."""

import sys

import pytest

from gilbench.inside.held.culprit import Culprit
from gilbench.testing import hints
from gilbench.testing.times import Times

RAN = Times(1.0, 0.98, 0.01)
STARVED = Times(1.0, 0.6, 0.39)
WAITED = Times(1.0, 0.02, 0.0)
BLOCKED = Times(1.0, 0.6, 0.0)
DEARER = Times(2.0, 1.98, 0.01)


@pytest.fixture(autouse=True)
def with_a_gil(monkeypatch):
    monkeypatch.setattr(hints, "gil_came_back", lambda: False)


@pytest.mark.parametrize(
    ("threads", "held", "says"),
    [
        pytest.param(BLOCKED, 0.97, "holds the GIL for 97 %", id="the GIL"),
        pytest.param(DEARER, 0.0, "took 2.0 times the CPU time", id="more CPU time"),
        pytest.param(BLOCKED, 0.0, "blocked for 40 %", id="a lock"),
        pytest.param(BLOCKED, None, "blocked for 40 %", id="nobody knows the held share"),
        pytest.param(RAN, 0.0, "", id="no idea"),
    ],
)
def test_a_low_speedup_has_its_likeliest_reason(threads, held, says):
    found = hints.not_faster(RAN, threads, held)
    assert says in found
    assert bool(found) == bool(says)


@pytest.mark.parametrize(
    ("hint", "applies", "does_not", "says"),
    [
        pytest.param(hints.busy, STARVED, RAN, "waited for a CPU for 39 %", id="a busy machine"),
        pytest.param(hints.mostly_waits, WAITED, RAN, "`.of_wall`", id="a call that waits"),
    ],
)
def test_the_figure_to_take_in_its_place_is_named_where_it_helps(hint, applies, does_not, says):
    assert says in hint(applies)
    assert hint(does_not) == ""


def test_a_call_that_holds_the_gil_has_a_way_out():
    assert "Py_BEGIN_ALLOW_THREADS" in hints.holding()


@pytest.mark.parametrize("hint", [hints.holding, lambda: hints.not_faster(RAN, BLOCKED, 1.0)])
@pytest.mark.parametrize(
    ("module", "says"),
    [
        pytest.param("yaml._yaml", "the extension module yaml._yaml does not declare that it can run", id="named"),
        pytest.param(None, "by an extension module that does not declare that it can run", id="nobody knows which"),
    ],
)
def test_a_gil_that_came_back_is_the_likeliest_reason(monkeypatch, hint, module, says):
    monkeypatch.setattr(hints, "gil_came_back", lambda: True)
    monkeypatch.setattr(hints.undeclared, "module", lambda: module)
    assert says in hint()
    assert "PYTHON_GIL=0" in hint()


@pytest.mark.parametrize(
    ("times", "culprit", "intervals", "says"),
    [
        pytest.param(STARVED, None, 10, "waited for a CPU for 39 %", id="a busy machine"),
        pytest.param(RAN, Culprit("MainThread", "/a/b/c.py:7 work"), 10, "by MainThread at c.py:7 work", id="a place"),
        pytest.param(RAN, Culprit("MainThread", None), 10, "by MainThread", id="a thread"),
        pytest.param(RAN, Culprit("MainThread", None), 1, "sys.getswitchinterval()", id="as long as Python code may"),
        pytest.param(RAN, None, 10, "", id="no idea"),
    ],
)
def test_a_long_stall_has_its_likeliest_reason(times, culprit, intervals, says):
    found = hints.stall(times, culprit, intervals * sys.getswitchinterval())
    assert says in found
    assert bool(found) == bool(says)
