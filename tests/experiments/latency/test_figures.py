"""What the requests of invented calls come to."""

import pytest
from tests.experiments.latency import made

from gilbench.experiments.latency import figures
from gilbench.experiments.latency.trials import COMPUTES_ELSEWHERE, COMPUTES_HERE, SHORTENED, alone, beside

TRIAL = made.trial(("3.13", COMPUTES_HERE))


def reduced(*rounds):
    return figures.reduce(TRIAL, {number: [made.call(each)] for number, each in enumerate(rounds, 1)})


def test_a_hundred_requests_tell_up_to_the_99th():
    found = reduced(made.seen([0.001 * each for each in range(1, 101)]))
    values = {name: found[name].value for name in found if name.startswith("latency_p") or "longest" in name}
    assert values == pytest.approx(
        {
            "latency_p50": 0.05,
            "latency_p75": 0.075,
            "latency_p90": 0.09,
            "latency_p95": 0.095,
            "latency_p99": 0.099,
            "latency_longest": 0.1,
        }
    )
    assert found["latency_p50"].low < 0.05 < found["latency_p50"].high
    assert found["latency_answered"].value == 1


def test_ten_rounds_of_a_hundred_tell_one_in_a_thousand():
    found = reduced(*[made.seen(made.spread(0.005, seed=each)) for each in range(10)])
    assert found["latency_p999"].value > found["latency_p99"].value > found["latency_p50"].value
    assert found["latency_p50"].rounds == 10


def test_a_service_that_cannot_keep_up_has_no_latency_but_a_share_that_it_answers():
    found = reduced(made.behind(20))
    assert not [name for name in found if name in figures.QUANTILES or name == "latency_longest"]
    assert found["latency_answered"].value == pytest.approx(0.2)


def test_one_round_of_three_that_falls_behind_counts_with_its_requests():
    good = made.seen(made.spread(0.005))
    assert reduced(good, good, made.behind(80))["latency_p50"].value == pytest.approx(0.005, rel=0.05)
    assert "latency_p50" not in reduced(good, made.behind(20))


def test_a_closed_loop_has_requests_per_second_and_nothing_else_of_its_requests():
    found = reduced(made.closed(12000))
    assert found["latency_requests"].value == pytest.approx(12000)
    assert found.keys() == {"latency_requests", "latency_neighbour_speed"}


@pytest.mark.parametrize("rounds", [1, 3])
def test_what_a_neighbour_keeps_is_the_ratio_of_neighbouring_blocks(rounds):
    found = reduced(*[made.kept(0.9)] * rounds)["latency_neighbour_kept"]
    assert found.value == pytest.approx(0.9, rel=0.02)
    assert found.low <= found.value <= found.high
    assert found.rounds == rounds


def test_requests_that_meet_a_collection_are_told_apart():
    found = reduced(made.collected(0.012, 0.005))
    assert found["latency_met"].value == pytest.approx(0.012, rel=0.05)
    assert found["latency_unmet"].value == pytest.approx(0.005, rel=0.05)
    assert found["latency_collection"].value == pytest.approx(0.01, rel=0.05)
    assert found["latency_collecting"].value == pytest.approx(0.4 / 1.1)


@pytest.mark.parametrize(
    "changes",
    [{"collections": None, "long_collections": [], "met": []}, {"long_collections": [], "met": [False] * 100}],
)
def test_where_no_collection_was_met_nothing_is_told_of_it(changes):
    found = reduced(made.collected(0.012, 0.005, **changes))
    assert not {"latency_met", "latency_unmet", "latency_collection"} & found.keys()
    assert ("latency_collecting" in found) == (changes.get("collections", 0) is not None)


def test_the_price_of_a_neighbour_is_the_difference_to_the_same_one_elsewhere():
    trials = {
        ("3.13", COMPUTES_HERE): [made.seen(made.spread(0.0053))],
        ("3.13", COMPUTES_ELSEWHERE): [made.seen(made.spread(0.0002))],
        ("3.13", SHORTENED): [made.kept(0.99)],
        ("3.13", alone()): [made.seen(made.spread(0.0001))],
        ("3.14", COMPUTES_HERE): [made.seen(made.spread(0.0053))],
        ("3.13", beside("polls", "thread")): [made.behind()],
        ("3.13", beside("polls", "process")): [made.seen(made.spread(0.0002))],
    }
    found = made.evidence(trials).figures
    priced = {key for key in trials if "latency_price" in found[made.trial(key).id]}
    assert priced == {("3.13", COMPUTES_HERE)}
    price = found[TRIAL.id]["latency_price"]
    assert price.value == pytest.approx(0.0051, rel=0.05)
    assert price.low < price.value < price.high


def test_every_figure_says_what_it_is():
    names = [each.name for each in figures.FIGURES]
    assert len(set(names)) == len(names)
    assert all(each.says.endswith(".") for each in figures.FIGURES)
