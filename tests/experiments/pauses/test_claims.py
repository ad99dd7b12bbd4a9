"""What the rule says of invented runs."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.pauses import made
from tests.simulated import lost

CLAIM = "nobody-held-up:3.13t"
IDLE = {f"3.13t/{kind}": made.seen(0.0) for kind in ("computes", "collects", "garbage", "imports")}


@pytest.mark.parametrize(
    ("trials", "found"),
    [
        pytest.param(made.FREE, "does not hold", id="the collector holds up"),
        pytest.param(IDLE, "holds", id="nobody is held up"),
        pytest.param({**IDLE, "3.13t/imports": made.seen(0.005)}, "holds", id="by next to nothing"),
        pytest.param(
            {**IDLE, "3.13t/imports": made.seen(0.02, made.SHAKEN)}, None, id="the interval holds one per cent"
        ),
        pytest.param(
            {**IDLE, "3.13t/imports": made.seen(0.3, paused_beside=[0.3 * made.SLICE] * 8)}, "holds", id="the machine"
        ),
        pytest.param({**IDLE, "3.13t/computes": made.seen(0.3)}, "does not hold", id="whatever it is"),
    ],
)
def test_it_is_decided_by_what_pauses_add_to_those_of_the_process_beside(trials, found):
    sentences, reasons = made.decided(trials)
    said = sentences.get(CLAIM)
    assert (said and said.decided) == found
    assert (CLAIM in reasons) == (found is None)


def test_what_holds_up_is_told_with_its_share_and_the_longest():
    said = made.decided(made.FREE)[0][CLAIM]
    assert said.text == (
        "On 3.13t, threads are held up for 60 % (59–61 %) of the time while another collects garbage, 20.0 ms at the "
        "longest. So they are while one imports modules again and makes cyclic garbage. It is the garbage "
        "collector each time."
    )
    assert (said.unit, said.evidence, said.target) == ("%", "pauses", "3.13t")
    assert said.value == pytest.approx(60, abs=0.5)
    assert said.low < said.value < said.high


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"3.13t/imports": made.collecting(0.4, 0.4)}, id="most of it lies outside of collections"),
        pytest.param({"3.13t/imports/off": made.seen(0.3)}, id="it stays with the collector off"),
    ],
)
def test_the_collector_is_named_only_where_all_agree(change):
    assert "garbage collector" not in made.decided({**made.FREE, **change})[0][CLAIM].text


def test_a_lost_trial_with_the_collector_off_leaves_what_the_collector_says():
    less = {**made.FREE, "3.13t/imports/off": [lost("failed", "exit code 1")]}
    assert made.decided(less)[0][CLAIM].text.endswith("It is the garbage collector each time.")


def test_where_nobody_is_held_up_it_says_by_how_much_at_most():
    assert made.decided({**IDLE, "3.13t/imports": made.seen(0.005)})[0][CLAIM].text == (
        "On 3.13t, threads are held up by no other. At most, pauses add 0.5 % (0.5–0.5 %) of the time, while one "
        "imports modules again."
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"3.13t/imports": [lost("failed", "exit code 1")]}, "failed: exit code 1", id="failed"),
        pytest.param({"3.13t/imports": []}, "not run", id="not run"),
    ],
)
def test_what_was_not_measured_is_not_decided_and_the_reason_says_so(change, reason):
    sentences, reasons = made.decided({**made.FREE, **change})
    assert CLAIM not in sentences
    assert reasons[CLAIM].startswith("not measured: pauses while another thread imports modules again: ")
    assert reason in reasons[CLAIM]


def test_what_was_not_planned_is_not_decided():
    less = {name: saw for name, saw in made.FREE.items() if "imports" not in name}
    assert made.decided(less)[1][CLAIM].endswith("imports modules again are not in this run")


def test_a_smoke_test_decides_nothing():
    assert "smoke test" in made.decided(made.FREE, size="small")[1][CLAIM]


def test_it_does_not_apply_where_there_is_a_gil():
    sentences, reasons = made.decided(made.WITH_GIL)
    assert sentences.keys() == {"no-clear-difference"}
    assert not [each for each in reasons if each.endswith(":3.13")]


SHARES = st.floats(0, 1)


@settings(deadline=None, max_examples=25)
@given(st.fixed_dictionaries(dict.fromkeys(IDLE, SHARES)), st.sampled_from([made.STEADY, made.SHAKEN]))
def test_no_sentence_contradicts_its_numbers(shares, slices):
    said = made.decided({name: made.seen(share, slices) for name, share in shares.items()})[0].get(CLAIM)
    if said is None:
        return
    assert (said.low > 1) == (said.decided == "does not hold")
    shown = float(re.search(r"([\d.]+) % \(", said.text)[1])
    assert shown == pytest.approx(said.value, abs=0.51)
    assert said.low <= said.value <= said.high
