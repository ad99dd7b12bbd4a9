"""What the rules say of invented runs."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.handover import made
from tests.simulated import lost

from gilbench.experiments.handover import words
from gilbench.model import Estimate

TWO = "3.13/2/short"
SLOWER, SHORTER = "switching-slower:3.13", "shorter-interval:3.13"
MARGIN = 5  # per cent


def run(*seen, **more):
    return made.decided({TWO: [made.outcome(each) for each in seen]}, **more)


@pytest.mark.parametrize(
    ("seen", "slower", "shorter"),
    [
        pytest.param(made.seen(), "does not hold", "holds", id="as on CPython"),
        pytest.param(made.seen(clock=1e-7), "does not hold", "does not hold", id="next to nothing"),
        pytest.param(made.seen(clock=8e-5), "does not hold", "holds", id="dear, if often"),
        pytest.param(made.seen(clock=1e-3), "holds", None, id="so dear that a short interval is not kept"),
        pytest.param(made.seen(made.SHAKEN, clock=1e-5), "does not hold", None, id="noise"),
        pytest.param(made.seen(clock=5.3e-6), "does not hold", None, id="at the margin"),
        pytest.param(made.seen([1.0]), None, None, id="one repeat"),
        pytest.param(made.seen(turns=0), None, None, id="no hand-over, whatever is lost"),
        pytest.param(made.seen(turns=8), "does not hold", None, id="a short interval that was not kept"),
    ],
)
def test_claims_are_decided_by_where_the_whole_interval_lies(seen, slower, shorter):
    sentences, reasons = run(seen)
    for claim, expected in {SLOWER: slower, SHORTER: shorter}.items():
        found = sentences.get(claim)
        assert (found and found.decided) == expected
        assert (claim in reasons) == (expected is None)


def test_what_is_said_on_a_quiet_machine():
    sentences, _ = run(made.seen([1.0] * 7))
    assert sentences[SLOWER].text == (
        "On 3.13, two threads lose 0.3 % (0.3–0.3 %) of their time by switching every 5 ms, the default."
    )
    assert sentences[SHORTER].text == (
        "On 3.13, two threads lose 12 % (12–12 %) of their time by switching every 100 µs. Every 5 ms, the default: "
        "0.3 %."
    )
    assert (sentences[SHORTER].unit, sentences[SHORTER].evidence) == ("%", "handover")


def test_on_a_busy_machine_cpu_time_is_told_and_said_to_be_that():
    sentences, _ = run(made.seen([1.0] * 7, busy=1.5))
    assert sentences[SLOWER].text.endswith("every 5 ms, the default. The machine was too busy for the clock.")
    assert "of their CPU time" in sentences[SLOWER].text
    assert sentences[SHORTER].value == pytest.approx(100 * 400 * made.CPU / (made.WORK + 400 * made.CPU))


def test_threads_that_come_out_faster_lose_nothing():
    assert words.lost(Estimate(-0.001, -0.015, 0.026, 6)) == "nothing that shows (-0.1 %, -1.5 to 2.6 %)"
    assert words.lost(Estimate(0.003, -0.015, 0.026, 6)) == "0.3 % (-1.5 to 2.6 %)"


@settings(max_examples=30, deadline=None)
@given(clock=st.floats(0, 2e-3), costs=st.lists(st.floats(0.5, 1.5), min_size=2, max_size=7))
def test_no_sentence_contradicts_its_numbers(clock, costs):
    for each in run(made.seen(costs, clock=clock))[0].values():
        if each.decided == "undecided":
            continue
        assert each.low <= each.value <= each.high
        assert each.low > MARGIN if each.decided == "holds" else each.high < MARGIN
        told = float(re.search(r"lose (?:nothing that shows \()?(-?[\d.]+) %", each.text)[1])
        assert told == pytest.approx(each.value, abs=0.51)


@pytest.mark.parametrize(
    ("trials", "more", "reason"),
    [
        pytest.param({"3.13/8/short": [made.outcome(made.seen())]}, {}, "is not in this run", id="more threads only"),
        pytest.param({TWO: [lost("failed", "exit code 1")]}, {}, "failed: exit code 1", id="failed"),
        pytest.param({TWO: []}, {}, "not run: the run ended before it", id="not run"),
        pytest.param({}, {"skips": {TWO: "no clock"}}, "skipped: no clock", id="skipped"),
        pytest.param(
            {TWO: [made.outcome(made.seen())]},
            {"size": "small"},
            "a smoke test, too short to mean anything",
            id="small",
        ),
    ],
)
def test_what_was_not_measured_is_not_decided_and_the_reason_says_so(trials, more, reason):
    sentences, reasons = made.decided(trials, **more)
    assert set(sentences) == {"no-clear-difference"}
    for claim in (SLOWER, SHORTER):
        assert reasons[claim].startswith("not measured: ")
        assert reasons[claim].endswith(reason)


def test_what_is_undecided_says_where_it_lies():
    assert run(made.seen(clock=5.3e-6))[1][SHORTER] == (
        "undecided: the share lost is 5 % (5–5.1 %): its interval holds 5 %"
    )


def test_without_a_gil_nothing_is_claimed():
    _, reasons = made.decided({"3.13t/2/short": [made.outcome(made.without_gil())]})
    assert set(reasons.values()) == {"does not apply: every Python of this run has its GIL off"}
