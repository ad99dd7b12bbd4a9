"""What follows from stamps, and what becomes of it where there is too much."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.experiments.timeline import made

from gilbench.experiments.timeline import lanes
from gilbench.experiments.timeline.lanes import BLOCKED, NO_CPU, NO_GIL, RUNNING
from gilbench.experiments.timeline.records import Pause
from gilbench.model.blocks import Stretch

MS = 1e-3
STATES = (RUNNING, NO_GIL, NO_CPU, BLOCKED)
SLEPT = {"asleep": 4 * MS}


@pytest.mark.parametrize(
    ("pause", "gil", "expected"),
    [
        pytest.param(made.still(0, 5 * MS), True, (0, 0, 5), id="what is left is the GIL's"),
        pytest.param(made.still(0, 5 * MS), False, (5, 0, 0), id="without a GIL it was blocked"),
        pytest.param(made.still(0, 5 * MS, delay=2 * MS), True, (0, 2, 3), id="a CPU is not blamed on the GIL"),
        pytest.param(made.still(0, 5 * MS, delay=9 * MS), True, (0, 5, 0), id="no more than the pause"),
        pytest.param(made.still(0, 5 * MS, running=1 * MS), True, (0, 0, 4), id="it ran for a part of it"),
        pytest.param(made.still(0, 9 * MS, **SLEPT), True, (4, 0, 5), id="awake, and no GIL"),
        pytest.param(made.still(0, 9 * MS, delay=1 * MS, **SLEPT), True, (4, 1, 4), id="awake, no CPU, no GIL"),
        pytest.param(made.still(0, 4.1 * MS, **SLEPT), True, (4.1, 0, 0), id="timers are late by themselves"),
        pytest.param(made.still(0, 9 * MS, **SLEPT), False, (9, 0, 0), id="late without a GIL"),
    ],
)
def test_what_a_pause_went_on(pause, gil, expected):
    assert lanes.waits(pause, gil=gil) == pytest.approx([each * MS for each in expected])


def test_a_lane_is_full_from_the_start_to_the_end_and_its_pauses_lie_where_they_were():
    pauses = [made.still(0.01, 0.015), made.still(0.03, 0.032, delay=2 * MS), made.still(0.078, 0.09)]
    lane = made.lane("computing 1", pauses)
    found = [(each.state, each.start, each.end) for each in lanes.stretches(lane, made.seen(lane))]
    assert [state for state, *_ in found] == [RUNNING, NO_GIL, RUNNING, NO_CPU, RUNNING, NO_GIL]
    assert [start for _, start, _ in found] == pytest.approx([0, 0.01, 0.015, 0.03, 0.032, 0.078])
    assert [end for *_, end in found] == pytest.approx([0.01, 0.015, 0.03, 0.032, 0.078, 0.08])


LENGTHS = st.lists(st.floats(0, 0.01), min_size=5, max_size=5)


@given(st.lists(LENGTHS, max_size=30), st.booleans())
def test_stretches_have_no_gaps_and_keep_the_time_of_each_state(parts, gil):
    pauses, reached = [], 0.0
    for before, running, delay, asleep, rest in parts:
        start = reached + before
        reached = start + running + delay + asleep + rest
        pauses.append(Pause(start, reached, running, delay, asleep))
    lane = made.lane("any", pauses)
    seen = made.seen(lane, gil=gil)
    found = lanes.stretches(lane, seen)
    assert found[0].start == 0
    assert found[-1].end == pytest.approx(made.SECONDS)
    assert all(one.end == two.start and one.state != two.state for one, two in pairwise(found))
    if reached <= made.SECONDS:
        waited = [sum(each) for each in zip(*(lanes.waits(pause, gil=gil) for pause in pauses), strict=True)] or [0] * 3
        totals = [lanes.total(found, state) for state in (BLOCKED, NO_CPU, NO_GIL)]
        assert totals == pytest.approx(waited)


@given(st.lists(st.tuples(st.floats(1e-6, 0.01), st.sampled_from(STATES)), min_size=1, max_size=60), st.integers(1, 20))
def test_what_is_merged_is_bounded_and_covers_the_same_time(parts, most):
    of, reached = [], 0.0
    for seconds, state in parts:
        of.append(Stretch(reached, reached + seconds, state))
        reached += seconds
    before = lanes.joined(of)
    found = lanes.merged(before, most)
    assert 1 <= len(found) <= most
    assert (found[0].start, found[-1].end) == (0.0, before[-1].end)
    assert all(one.end == two.start and one.state != two.state for one, two in pairwise(found))
    if len(before) <= most:
        assert found == before


def test_the_shortest_stretch_goes_to_the_longer_one_of_its_neighbours():
    of = [Stretch(0, 5, RUNNING), Stretch(5, 6, NO_GIL), Stretch(6, 9, BLOCKED)]
    assert lanes.merged(of, 2) == [Stretch(0, 6, RUNNING), Stretch(6, 9, BLOCKED)]
    assert lanes.merged([*of, Stretch(9, 12, RUNNING)], 3) == [
        Stretch(0, 6, RUNNING),
        Stretch(6, 9, BLOCKED),
        Stretch(9, 12, RUNNING),
    ]


def test_a_turn_lies_between_two_waits_for_the_gil():
    of = [Stretch(0, 3, RUNNING), Stretch(3, 8, NO_GIL), Stretch(8, 13, RUNNING), Stretch(13, 18, NO_GIL)]
    assert lanes.turns(of) == [5]
    assert lanes.turns(of[:2]) == []
    assert lanes.overlap(of, [Stretch(2, 10, RUNNING)]) == 3
