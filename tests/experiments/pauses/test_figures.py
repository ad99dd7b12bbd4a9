"""What windows come to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.pauses import made

from gilbench.experiments.pauses.figures import COMPARED, FIGURES, reduce

TRIAL = made.trial("3.13/collects")
NAMES = {figure.name for figure in FIGURES}
OF_COLLECTOR = {name for name in NAMES if "collect" in name} | {"pause_tracked"}


def test_every_figure_is_there_where_the_collector_tells_what_it_does():
    assert set(reduce(TRIAL, {1: [made.call(0.5)]})) == NAMES
    assert COMPARED in NAMES


def test_where_it_does_not_tell_only_its_own_are_absent():
    assert set(reduce(TRIAL, {1: [made.call(0.5, **made.SILENT)]})) == NAMES - OF_COLLECTOR


@pytest.mark.parametrize("rounds", [{}, {1: []}], ids=["no round", "a round without a call"])
def test_without_a_call_there_is_no_figure(rounds):
    assert reduce(TRIAL, rounds) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("pause_share", 0.5, id="share"),
        pytest.param("pause_everybody", 0.25, id="everybody"),
        pytest.param("pause_share_beside", 0.1, id="beside"),
        pytest.param("pause_added", 0.4, id="added"),
        pytest.param("pause_rate", 40.0, id="rate"),
        pytest.param("pause_longest", 0.02, id="longest"),
        pytest.param("pause_p99", 0.015, id="p99"),
        pytest.param("pause_collections", 25.0, id="collections"),
        pytest.param("pause_collecting", 0.5, id="collecting"),
        pytest.param("pause_by_collector", 0.97, id="by the collector"),
        pytest.param("pause_tracked", 41_000, id="tracked"),
    ],
)
@pytest.mark.parametrize("rounds", [1, 3])
def test_each_figure_is_what_it_says(name, value, rounds):
    saw = made.collecting(0.5, paused_beside=[0.1 * made.SLICE] * 8)
    found = reduce(TRIAL, {number: [made.Call(saw.p99, [], saw)] for number in range(rounds)})[name]
    assert found.value == pytest.approx(value, rel=0.01)
    assert found.rounds == rounds


def test_one_round_has_the_interval_of_its_slices_and_its_times_have_none():
    found = reduce(TRIAL, {1: [made.call(0.4)]})
    assert found["pause_share"].low < 0.4 < found["pause_share"].high
    assert found["pause_share"].high - found["pause_share"].low < 0.05
    assert (found["pause_longest"].low, found["pause_p99"].high, found["pause_tracked"].low) == (None, None, None)


def test_several_rounds_have_the_interval_of_rounds_whatever_their_slices_do():
    same = reduce(TRIAL, {number: [made.call(0.4, made.SHAKEN)] for number in range(3)})["pause_share"]
    assert same.low == pytest.approx(same.value) == pytest.approx(same.high)
    apart = reduce(TRIAL, {number: [made.call(share)] for number, share in enumerate((0.3, 0.4, 0.5))})["pause_share"]
    assert apart.low < 0.3
    assert apart.high > 0.5


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=8, max_size=8),
    st.integers(1, 4),
)
def test_no_interval_holds_what_cannot_be(slices, rounds):
    own, beside = ([each * made.SLICE for each in side] for side in zip(*slices, strict=True))
    call = made.call(paused=own, everybody=own, paused_beside=beside)
    found = reduce(TRIAL, {number: [call] for number in range(rounds)})
    for name, least in (("pause_share", 0.0), ("pause_share_beside", 0.0), ("pause_added", -1.0)):
        each = found[name]
        assert least - 1e-9 <= each.low <= each.value <= each.high <= 1 + 1e-9
    difference = found["pause_share"].value - found["pause_share_beside"].value
    assert found["pause_added"].value == pytest.approx(difference, abs=1e-9)
