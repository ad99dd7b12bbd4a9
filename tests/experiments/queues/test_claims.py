"""What the rules say of invented runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.queues import made
from tests.simulated import lost

ONCE, FASTER = "queues-lose-nothing:3.13", "simple-queue-faster:3.13"
OTHERS = ("semaphores", "queue.Queue", "queue.SimpleQueue", "multiprocessing.Queue")


def said(trials, claim=ONCE, **more):
    return made.decided(trials, **more)[0][claim]


def why_not(trials, claim=ONCE, **more):
    sentences, reasons = made.decided(trials, **more)
    assert claim not in sentences
    return reasons[claim]


def test_where_every_item_came_once_the_channel_with_the_fewest_says_how_sure_that_is():
    found = said(made.core(processes=made.outcome(8e-6, put=2000)))
    assert found.decided == "holds"
    assert found.text == (
        "None of 312,000 items was lost or came twice on 3.13: at most 310 of a million by multiprocessing.Queue, "
        "which had the fewest."
    )
    assert (found.unit, found.evidence, found.value, found.low) == ("per million", "queues", 0, 0)


@pytest.mark.parametrize(("amiss", "words"), [("lost", "lost"), ("twice", "gave twice")])
def test_one_channel_that_loses_or_repeats_items_is_named(amiss, words):
    found = said(made.core(Queue=made.outcome(**{amiss: 6})))
    assert found.decided == "does not hold"
    assert found.text == f"queue.Queue {words} 100 (36.7–218) of a million items on 3.13."
    assert found.low < found.value < found.high


def test_few_items_tell_too_little():
    assert why_not(made.core(processes=made.outcome(put=100))) == (
        "undecided: no item was lost, but 6,100 of a million by multiprocessing.Queue may be"
    )


@pytest.mark.parametrize("channel", OTHERS)
def test_all_channels_are_needed_and_one_that_failed_is_named(channel):
    trials = made.core()
    assert why_not({**trials, f"3.13/{channel}": [lost("failed", "exit code 1")]}) == (
        f"not measured: {channel}: failed: exit code 1"
    )
    del trials[f"3.13/{channel}"]
    assert why_not(trials) == f"not measured: queues by {channel} is not in this run"


def test_two_producers_do_not_speak():
    two = {"3.13/queue.Queue/2": [made.outcome(lost=600, handover=None)]}
    assert said({**made.core(), **two}).decided == "holds"


def test_a_smoke_test_does_not_speak():
    assert "smoke test" in why_not(made.core(), size="small")


def test_simple_queue_is_told_in_items_per_second_beside_queue():
    found = said(made.core(), FASTER)
    assert found.decided == "holds"
    assert found.text == (
        "SimpleQueue hands over 5,000,000 items a second on 3.13, 10.0× (9.61–10.4) as many as Queue."
    )
    assert (found.unit, found.evidence, found.target) == ("×", "queues", "3.13")


def test_simple_queue_may_be_no_faster():
    found = said(made.core(Simple=made.outcome(4e-6)), FASTER)
    assert found.decided == "does not hold"
    assert (
        found.text == "SimpleQueue is no faster than Queue on 3.13: 250,000 items a second, 0.50× (0.48–0.52) as many."
    )


def test_a_channel_that_loses_items_is_not_called_fast():
    assert why_not(made.core(Simple=made.outcome(2e-7, lost=1)), FASTER) == (
        "not measured: queue.SimpleQueue did not hand every item over once"
    )


@settings(deadline=None, max_examples=20)
@given(st.floats(0.2, 5))
def test_no_sentence_about_the_faster_one_contradicts_its_numbers(times):
    sentences, reasons = made.decided(made.core(Simple=made.outcome(2e-6 / times)))
    if FASTER not in sentences:
        assert reasons[FASTER].startswith("undecided: ")
        assert 0.9 < times < 1.15
        return
    found = sentences[FASTER]
    assert found.low <= found.value <= found.high
    assert found.value == pytest.approx(times)
    if found.decided == "holds":
        assert found.low > 1
        assert "is no faster" not in found.text
    else:
        assert found.high < 1.1
        assert "is no faster" in found.text


@settings(deadline=None, max_examples=12)
@given(st.sampled_from(["lost", "twice"]), st.integers(0, 50), st.sampled_from([100, 1000, 100_000]))
def test_no_sentence_about_losses_contradicts_its_numbers(amiss, items, put):
    sentences, reasons = made.decided(made.core(processes=made.outcome(put=put, **{amiss: items})))
    found = sentences.get(ONCE)
    if items:
        assert found.decided == "does not hold"
        assert 0 < found.low <= found.value <= found.high
    elif put == 100:
        assert reasons[ONCE].startswith("undecided: ")
    else:
        assert found.decided == "holds"
        assert 0 == found.value < found.high < 1000
