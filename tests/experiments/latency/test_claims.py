"""What the rules say of invented runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.latency import made
from tests.simulated import lost

from gilbench.experiments.latency.trials import COMPUTES_ELSEWHERE, COMPUTES_HERE, GARBAGE_HERE, SHORTENED

WAITS, SHORTER, COLLECTS = "waits-an-interval", "interval-buys-latency", "collection-stops-all"


def beside(here, elsewhere=0.0001, target="3.13", **spread):
    return {
        (target, COMPUTES_HERE): [made.seen(made.spread(here, **spread))],
        (target, COMPUTES_ELSEWHERE): [made.seen(made.spread(elsewhere, **spread))],
    }


def shortened(kept, latency=0.0006, **noise):
    return {**beside(0.0053), ("3.13", SHORTENED): [made.kept(kept, latency, **noise)]}


def garbage(during, others, target="3.13", **changes):
    return {(target, GARBAGE_HERE): [made.collected(during, others, **changes)]}


@pytest.mark.parametrize(
    ("claim", "trials", "decided"),
    [
        pytest.param(WAITS, beside(0.0053), "holds", id="an interval"),
        pytest.param(WAITS, beside(0.0001), "does not hold", id="nothing"),
        pytest.param(WAITS, beside(0.02), "does not hold", id="several intervals"),
        pytest.param(WAITS, beside(0.0076, noise=0.2), None, id="neither clearly about one nor more"),
        pytest.param(WAITS, beside(0.02, elsewhere=0.015), "holds", id="a busy machine does the rest"),
        pytest.param(SHORTER, shortened(0.99), "holds", id="latency for next to nothing"),
        pytest.param(SHORTER, shortened(0.8), "does not hold", id="for much throughput"),
        pytest.param(SHORTER, shortened(0.95, noise=0.05), None, id="for nobody knows how much"),
        pytest.param(SHORTER, shortened(0.99, latency=0.0053), None, id="no latency that could be seen"),
        pytest.param(SHORTER, shortened(0.99, latency=0.008), "does not hold", id="even more latency"),
        pytest.param(COLLECTS, garbage(0.012, 0.005), "holds", id="milliseconds"),
        pytest.param(COLLECTS, garbage(0.0005, 0.0002), "does not hold", id="less than a millisecond"),
        pytest.param(COLLECTS, garbage(0.0062, 0.0052), None, id="about a millisecond"),
    ],
)
def test_claims_are_decided_by_where_the_whole_interval_lies(claim, trials, decided):
    sentences, reasons = made.decided(trials)
    found = sentences.get(f"{claim}:3.13")
    assert (found and found.decided) == decided
    assert (f"{claim}:3.13" in reasons) == (decided is None)


def test_what_a_thread_adds_is_told_with_both_latencies():
    (found,) = made.decided(beside(0.0053))[0].values()
    assert found.text == (
        "On 3.13, a thread that computes adds 5.20 ms (5.13–5.27 ms) to an answer. In all it takes 5.30 ms; beside a "
        "process that computes, 99.9 µs."
    )
    assert (found.unit, found.evidence, found.target) == ("s", "latency", "3.13")
    assert found.low < found.value < found.high


def test_what_a_shorter_interval_buys_is_told_with_its_price():
    found = made.decided(shortened(0.98))[0][f"{SHORTER}:3.13"]
    assert found.text == (
        "On 3.13, an answer takes 599 µs in place of 5.30 ms at a switch interval of 500 µs. The thread that computes "
        "keeps 0.98× (0.97–0.99) of its throughput."
    )
    assert found.value == pytest.approx(0.98, abs=0.02)


def test_what_a_collection_adds_is_told_with_the_whole_latency():
    found = made.decided(garbage(0.012, 0.0002, target="3.14t"))[0][f"{COLLECTS}:3.14t"]
    assert found.text.startswith("On 3.14t, an answer due during a garbage collection comes 11.")
    assert found.text.endswith(" later than others: after 12.1 ms, at the median.")


@pytest.mark.parametrize(
    ("claim", "trials", "reason"),
    [
        pytest.param(
            WAITS,
            {("3.13", COMPUTES_HERE): [made.seen(made.spread(0.005))]},
            "not measured: latency beside a process that computes is not in this run",
            id="one of two",
        ),
        pytest.param(
            WAITS,
            {**beside(0.005), ("3.13", COMPUTES_HERE): [made.behind()]},
            "undecided: latency beside a thread that computes: the service could not keep up",
            id="a queue",
        ),
        pytest.param(
            WAITS,
            {**beside(0.005), ("3.13", COMPUTES_HERE): [lost("failed", "DisturbedError: the client was late")]},
            "not measured: latency beside a thread that computes: failed: DisturbedError: the client was late",
            id="a trial that failed",
        ),
        pytest.param(
            COLLECTS,
            garbage(0.01, 0.005, collections=None),
            "not measured: it does not tell when it collects garbage",
            id="nothing is told of collections",
        ),
        pytest.param(
            COLLECTS,
            garbage(0.01, 0.005, met=[False] * made.REQUESTS, long_collections=[]),
            "not measured: no request was due during a collection of a millisecond or more",
            id="none was met",
        ),
    ],
)
def test_what_cannot_be_said_has_its_reason(claim, trials, reason):
    _, reasons = made.decided(trials)
    assert reasons[f"{claim}:3.13"] == reason


def test_where_no_gil_is_handed_over_there_is_no_interval_to_shorten():
    sentences, reasons = made.decided(beside(0.0001, target="3.14t"))
    assert sentences.keys() == {f"{WAITS}:3.14t"}
    assert not any(each.startswith(SHORTER) and "3.14t" in each for each in reasons)
    assert "no switch interval" in made.decided(beside(0.005, target="pypy3.11"))[1][f"{SHORTER}:pypy3.11"]


@settings(max_examples=40, deadline=None)
@given(
    here=st.floats(5e-5, 0.5),
    elsewhere=st.floats(5e-5, 0.5),
    noise=st.floats(0.0, 1.0),
    seed=st.integers(0, 100),
)
def test_no_sentence_contradicts_its_numbers(here, elsewhere, noise, seed):
    sentences, reasons = made.decided(
        {
            ("3.13", COMPUTES_HERE): [made.seen(made.spread(here, noise, seed=seed))],
            ("3.13", COMPUTES_ELSEWHERE): [made.seen(made.spread(elsewhere, noise, seed=seed + 1))],
        }
    )
    found = sentences.get(f"{WAITS}:3.13")
    assert (found is None) == (f"{WAITS}:3.13" in reasons)
    if found is not None:
        assert found.low <= found.value <= found.high
        within = found.low >= 0.004 and found.high <= 0.0075
        assert found.decided == ("holds" if within else "does not hold")
        assert within or found.high < 0.004 or found.low > 0.0075
