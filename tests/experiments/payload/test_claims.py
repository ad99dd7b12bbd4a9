"""What the rules say of invented runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.payload import made
from tests.simulated import lost

from gilbench import fmt

SHARING, POOLS = "shared-memory-beats-copies:3.13", "executor-costs-no-more:3.13"


def test_sharing_is_told_with_the_sizes_between_which_it_begins_to_pay():
    found = made.decided(made.core())[0][SHARING]
    assert found.decided == "holds"
    assert found.text == (
        "On 3.13, shared memory beats sending copies from between 1.00 KiB and 64.0 KiB on. A round trip of 4.00 MiB "
        f"to a process is {fmt.ratio(found.value)} ({fmt.span(found.low, found.high)}) as fast."
    )
    assert found.value == pytest.approx((2e-4 + 4 * 4e-3) / (2e-4 + 4 * 2e-4))
    assert (found.unit, found.evidence) == ("×", "payload")


def test_sharing_that_pays_at_once_pays_at_every_size():
    found = made.decided(made.core(shared_memory=(1e-4, 2e-4)))[0][SHARING]
    assert "beats sending copies at every size from 1.00 KiB on. A round trip of 4.00 MiB" in found.text


def test_sharing_that_never_pays_is_told():
    found = made.decided(made.core(shared_memory=(4e-4, 5e-3)))[0][SHARING]
    assert found.decided == "does not hold"
    assert found.text.startswith("On 3.13, shared memory does not beat sending copies. A round trip of 4.00 MiB ")


@pytest.mark.parametrize(
    ("pool", "decided", "value"),
    [
        pytest.param((1e-4, 4e-3), "does not hold", 2.0, id="dearer-per-task"),
        pytest.param((2e-4, 2e-3), "does not hold", 2.0, id="dearer-per-byte"),
        pytest.param((2e-4, 4e-3), "holds", 1.0, id="the-same"),
        pytest.param((4e-4, 8e-3), "holds", 0.5, id="cheaper"),
    ],
)
def test_the_executor_is_held_against_the_pool_per_task_and_per_byte(pool, decided, value):
    found = made.decided(made.core(process_pool=pool))[0][POOLS]
    assert found.decided == decided
    assert found.value == pytest.approx(value, rel=0.02)
    assert found.text.startswith("On 3.13, ProcessPoolExecutor costs ")
    assert f"{fmt.ratio_interval(found)}" in found.text
    assert found.text.endswith(" per byte.")
    assert found.low <= found.value <= found.high


AT_RANDOM = [[1e-4, 2e-4] * 3, [1e-4, 2e-4] * 3, [1e-4, 2e-4] * 3, [2e-4, 1e-4] * 3]


def shaken(through):
    return made.core() | {f"3.13/{through}": [made.outcome(*made.TIMES[through], made.SHAKEN)]}


@pytest.mark.parametrize(
    ("trials", "claim", "reason"),
    [
        pytest.param(shaken("shared_memory"), POOLS, None, id="noise-of-what-it-does-not-rest-on"),
        pytest.param(shaken("process_pool"), POOLS, "undecided: ProcessPoolExecutor costs ", id="noise"),
        pytest.param(
            made.core(process_pool=(1e-4, 0.0)) | {"3.13/process_pool": [made.outcome(1e-4, 0.0, seconds=AT_RANDOM)]},
            POOLS,
            "undecided: what a byte costs may be nothing ",
            id="nothing-per-byte",
        ),
        pytest.param(
            made.core(shared_memory=(2e-4, 4e-3)) | {"3.13/shared_memory": [made.outcome(2e-4, 4e-3, made.SHAKEN)]},
            SHARING,
            "undecided: 4.00 MiB get there and back ",
            id="noise-of-sharing",
        ),
    ],
)
def test_what_is_not_clear_is_not_decided(trials, claim, reason):
    sentences, reasons = made.decided(trials)
    assert (claim in sentences) == (reason is None)
    assert reasons.get(claim, "").startswith(reason or "")


@pytest.mark.parametrize(
    ("through", "outcomes", "reason"),
    [
        pytest.param(
            "process_executor", None, "bytes through ProcessPoolExecutor is not in this run", id="not-planned"
        ),
        pytest.param("process_executor", [], "not run: the run ended before it", id="not-run"),
        pytest.param("process_executor", [lost("failed", "exit code 1")], "failed: exit code 1", id="failed"),
        pytest.param("process_executor", [made.outcome(2e-4, 4e-3, (1.0,))], " by both ways", id="a-single-sweep"),
    ],
)
def test_without_what_they_rest_on_nothing_is_said(through, outcomes, reason):
    trials = {name: each for name, each in made.core().items() if not name.endswith(through)}
    if outcomes is not None:
        trials[f"3.13/{through}"] = outcomes
    sentences, reasons = made.decided(trials)
    assert not {SHARING, POOLS} & sentences.keys()
    for claim in (SHARING, POOLS):
        assert reasons[claim].startswith("not measured: ")
        assert reasons[claim].endswith(reason)


TASKS, MEBIBYTES = st.floats(2e-5, 2e-3), st.floats(1e-4, 2e-2)


@settings(deadline=None, max_examples=25)
@given(executor=st.tuples(TASKS, MEBIBYTES), pool=st.tuples(TASKS, MEBIBYTES), block=st.tuples(TASKS, MEBIBYTES))
def test_no_sentence_contradicts_its_numbers(executor, pool, block):
    found, _ = made.decided(made.core(process_executor=executor, process_pool=pool, shared_memory=block))
    if SHARING in found:
        assert (found[SHARING].value > 1.0) == (found[SHARING].decided == "holds") or found[SHARING].value < 1.05
        assert (" does not beat " in found[SHARING].text) == (found[SHARING].decided != "holds")
    if POOLS in found:
        dearer = executor[0] > 1.04 * pool[0] or executor[1] > 1.04 * pool[1]
        assert (found[POOLS].decided == "does not hold") == (found[POOLS].low > 1 and found[POOLS].value >= 1.05)
        assert dearer or found[POOLS].decided == "holds"
