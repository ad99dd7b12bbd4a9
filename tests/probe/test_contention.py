"""Rules on made-up numbers: does a call contend, and is what threads share the reason?"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.probe.repeated import NOISE, sides

from gilbench.probe.contention import BUSY, LEAST, SIDE_BY_SIDE, WORTH_SAYING, cures, decide, judged
from gilbench.probe.results import Factor
from gilbench.probe.verdicts import WAITS

WIDE = (0.5, 2.0, 0.6, 1.8, 0.7, 1.6, 0.9, 1.1, 1.2, 0.8)
FREE, CONTENDS, TURNS = sides(1.0, 2.0), sides(3.0, 0.6), sides(1.0, 0.9)


def waits(cpu, calls):
    """Return repeats of a call that needs a CPU for a twentieth of its time."""
    seen = sides(cpu, calls)
    return replace(seen, **{name: [each / 20 for each in vars(seen)[name]] for name in ("alone_cpu", "beside_cpu")})


def factors(least, most):
    return st.tuples(*[st.floats(least, most)] * 3).map(sorted).map(lambda ends: Factor(ends[1], ends[0], ends[2]))


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        pytest.param(FREE, "does not contend", id="side by side at the same price"),
        pytest.param(CONTENDS, "contends", id="dearer and slower"),
        pytest.param(sides(1.3, 1.5), "contends", id="dearer, and some gain all the same"),
        pytest.param(sides(1.5, 0.9), "contends", id="dearer while they take turns"),
        pytest.param(TURNS, "takes turns", id="as cheap, and no gain"),
        pytest.param(sides(0.9, 0.8), "takes turns", id="cheaper, and slower"),
        pytest.param(waits(3.0, 0.9), "takes turns", id="waits, and CPU time is no price"),
        pytest.param(waits(3.0, 2.0), "does not contend", id="waits side by side"),
        pytest.param(sides(1.1, 2.0), "undecided", id="around the bound of the CPU time"),
        pytest.param(sides(1.0, 1.5), "undecided", id="around the bound of the calls"),
        pytest.param(sides(1.2, 2.0, noise=WIDE), "undecided", id="too much noise"),
        pytest.param(sides(3.0, 0.6, ready=0.6), "contends", id="much dearer, on a busy machine"),
        pytest.param(sides(1.3, 0.6, ready=0.6), "undecided", id="some dearer, on a busy machine"),
        pytest.param(sides(1.0, 2.0, ready=0.6), "undecided", id="cheap, on a busy machine"),
        pytest.param(sides(1.0, 0.6, ready=0.6), "undecided", id="slow, on a busy machine"),
    ],
)
def test_the_intervals_decide(seen, verdict):
    assert judged(seen).verdict == verdict


def test_figures_are_medians_of_the_ratios_with_the_interval_of_their_order():
    found = judged(sides(3.0, 0.5))
    assert found.cpu.value == pytest.approx(3.0)
    assert found.calls.value == pytest.approx(0.5)
    assert found.cpu.low == pytest.approx(3 * 0.99)
    assert found.cpu.high == pytest.approx(3 * 1.02)


def test_repeats_that_other_programs_disturbed_do_not_count_if_enough_are_left():
    calm, disturbed = sides(3.0, 0.6), sides(1.0, 1.0, ready=0.7)
    mixed = replace(calm, **{name: vars(calm)[name] + vars(disturbed)[name] for name in vars(calm)})
    assert judged(mixed) == judged(calm)


def test_where_too_few_are_left_all_of_them_count():
    few = [0.0] * (LEAST - 1) + [0.7] * 5
    assert judged(replace(FREE, ready=few)).cpu == judged(FREE).cpu
    assert judged(replace(FREE, ready=[0.7] * 6 + [0.0] * 4)).verdict == "undecided"


@pytest.mark.parametrize("count", [0, 1, LEAST - 1])
def test_too_few_repeats_are_no_interval(count):
    with pytest.raises((ValueError, IndexError)):
        judged(sides(1.0, 2.0, noise=(1.0,) * count))


@pytest.mark.parametrize(
    ("shared", "private", "cured"),
    [
        pytest.param(CONTENDS, FREE, "yes", id="the price is gone"),
        pytest.param(TURNS, FREE, "yes", id="nobody waits any more"),
        pytest.param(CONTENDS, sides(1.5, 1.4), "partly", id="half of the price is gone"),
        pytest.param(CONTENDS, TURNS, "partly", id="the price is gone, and they still wait"),
        pytest.param(TURNS, sides(1.0, 1.3), "partly", id="they wait less"),
        pytest.param(CONTENDS, CONTENDS, "no", id="as dear as before"),
        pytest.param(CONTENDS, sides(4.0, 0.5), "no", id="dearer than before"),
        pytest.param(TURNS, TURNS, "no", id="as slow as before"),
        pytest.param(CONTENDS, sides(2.72, 0.6, noise=NOISE[::-1]), "undecided", id="somewhat less dear"),
        pytest.param(CONTENDS, sides(3.0, 0.6, noise=WIDE), "undecided", id="too much noise"),
        pytest.param(FREE, FREE, None, id="nothing to cure"),
        pytest.param(FREE, CONTENDS, None, id="nothing to cure, and a bad cure"),
        pytest.param(sides(1.1, 2.0), FREE, "undecided", id="perhaps nothing to cure"),
    ],
)
def test_what_is_shared_is_the_reason_if_threads_that_share_nothing_are_rid_of_it(shared, private, cured):
    assert cures(shared, private) == cured


@settings(deadline=None)
@given(factors(0.1, 10), factors(0.1, 4), st.floats(0, 1), st.floats(0, 1))
def test_no_verdict_contradicts_its_intervals(cpu, calls, busy, runs):
    verdict = decide(cpu, calls, busy, runs)
    if verdict == "contends":
        assert cpu.low > WORTH_SAYING
        assert runs >= WAITS
    if verdict == "does not contend":
        assert cpu.high < WORTH_SAYING or runs < WAITS
        assert calls.low > SIDE_BY_SIDE
    if verdict == "takes turns":
        assert calls.high < SIDE_BY_SIDE
    if verdict in {"does not contend", "takes turns"}:
        assert busy <= BUSY
        assert cpu.low <= WORTH_SAYING or runs < WAITS


@settings(deadline=None)
@given(*[st.tuples(st.floats(0.5, 8), st.floats(0.2, 2.2), st.floats(0, 1))] * 2)
def test_a_cure_is_never_dearer_than_what_it_cures(before, after):
    shared, private = sides(*before), sides(*after)
    if cures(shared, private) in {"yes", "partly"}:
        one, other = judged(shared), judged(private)
        assert other.cpu.value < one.cpu.value or other.calls.value > one.calls.value
        assert one.verdict in {"contends", "takes turns"}
