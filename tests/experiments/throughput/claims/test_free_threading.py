"""What serial code pays for the missing GIL."""

import pytest
from tests.experiments.throughput.judged import decided
from tests.simulated import World, free_threaded, under_the_gil


@pytest.mark.parametrize(
    ("cost", "expected", "text"),
    [
        pytest.param(1.30, "holds", "takes 30 % more time on 3.14t than on 3.14", id="slower"),
        pytest.param(1.065, "holds", "takes 6.5 % more time on 3.14t than on 3.14", id="a little slower"),
        pytest.param(1.01, "does not hold", "takes about the same time on 3.14t as on 3.14: +1.0 %", id="same"),
        pytest.param(0.80, "does not hold", "takes 20 % less time on 3.14t than on 3.14", id="faster"),
    ],
)
def test_the_serial_cost_of_free_threading_is_that_against_its_twin(cost, expected, text):
    seconds = under_the_gil("3.13") | under_the_gil("3.14") | free_threaded("3.14t", cost)
    sentence = decided(seconds, World(noise=0))[0]["free-threading-cost:3.14t"]
    assert sentence.decided == expected
    assert text in sentence.text
    assert sentence.value == pytest.approx(100 * (cost - 1))
    assert sentence.low <= sentence.value + 1e-9
    assert sentence.unit == "%"


@pytest.mark.parametrize(
    ("others", "twin", "differing"),
    [
        pytest.param(["3.13", "3.14t+gil", "3.14"], "3.14", False, id="the GIL build of the version"),
        pytest.param(["3.13", "3.14t+gil"], "3.14t+gil", False, id="the same executable"),
        pytest.param(["3.12", "pypy3.11", "3.13"], "3.13", True, id="the newest CPython"),
    ],
)
def test_the_twin_is_the_closest_target_with_a_gil(others, twin, differing):
    seconds = free_threaded("3.14t")
    for name in others:
        seconds |= under_the_gil(name)
    text = decided(seconds)[0]["free-threading-cost:3.14t"].text
    assert f"than on {twin} " in text
    assert text.endswith("a 3.14 with its GIL on would tell how much of it is the GIL.") == differing


@pytest.mark.parametrize("name", ["3.14/wordcount/serial/1", "3.14t/wordcount/serial/1"])
def test_the_serial_cost_leaves_out_workloads_in_doubt(name):
    seconds = under_the_gil("3.14") | free_threaded("3.14t", cost=1.2)
    seconds |= {"3.14/wordcount/serial/1": 0.1, "3.14t/wordcount/serial/1": 0.4}
    every = decided(seconds, World(noise=0))[0]["free-threading-cost:3.14t"]
    assert (round(every.value), every.text.endswith("primes and wordcount).")) == (119, True)
    flips = {"gil_before": True, "gil_after": False}
    sound = decided(seconds, World(noise=0, surroundings={name: flips}))[0]["free-threading-cost:3.14t"]
    assert (round(sound.value), sound.text.endswith("; primes).")) == (20, True)


def test_without_any_gil_the_serial_cost_is_not_measured():
    _, reasons = decided(free_threaded("3.14t"))
    assert "no target of this run has its GIL on" in reasons["free-threading-cost:3.14t"]
    assert reasons["threads-pure-python:None"] == "does not apply: every target of this run has its GIL off"
