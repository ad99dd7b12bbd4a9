"""Spans of time, and the wakings that pauses are read from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.experiments.pauses import measure
from gilbench.experiments.pauses.measure import heart
from gilbench.experiments.pauses.measure.spans import common, longest, seconds, slices

MOMENTS = st.lists(st.integers(0, 40), max_size=12, unique=True).map(sorted)


@st.composite
def spans(draw):
    """Draw spans in order, no two of which overlap."""
    ends = draw(MOMENTS)
    return list(zip(ends[::2], ends[1::2], strict=False))


def moments(found):
    """Return the whole seconds that are in spans: the definition, without any cleverness."""
    return {second for begin, end in found for second in range(int(begin), int(end))}


@given(spans(), spans())
def test_what_two_have_in_common_is_in_both_and_nothing_else(some, others):
    found = common(some, others)
    assert moments(found) == moments(some) & moments(others)
    assert found == sorted(found)
    assert seconds(found) == len(moments(found))


@given(spans())
def test_the_slices_of_a_window_hold_all_of_it_once(some):
    parts = slices((0.0, 40.0), 8)
    assert sum(seconds(common(some, [part])) for part in parts) == pytest.approx(seconds(some))


def test_the_longest_of_none_is_no_time():
    assert longest([]) == 0.0
    assert longest([(0, 1), (2, 5)]) == 3


@pytest.mark.parametrize(
    ("wakings", "pauses"),
    [
        pytest.param([(0.0, 0.0002), (0.0005, 0.0006)], [], id="in time"),
        pytest.param([(0.0, 0.001)], [], id="a millisecond is none yet"),
        pytest.param([(0.0, 0.0002), (0.0005, 0.006)], [(0.0005, 0.006)], id="from when it was due until it came"),
    ],
)
def test_a_pause_is_a_waking_that_is_more_than_a_millisecond_late(wakings, pauses):
    assert heart.pauses(wakings) == pauses


@pytest.mark.parametrize(
    ("wakings", "end", "late"),
    [
        pytest.param([(0.0, 0.0001)], 1.0, [0.0001], id="one"),
        pytest.param([(0.0, -0.1)], 1.0, [0.0], id="a clock that is early is not late"),
        pytest.param([(0.0, 0.0016)], 1.0, [0.0001, 0.0006, 0.0011, 0.0016], id="those it slept through count"),
        pytest.param([(0.0, 0.0016)], 0.0006, [0.0011, 0.0016], id="but for those of after the window"),
    ],
)
def test_who_wakes_late_was_late_for_everything_that_was_due_meanwhile(wakings, end, late):
    assert heart.lateness(wakings, end) == pytest.approx(late)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=300).map(sorted))
def test_of_a_hundred_at_most_one_is_above_the_percentile(ordered):
    found = measure._percentile(ordered)
    assert found in ordered
    assert sum(each > found for each in ordered) <= 0.01 * len(ordered)
    below = [each for each in ordered if each < found]
    assert not below or sum(each > below[-1] for each in ordered) > 0.01 * len(ordered)


class Clock:
    """A clock that sleeping moves on, and that stands still for a pause where it is told."""

    def __init__(self, pauses):
        self.now = 0.0
        self.pauses = dict(pauses)

    def perf_counter(self):
        return self.now

    def sleep(self, seconds):
        assert seconds > 0
        self.now += seconds + 0.00005
        for begin in [each for each in self.pauses if each <= self.now]:
            self.now += self.pauses.pop(begin)


@pytest.mark.parametrize(
    ("pauses", "late"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({0.0031: 0.004}, [0.004], id="one pause"),
        pytest.param({0.0031: 0.004, 0.009: 0.1}, [0.004, 0.1], id="the last one outlasts the window"),
    ],
)
def test_a_thread_that_wakes_up_notes_each_pause_to_half_a_millisecond(pauses, late, monkeypatch):
    monkeypatch.setattr(heart, "time", Clock(pauses))
    wakings = heart.beats(0.001, 0.01)
    dues = [due for due, _ in wakings]
    assert dues == sorted(set(dues))
    assert 0.001 <= dues[0] <= dues[-1] < 0.01
    found = [come - due for due, come in heart.pauses(wakings)]
    assert [seen <= true + 0.0001 for seen, true in zip(found, late, strict=True)] == [True] * len(late)
    assert [seen >= true - heart.BEAT for seen, true in zip(found, late, strict=True)] == [True] * len(late)


def test_a_window_that_began_before_it_could_wake_is_one_pause(monkeypatch):
    clock = Clock({})
    clock.now = 0.5
    monkeypatch.setattr(heart, "time", clock)
    assert heart.beats(0.1, 0.2) == [(0.1, 0.5)]
