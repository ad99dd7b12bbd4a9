import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.inside import settling
from gilbench.inside.settling import GAIN, LATEST, MOST_CALLS, MOST_SECONDS, flat, remarks, settle

SECONDS = st.floats(1e-4, 5.0)
ENDLESS = st.lists(SECONDS, min_size=MOST_CALLS, max_size=MOST_CALLS)


def settled(series):
    """Return the part of the series that is called for."""
    calls = iter(series)
    return settle(lambda: next(calls))


@pytest.mark.parametrize(
    ("series", "calls"),
    [
        pytest.param([0.1] * 10, 4, id="flat from the first call on"),
        pytest.param([0.9, 0.1, 0.1, 0.1, 0.1, 0.1], 5, id="compiled in the first call"),
        pytest.param([0.9, 0.3, 0.1, 0.1, 0.1, 0.1], 6, id="compiled in two steps"),
        pytest.param([0.1, 0.1, 0.098, 0.1, 0.1], 4, id="gains too small to count"),
        pytest.param([0.1, 0.4, 0.3, 0.2, 0.1], 4, id="disturbed after the first call"),
        pytest.param([0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05], 7, id="compiled again, late"),
        pytest.param([0.1 * 0.9**step for step in range(20)], MOST_CALLS, id="faster with every call"),
        pytest.param([0.7] * 10, 3, id="slow calls"),
        pytest.param([30.0] * 10, 1, id="a very slow call"),
    ],
)
def test_calls_end_when_the_latest_three_bring_nothing_or_at_a_cap(series, calls):
    assert settled(series) == series[:calls]


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        pytest.param([], [], id="no JIT"),
        pytest.param([0.9, 0.1, 0.1, 0.1, 0.1], [], id="flat"),
        pytest.param([0.5**step for step in range(10)], ["still getting faster after 10 warm-up calls"], id="falling"),
        pytest.param([0.7, 0.69, 0.7], [], id="slow calls that are alike"),
        pytest.param([1.0, 0.8, 0.7], ["still getting faster after 3 warm-up calls"], id="slow calls that are not"),
        pytest.param([30.0], ["only 1 warm-up call fitted into 2 s"], id="a very slow call"),
    ],
)
def test_what_a_cap_has_stopped_is_remarked_upon(series, expected):
    assert remarks(series) == expected


@given(ENDLESS)
def test_the_caps_hold_for_any_series(series):
    taken = settled(series)
    assert 1 <= len(taken) <= MOST_CALLS
    assert sum(taken[:-1]) < MOST_SECONDS


@given(ENDLESS)
def test_noise_does_not_prolong_the_calls(series):
    """After the fastest call of all there are three more at most, whatever they take."""
    taken = settled(series)
    assert len(taken) - taken.index(min(taken)) <= LATEST + 1


@given(SECONDS, st.lists(st.floats(1.0, 1.0 / (1.0 - GAIN) - 1e-9), min_size=LATEST + 1, max_size=MOST_CALLS))
def test_small_noise_alone_needs_the_least_number_of_calls(seconds, noise):
    assert flat([seconds * each for each in noise])


@given(st.floats(0.01, 0.1), st.floats(0.5, 1.0 - GAIN - 1e-9))
def test_a_series_that_falls_for_ever_goes_on_to_the_cap(seconds, factor):
    assert len(settled([seconds * factor**step for step in range(MOST_CALLS)])) == MOST_CALLS


@given(ENDLESS)
def test_what_is_flat_deserves_no_remark(series):
    for end in range(len(series) + 1):
        assert not (settling.flat(series[:end]) and remarks(series[:end]))
