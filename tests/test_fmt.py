import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench import fmt
from gilbench.model import Estimate

ESTIMATE = Estimate(1.834, 1.786, 1.871, 12)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (12_000, "12,000"),
        (1_048_576.0, "1,048,576"),
        (0.25, "0.25"),
        (1e-5, "1e-05"),
        (-3.0, "-3"),
    ],
)
def test_a_count_and_a_number_that_somebody_chose_have_all_their_digits(number, shown):
    assert fmt.count(number) == shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(0, "0", id="zero"),
        pytest.param(1.834, "1.83", id="three digits"),
        pytest.param(9.996, "10.0", id="rounded up to the next power of ten"),
        pytest.param(0.01234, "0.0123", id="small"),
        pytest.param(12345, "12,300", id="large"),
        pytest.param(-41.26, "-41.3", id="negative"),
        pytest.param(float("nan"), "–", id="nan"),
    ],
)
def test_three_digits_are_significant(value, text):
    assert fmt.significant(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(0.97, "0.97×", id="below 1"),
        pytest.param(1.8, "1.80×", id="two decimals"),
        pytest.param(9.994, "9.99×", id="below 10"),
        pytest.param(9.996, "10.0×", id="rounded to 10"),
        pytest.param(123.4, "123×", id="large"),
        pytest.param(0.0423, "0.042×", id="small ones keep two digits"),
        pytest.param(float("inf"), "–", id="infinite"),
    ],
)
def test_ratios_have_two_decimals_below_ten(value, text):
    assert fmt.ratio(value) == text


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        pytest.param(ESTIMATE, "1.83× (1.79–1.87)", id="with interval"),
        pytest.param(Estimate(1.8, None, None, 1), "1.80× (1 round, no interval)", id="one round"),
        pytest.param(None, "–", id="not measured"),
    ],
)
def test_a_ratio_says_how_sure_it_is(estimate, text):
    assert fmt.ratio_interval(estimate) == text


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        pytest.param(Estimate(0.49, 0.472, 0.511, 12), "49 % (47–51 %)", id="with interval"),
        pytest.param(Estimate(-0.082, -0.12, 0.03, 12), "-8.2 % (-12 to 3 %)", id="below nothing"),
        pytest.param(Estimate(-0.0001, -0.0002, 0.0, 12), "0 % (0 to 0 %)", id="no negative zero"),
        pytest.param(Estimate(0.49, None, None, 1), "49 % (1 round, no interval)", id="one round"),
        pytest.param(None, "–", id="not measured"),
    ],
)
def test_a_share_says_how_sure_it_is(estimate, text):
    assert fmt.share_interval(estimate) == text


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        pytest.param(Estimate(0.1014, 0.0889, 0.1163, 12), "0.10 (0.089–0.12)", id="with interval"),
        pytest.param(Estimate(0.0, 0.0, 0.0012, 12), "0 (0–0.0012)", id="zero"),
        pytest.param(Estimate(12.6, None, None, 1), "13 (1 round, no interval)", id="one round"),
        pytest.param(None, "–", id="not measured"),
    ],
)
def test_a_number_without_a_unit_says_how_sure_it_is(estimate, text):
    assert fmt.number_interval(estimate) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        pytest.param(4_528_574.0, "52.4 d", id="days"),
        pytest.param(8e12, "> 100,000 d", id="more than anybody waits"),
        pytest.param(10_000.0, "2.78 h", id="hours"),
        pytest.param(600.0, "10.0 min", id="minutes"),
        pytest.param(90.0, "90.0 s", id="not yet minutes"),
        pytest.param(1.5, "1.50 s", id="seconds"),
        pytest.param(0.1032, "103 ms", id="milliseconds"),
        pytest.param(8.3e-4, "830 µs", id="microseconds"),
        pytest.param(2e-9, "2.00 ns", id="nanoseconds"),
        pytest.param(3e-11, "0.0300 ns", id="less than the smallest unit"),
        pytest.param(0.0, "0 s", id="zero"),
        pytest.param(None, "–", id="not measured"),
    ],
)
def test_a_time_has_the_unit_that_suits_it(seconds, text):
    assert fmt.time(seconds) == text


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        pytest.param(Estimate(0.103, 0.102, 0.104, 5), "103 ms (102–104)", id="one unit for all"),
        pytest.param(Estimate(0.103, 2.2e-8, 4_528_574.0, 2), "103 ms (22.0 ns–52.4 d)", id="two rounds, far apart"),
        pytest.param(Estimate(0.103, None, None, 1), "103 ms", id="no interval"),
        pytest.param(None, "–", id="not measured"),
    ],
)
def test_a_time_says_how_sure_it_is(estimate, text):
    assert fmt.time_interval(estimate) == text


def most_digits(text):
    """Return how many digits stand before a unit or a decimal point at most."""
    numbers = re.findall(r"[\d,]+(?:\.\d+)?", text)
    return max(len(number.partition(".")[0].replace(",", "")) for number in numbers)


@given(st.floats(0, 1e300))
def test_no_time_takes_more_than_six_digits_or_many_zeros(seconds):
    for text in (fmt.time(seconds), fmt.in_unit(seconds, fmt.SECOND), fmt.quantity(seconds, "s")):
        assert most_digits(text) <= (6 if text.startswith(">") else 5)
        assert len(text) <= len("> 100,000 min")


@given(st.floats(1e-12, 1e9), st.floats(1e-12, 1e9))
def test_no_interval_of_times_takes_many_digits(one, other):
    low, high = sorted((one, other))
    assert most_digits(fmt.time_interval(Estimate((low * high) ** 0.5, low, high, 2))) <= 5
    assert most_digits(fmt.quantity_span(low, high, "s")) <= 5


@given(st.floats(1e-9, 1e9))
def test_a_time_in_its_unit_is_the_time(seconds):
    number, _, name = fmt.time(seconds).partition(" ")
    unit = next(each for each in fmt.TIME_UNITS if each.name == name)
    assert float(number.replace(",", "")) * unit.seconds == pytest.approx(seconds, rel=0.0051)


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (0.175, 0.088, "175 → 88 ms"),
        (1.2, 0.634, "1.20 → 0.63 s"),
        (0.02, 0.0104, "20.0 → 10.4 ms"),
        (0.088, 0.175, "88 → 175 ms"),
        (0.199, 0.00123, "199 → 1.2 ms"),
        (0.00999, 0.00999, "9.99 → 9.99 ms"),
        (1234.5, 700.0, "20.6 → 11.7 min"),
    ],
)
def test_two_times_share_their_unit_and_their_decimals(before, after, text):
    assert fmt.time_change(before, after) == text


@pytest.mark.parametrize(
    ("times", "unit"),
    [
        pytest.param([0.1, 0.02, 0.3], "ms", id="all alike"),
        pytest.param([2e-6, 0.1, 0.2], "ms", id="one small one does not decide"),
        pytest.param([None, None], "s", id="nothing measured"),
        pytest.param([], "s", id="empty"),
    ],
)
def test_a_column_has_one_unit(times, unit):
    assert fmt.unit_for(times).name == unit


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.05, "5 %"), (0.004, "0.4 %"), (0.925, "92 %"), (1.0, "100 %"), (0.0, "0 %"), (None, "–")],
)
def test_a_share_is_shown_as_per_cent(share, text):
    assert fmt.share(share) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        pytest.param(0.97, "×", "0.97×", id="ratio"),
        pytest.param(7.04, "%", "7 %", id="per cent"),
        pytest.param(0.0051, "s", "5.10 ms", id="time"),
        pytest.param(0.999, "CPUs", "1.00 CPUs", id="CPUs"),
        pytest.param(14.0, "tasks", "14.0 tasks", id="something else"),
        pytest.param(None, "×", "–", id="no number"),
    ],
)
def test_a_sentence_shows_its_number_in_its_unit(value, unit, text):
    assert fmt.quantity(value, unit) == text


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        pytest.param(0.95, 0.99, "×", "0.95–0.99", id="ratio"),
        pytest.param(-1.0, 2.5, "%", "-1 to 2.5 %", id="no dash before a minus sign"),
        pytest.param(5.0, 9.0, "%", "5–9 %", id="per cent"),
        pytest.param(0.0049, 0.0053, "s", "4.90–5.30 ms", id="time"),
        pytest.param(0.999, 1.02, "CPUs", "1.00–1.02 CPUs", id="CPUs"),
        pytest.param(None, 1.0, "×", "", id="no interval"),
    ],
)
def test_a_sentence_shows_its_interval_in_the_same_unit(low, high, unit, text):
    assert fmt.quantity_span(low, high, unit) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (41.6, "42 s"),
        (60, "1 min"),
        (252, "4 min 12 s"),
        (3900, "1 h 5 min"),
        (7200, "2 h"),
        (4_528_574, "52 d 9 h"),
    ],
)
def test_a_duration_has_two_units(seconds, text):
    assert fmt.duration(seconds) == text


@given(st.floats(1e-9, 1e9))
def test_significant_digits_stay_within_half_a_percent(value):
    assert float(fmt.significant(value).replace(",", "")) == pytest.approx(value, rel=0.0051)


@pytest.mark.parametrize(
    ("cpus", "text"),
    [
        pytest.param([3], "3", id="one"),
        pytest.param([1, 0], "0, 1", id="two"),
        pytest.param([0, 1, 2, 3, 8, 10, 11], "0–3, 8, 10, 11", id="a span among others"),
    ],
)
def test_a_set_of_cpus_is_told_in_order(cpus, text):
    assert fmt.cpu_set(cpus) == text


@pytest.mark.parametrize(
    ("workers", "cpus", "text"),
    [
        pytest.param(1, 2, "1 thread", id="one"),
        pytest.param(2, 2, "2 threads", id="a CPU each"),
        pytest.param(8, 2, "8 threads on 2 CPUs", id="too many"),
        pytest.param(2, 1, "2 threads on 1 CPU", id="one CPU"),
    ],
)
def test_workers_that_have_to_share_cpus_are_named_with_them(workers, cpus, text):
    assert fmt.crew(workers, "thread", cpus) == text
