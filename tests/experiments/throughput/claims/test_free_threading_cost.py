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
        pytest.param(1.30, "holds", "took 30 % longer than on 3.14, built alike with a GIL (30–30 %).", id="slower"),
        pytest.param(
            1.065, "holds", "took 6.5 % longer than on 3.14, built alike with a GIL (6.5–6.5 %).", id="a little slower"
        ),
        pytest.param(
            1.01,
            "does not hold",
            "took about as long as on 3.14, built alike with a GIL (+1.0 %, +1.0 to +1.0 %).",
            id="same",
        ),
        pytest.param(
            0.80, "does not hold", "took 20 % less time than on 3.14, built alike with a GIL (20–20 %).", id="faster"
        ),
    ],
)
def test_the_serial_cost_of_free_threading_is_that_against_its_twin(cost, expected, text):
    seconds = under_the_gil("3.13") | under_the_gil("3.14") | free_threaded("3.14t", cost)
    sentence = decided(seconds, QUIET)[0][COST]
    assert sentence.decided == expected
    assert sentence.text == f"On 3.14t, serial pure Python (primes alone) {text}"
    assert sentence.value == pytest.approx(100 * (cost - 1))
    assert sentence.low <= sentence.value + 1e-9
    assert sentence.unit == "%"


THE_BUILD = "Both are the same build: what that costs is not in it."


@pytest.mark.parametrize(
    ("others", "twin"),
    [
        pytest.param(["3.13", "3.14t+gil", "3.14"], "3.14, built alike with a GIL", id="GIL build"),
        pytest.param(["3.13", "3.14t+gil"], "3.14t+gil", id="the same executable"),
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
    assert (round(every.value), "from primes (+20 %) to wordcount (+300 %)" in every.text.lower()) == (119, True)
    flips = {"gil_before": True, "gil_after": False}
    sound = decided(seconds, World(noise=0, surroundings={name: flips}))[0][COST]
    assert (round(sound.value), "(primes alone)" in sound.text) == (20, True)


@pytest.mark.parametrize(
    ("costs", "expected", "text"),
    [
        pytest.param(
            {"primes": 1.41, "fib": 0.97},
            "holds",
            "On 3.14t, serial pure Python took on average 17 % longer than on 3.14, built alike with a GIL (17–17 %). "
            "But from fib (-3 %) to primes (+41 %), two benchmarks.",
            id="slower, with both signs",
        ),
        pytest.param(
            {"primes": 1.12, "fib": 1.03, "nbody": 1.41},
            "holds",
            "On 3.14t, serial pure Python took on average 18 % longer than on 3.14, built alike with a GIL (18–18 %). "
            "From fib (+3 %) to nbody (+41 %), three benchmarks.",
            id="slower, one sign",
        ),
        pytest.param(
            {"primes": 1.25, "fib": 0.8},
            "does not hold",
            "On 3.14t, serial pure Python took on average about as long as on 3.14, built alike with a GIL (+0.0 %, "
            "+0.0 to +0.0 %). But from fib (-20 %) to primes (+25 %), two benchmarks.",
            id="the same, with both signs",
        ),
        pytest.param(
            {"primes": 1.02, "fib": 0.7},
            "does not hold",
            "On 3.14t, serial pure Python took on average 16 % less time than on 3.14, built alike with a GIL (16–16 "
            "%). But from fib (-30 %) to primes (+2 %), two benchmarks.",
            id="faster, with both signs",
        ),
        pytest.param(
            {"alloc": 0.9, "fib": 1.1, "nbody": 1.2, "primes": 1.3, "queens": 1.4, "wordcount": 1.5},
            "holds",
            "On 3.14t, serial pure Python took on average 22 % longer than on 3.14, built alike with a GIL (22–22 %). "
            "But from alloc (-10 %) to wordcount (+50 %), six benchmarks.",
            id="more workloads than a sentence names",
        ),
    ],
)
def test_each_workload_has_its_sign_and_the_mean_stands_beside_it(costs, expected, text):
    sentence, _ = serial(costs)
    assert sentence.text == text
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
    ends = dict(re.findall(r"(\w+) \(([-+]\d+(?:\.\d)?) %\)", sentence.text))
    assert list(ends) == [ascending[0][0], ascending[-1][0]]
    for name, value in ends.items():
        assert float(value) == pytest.approx(100 * (costs[name] - 1), abs=0.51)
    mean = 100 * (stats.gmean(list(costs.values())) - 1)
    told = re.search(
        r"average (?:about as long as .* \(([-+]\d+(?:\.\d)?) %,|(\d+(?:\.\d)?) % (longer|less time))", sentence.text
    )
    assert float(told[1] or told[2]) == pytest.approx(mean if told[1] else abs(mean), abs=0.51)
    assert told[3] is None or (told[3] == "longer") == (mean > 0)
    both = min(costs.values()) < 1 < max(costs.values())
    assert (" But from " in sentence.text) == both
