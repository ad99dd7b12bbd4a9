"""The time of an item: what throughput compares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.known import EXPERIMENTS, collect
from tests.simulated import World, simulate, trial

from gilbench.experiments.throughput.figures import COMPARED, reduce
from gilbench.inside.experiment import Call
from gilbench.page.results import result_rows

TIMES = st.lists(st.lists(st.floats(1e-4, 10.0), min_size=1, max_size=4), min_size=1, max_size=5)


def rounds(times, factor=1.0):
    return {number: [Call(factor * each, [], None) for each in values] for number, values in enumerate(times, 1)}


@given(times=TIMES, items=st.integers(1, 4096))
def test_the_time_of_an_item_does_not_depend_on_how_many_a_value_has(times, items):
    one = reduce(trial("3.13/primes/serial/1", items=1), rounds(times))[COMPARED]
    many = reduce(trial("3.13/primes/serial/1", items=items), rounds(times, items))[COMPARED]
    assert many.value == pytest.approx(one.value)
    assert (many.low, many.high) == (pytest.approx(one.low), pytest.approx(one.high))
    assert many.rounds == len(times)


def test_the_results_hold_the_time_of_a_value_too():
    name = "3.13/primes/serial/1"
    evidence = collect(simulate({name: 0.6}, World(noise=0, items={"3.13": 12})))
    (row,) = result_rows(evidence, EXPERIMENTS.reductions)
    for end in ("", "_low", "_high"):
        assert row[f"seconds{end}"] == pytest.approx(0.6)
        assert row[f"seconds_per_item{end}"] == pytest.approx(0.05)
    assert row["items"] == 12
    assert {figure for figure in evidence.figures[trial(name).id] if "seconds" in figure} == {
        "seconds_per_item",
        "cpu_seconds",
    }
