"""What a recording comes to."""

from dataclasses import replace

import pytest
from tests.experiments.timeline import made

from gilbench.experiments.timeline import figures, plan
from gilbench.inside.experiment import Call

TRIAL = made.trial("3.13")


def reduced(*of):
    rounds = {number: [Call(made.SECONDS, [], each)] for number, each in enumerate(of, 1)}
    return {name: each.value for name, each in figures.reduce(TRIAL, rounds).items()}


def test_threads_that_take_turns():
    assert reduced(made.turn_taking()) == {
        "timeline_turn": pytest.approx(made.TURN),
        "timeline_ready": pytest.approx(0.0049),
        "timeline_ready_most": pytest.approx(0.0049),
        "timeline_side_by_side": pytest.approx(0, abs=1e-9),
        "timeline_no_cpu": 0,
        "timeline_unseen": pytest.approx(0, abs=1e-9),
    }


def test_threads_that_run_side_by_side_have_no_turns():
    assert reduced(made.side_by_side()) == {
        "timeline_ready": 0,
        "timeline_ready_most": 0,
        "timeline_side_by_side": pytest.approx(0.95),
        "timeline_no_cpu": pytest.approx(0.05 / 3),
        "timeline_unseen": pytest.approx(0, abs=1e-9),
    }


def test_time_that_the_cpu_clock_does_not_know_is_told():
    assert reduced(made.seen(made.lane("computing 1", cpu=0.06)))["timeline_unseen"] == pytest.approx(0.25)


def test_the_last_recording_counts_and_none_has_an_interval():
    last = made.side_by_side()
    rounds = {1: [Call(made.SECONDS, [], made.turn_taking())], 2: [Call(made.SECONDS, [], last)]}
    assert figures.drawn(TRIAL, rounds) is last
    assert "timeline_turn" not in figures.reduce(TRIAL, rounds)
    assert {(each.low, each.high, each.rounds) for each in figures.reduce(TRIAL, rounds).values()} == {(None, None, 1)}
    assert figures.drawn(TRIAL, {}) is None


@pytest.mark.parametrize(
    "impossible",
    [
        pytest.param(replace(made.turn_taking(), seconds=0.0), id="no time"),
        pytest.param(made.seen(made.lane("waiting", [made.still(0, 0.01)] * 1001)), id="too many pauses"),
    ],
)
def test_nothing_follows_from_what_nobody_can_have_recorded(impossible):
    with pytest.raises(ValueError, match="no time, or more pauses"):
        reduced(impossible)


def test_nothing_of_it_is_compared():
    assert figures.COMPARED is None
    assert plan.ROUNDS == "once"


def test_what_a_dry_run_invents_are_turns_and_waits():
    found = reduced(plan.invented(TRIAL).seen)
    assert found["timeline_turn"] == pytest.approx(made.TURN, rel=0.05)
    assert found["timeline_ready"] == pytest.approx(made.TURN, rel=0.2)
    assert found["timeline_side_by_side"] < 0.01
