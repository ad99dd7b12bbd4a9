"""What the rule says of invented answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.pool_contract import made
from tests.simulated import lost

UNFINISHED = "thread-pool-unfinished:3.13"


def only(*answers):
    return {"3.13/ThreadPool": [made.outcome(*answers)]}


def said(trials, **more):
    return made.decided(trials, **more)[0][UNFINISHED]


def test_broken_promises_are_counted_and_one_that_hangs_and_one_that_does_not_are_named():
    found = said(only(*made.ALL_KINDS))
    assert found.decided == "holds"
    assert found.text == (
        "On 3.13, ThreadPool breaks 3 of 5 documented promises. Among them: not exit and not terminate."
    )
    assert (found.value, found.low, found.high, found.unit) == (60, None, None, "%")
    assert (found.evidence, found.target) == ("pool-contract", "3.13")


@pytest.mark.parametrize(
    ("answers", "end"),
    [
        pytest.param(
            [made.answer("exit", "hangs")], " 1 of 1 documented promise. That is: not exit.", id="one that hangs"
        ),
        pytest.param(
            [made.answer("a", "breaks"), made.answer("b", "hangs")], " That is: not b and not a.", id="one of each"
        ),
        pytest.param(
            [made.answer("a", "breaks"), made.answer("b", "breaks")], " Among them: not a.", id="two of a kind"
        ),
    ],
)
def test_the_first_of_each_kind_is_named(answers, end):
    assert said(only(*answers)).text.endswith(end)


def test_a_pool_that_keeps_all_is_finished_whatever_it_does_not_offer():
    found = said(only(*made.KEPT, made.answer("starmap", "not offered"), made.answer("callback", "hangs", promise="")))
    assert (found.decided, found.value) == ("does not hold", 0)
    assert found.text == "On 3.13, ThreadPool keeps all 3 documented promises."


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(["keeps", "breaks", "hangs", "does", "not offered"]), max_size=12))
def test_no_sentence_contradicts_its_number(outcomes):
    sentences, reasons = made.decided(only(*(made.answer(f"{at}", each) for at, each in enumerate(outcomes))))
    unkept = outcomes.count("breaks") + outcomes.count("hangs")
    if unkept:
        assert sentences[UNFINISHED].decided == "holds"
        assert sentences[UNFINISHED].value == pytest.approx(100 * unkept / (unkept + outcomes.count("keeps")))
        assert f" breaks {unkept} of {unkept + outcomes.count('keeps')} " in sentences[UNFINISHED].text
    elif "keeps" in outcomes:
        assert sentences[UNFINISHED].decided == "does not hold"
    else:
        assert reasons[UNFINISHED].startswith("not measured: ")


@pytest.mark.parametrize(
    ("trials", "more", "reason"),
    [
        pytest.param(
            {"3.13/ThreadPoolExecutor": [made.outcome(*made.ALL_KINDS)]}, {}, "is not in this run", id="the other pool"
        ),
        pytest.param({"3.13/ThreadPool": [lost("failed", "exit code 1")]}, {}, "failed: exit code 1", id="failed"),
        pytest.param({"3.13/ThreadPool": []}, {}, "not run: the run ended before it", id="not run"),
        pytest.param({}, {"skips": {"3.13/ThreadPool": "no threads"}}, "skipped: no threads", id="skipped"),
        pytest.param(only(made.answer("warning", "does")), {}, "nothing that is promised", id="nothing promised"),
    ],
)
def test_what_was_not_measured_is_not_decided_and_the_reason_says_so(trials, more, reason):
    sentences, reasons = made.decided(trials, **more)
    assert UNFINISHED not in sentences
    assert reasons[UNFINISHED].startswith("not measured: ")
    assert reason in reasons[UNFINISHED]
