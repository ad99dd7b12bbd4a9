"""The switch interval is what was asked for while it has to be, and what it was before afterwards."""

import sys

import pytest

from gilbench.inside.switching import SwitchIntervalError, switching


@pytest.mark.parametrize("interval", [1e-6, 0.0001, 0.5])
def test_it_is_set_and_set_back(interval):
    before = sys.getswitchinterval()
    with switching(interval):
        assert sys.getswitchinterval() == pytest.approx(interval)
    assert sys.getswitchinterval() == before


def test_an_interpreter_that_does_not_take_a_switch_interval_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "setswitchinterval", lambda _: None)
    refused = pytest.raises(SwitchIntervalError, match=r"is 0\.005 s although it was set to 0\.0001 s")
    with refused, switching(0.0001):
        pass


def test_work_that_sets_the_switch_interval_is_refused_and_it_is_set_back():
    before = sys.getswitchinterval()
    with pytest.raises(SwitchIntervalError), switching(0.0001):
        sys.setswitchinterval(0.01)
    assert sys.getswitchinterval() == before
