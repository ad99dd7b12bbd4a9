"""What a run may ask for, and what an experiment without workloads and strategies of its own measures then."""

import pytest

from gilbench.plan.trial import Trial


def parts(name, core, whole):
    """Return cases of settings with the names of the trials that are measured, and of those that are left out."""
    return [
        pytest.param({}, core, whole - core, id="beside others the core"),
        pytest.param({"suite": "full"}, whole, set(), id="the full suite"),
        pytest.param({"experiments": (name,)}, whole, set(), id="asked for by itself"),
        pytest.param({"experiments": (name, "throughput")}, core, whole - core, id="asked for with another"),
        pytest.param({"effort": "quick"}, set(), whole, id="quick"),
        pytest.param({"globs": ("primes",)}, set(), set(), id="workloads, of which it has none"),
        pytest.param({"strategies": ("thread",)}, set(), set(), id="strategies, of which it has none"),
        pytest.param({"size": "small"}, set(), set(), id="a smoke test of others"),
    ]


def rounds(name):
    """Return cases of settings with the rounds of an experiment that is repeated only where it is measured whole."""
    return [
        pytest.param({}, "once", id="beside others"),
        pytest.param({"experiments": (name, "startup")}, "once", id="with another"),
        pytest.param({"experiments": (name,)}, "every", id="by itself"),
        pytest.param({"suite": "full"}, "every", id="the full suite"),
    ]


def names(answers, kind=Trial):
    """Return the names of the trials of one kind of answer, without that of their experiment."""
    found = (each if kind is Trial else each.trial for each in answers if isinstance(each, kind))
    return {each.name.partition("/")[2] for each in found}
