"""What serial code pays for the missing GIL: told of twins, workload by workload, and of nothing else."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.experiments.throughput.judged import decided
from tests.simulated import World, free_threaded, target, under_the_gil, workload

from gilbench.inside.schema import Catalogue

COST = "free-threading-cost:3.14t"
QUIET = World(noise=0)
MANY = [workload(name) for name in ("alloc", "fib", "nbody", "primes", "queens", "wordcount")]


def serial(costs, noise=0.0):
    """Return what is said of serial code that takes so many times as long on 3.14t as on 3.14, by workload."""
    seconds = {f"3.14/{name}/serial/1": 0.2 for name in costs}
    seconds |= {f"3.14t/{name}/serial/1": 0.2 * cost for name, cost in costs.items()}
    known = [
        replace(each, catalogue=Catalogue(MANY, each.catalogue.strategies, []))
        for each in (target("3.14"), target("3.14t"))
    ]
    sentences, reasons = decided(seconds, World(noise=noise, rounds=8), targets=tuple(known))
    return sentences.get(COST), reasons.get(COST)


@pytest.mark.parametrize(
    ("cost", "expected", "text"),
    [
        pytest.param(1.30, "holds", "takes 30 % more time on 3.14t than on 3.14, the same version", id="slower"),
        pytest.param(1.065, "holds", "takes 6.5 % more time on 3.14t than on 3.14, the same", id="a little slower"),
        pytest.param(1.01, "does not hold", "takes about the same time on 3.14t as on 3.14, the same", id="same"),
        pytest.param(0.80, "does not hold", "takes 20 % less time on 3.14t than on 3.14, the same", id="faster"),
    ],
)
def test_the_serial_cost_of_free_threading_is_that_against_its_twin(cost, expected, text):
    seconds = under_the_gil("3.13") | under_the_gil("3.14") | free_threaded("3.14t", cost)
    sentence = decided(seconds, QUIET)[0][COST]
    assert sentence.decided == expected
    assert text in sentence.text
    assert sentence.text.endswith("primes alone).")
    assert sentence.value == pytest.approx(100 * (cost - 1))
    assert sentence.low <= sentence.value + 1e-9
    assert sentence.unit == "%"


THE_BUILD = (
    "What a free-threaded build costs even with its GIL on is not in this figure: a 3.14.5 with a GIL, built alike, "
    "would tell."
)


@pytest.mark.parametrize(
    ("others", "twin"),
    [
        pytest.param(["3.13", "3.14t+gil", "3.14"], "3.14, the same version built alike with a GIL", id="GIL build"),
        pytest.param(["3.13", "3.14t+gil"], "3.14t+gil, the same build with its GIL on", id="the same executable"),
    ],
)
def test_the_sentence_says_which_kind_of_twin_it_rests_on(others, twin):
    seconds = free_threaded("3.14t")
    for name in others:
        seconds |= under_the_gil(name)
    text = decided(seconds)[0][COST].text
    assert f"than on {twin} (" in text
    assert text.endswith(THE_BUILD) == ("+gil" in twin)


@pytest.mark.parametrize(
    ("others", "closest"),
    [
        pytest.param([], "", id="no GIL at all"),
        pytest.param(["3.12", "pypy3.11", "3.13"], " (3.13: another version)", id="other versions"),
        pytest.param(["pypy3.11"], "", id="PyPy"),
    ],
)
def test_without_a_twin_the_cost_is_not_measured_and_what_to_add_is_said(others, closest):
    seconds = free_threaded("3.14t")
    for name in others:
        seconds |= under_the_gil(name)
    sentences, reasons = decided(seconds)
    assert COST not in sentences
    assert reasons[COST] == (
        f"not measured: no twin of 3.14t with its GIL on is in this run{closest}: add --python 3.14t+gil"
    )


@pytest.mark.parametrize("name", ["3.14/wordcount/serial/1", "3.14t/wordcount/serial/1"])
def test_the_serial_cost_leaves_out_workloads_in_doubt(name):
    seconds = under_the_gil("3.14") | free_threaded("3.14t", cost=1.2)
    seconds |= {"3.14/wordcount/serial/1": 0.1, "3.14t/wordcount/serial/1": 0.4}
    every = decided(seconds, QUIET)[0][COST]
    assert (round(every.value), "primes +20 % and wordcount +300 %" in every.text) == (119, True)
    flips = {"gil_before": True, "gil_after": False}
    sound = decided(seconds, World(noise=0, surroundings={name: flips}))[0][COST]
    assert (round(sound.value), sound.text.endswith("; primes alone).")) == (20, True)


@pytest.mark.parametrize(
    ("costs", "expected", "text"),
    [
        pytest.param(
            {"primes": 1.41, "fib": 0.97},
            "holds",
            "On the whole serial pure-Python code takes more time on 3.14t than on 3.14, the same version built alike "
            "with a GIL, but some takes less: fib -3 % and primes +41 %; geometric mean +17 % (95 % interval +17 to "
            "+17 %).",
            id="slower, with both signs",
        ),
        pytest.param(
            {"primes": 1.12, "fib": 1.03, "nbody": 1.41},
            "holds",
            "Serial pure-Python code takes more time on 3.14t than on 3.14, the same version built alike with a GIL: "
            "fib +3 %, primes +12 % and nbody +41 %; geometric mean +18 % (95 % interval +18 to +18 %).",
            id="slower, one sign",
        ),
        pytest.param(
            {"primes": 1.25, "fib": 0.8},
            "does not hold",
            "On the whole serial pure-Python code takes about the same time on 3.14t as on 3.14, the same version "
            "built alike with a GIL, but some takes more and some less: fib -20 % and primes +25 %; geometric mean ",
            id="the same, with both signs",
        ),
        pytest.param(
            {"primes": 1.02, "fib": 0.7},
            "does not hold",
            "On the whole serial pure-Python code takes less time on 3.14t than on 3.14, the same version built alike "
            "with a GIL, but some takes more: fib -30 % and primes +2 %; geometric mean -16 %",
            id="faster, with both signs",
        ),
        pytest.param(
            {"alloc": 0.9, "fib": 1.1, "nbody": 1.2, "primes": 1.3, "queens": 1.4, "wordcount": 1.5},
            "holds",
            "but some takes less: from -10 % (alloc) to +50 % (wordcount), 6 workloads; geometric mean +22 %",
            id="more workloads than a sentence names",
        ),
    ],
)
def test_each_workload_has_its_sign_and_the_mean_stands_beside_it(costs, expected, text):
    sentence, _ = serial(costs)
    assert text in sentence.text
    assert sentence.decided == expected


def test_an_undecided_mean_still_tells_the_workloads():
    sentence, reason = serial({"primes": 1.3, "fib": 0.85}, noise=0.3)
    assert sentence is None
    assert reason.startswith("undecided: serial time on 3.14t ÷ that on its twin 3.14 is ")
    assert re.search(r"\(fib [-+]\d+ % and primes [-+]\d+ %\)$", reason)


NAMES = st.sampled_from([each.name for each in MANY])
COSTS = st.floats(0.5, 2.0).filter(lambda cost: abs(cost - 1) > 0.001)


@settings(deadline=None, max_examples=30)
@given(st.dictionaries(NAMES, COSTS, min_size=2, max_size=6))
def test_the_percentages_are_those_of_the_times(costs):
    sentence, reason = serial(costs)
    if sentence is None:  # the mean of data without noise lies beside the margin
        assert reason.startswith("undecided")
        return
    ascending = sorted(costs.items(), key=lambda item: item[1])
    listed = dict(re.findall(r"(\w+) ([-+]\d+(?:\.\d)?) %", sentence.text.partition(";")[0]))
    ends = {name: value for value, name in re.findall(r"([-+]\d+(?:\.\d)?) % \((\w+)\)", sentence.text)}
    assert list(ends or listed) == [name for name, _ in (ascending if not ends else (ascending[0], ascending[-1]))]
    for name, value in (ends or listed).items():
        assert float(value) == pytest.approx(100 * (costs[name] - 1), abs=0.51)
    (mean,) = re.findall(r"geometric mean ([-+]\d+(?:\.\d)?) %", sentence.text)
    assert float(mean) == pytest.approx(100 * (stats.gmean(list(costs.values())) - 1), abs=0.51)
    both = min(costs.values()) < 1 < max(costs.values())
    assert ("but some takes" in sentence.text) == both
