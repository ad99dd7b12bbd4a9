"""What the rules say of invented runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.sharing import made
from tests.simulated import lost

from gilbench.experiments.sharing.trials import CORE, READS, SIDE_BY_SIDE, WORTH_SAYING

READING, LOCKS, COPIES = "reading-shared-is-free", "lock-each-pays", "copy-each-pays"
FREE = {**made.WITH_GIL}
APART = made.ladder("3.14t", FREE, private=1.1)


@pytest.mark.parametrize(
    ("trials", "reading", "locks"),
    [
        pytest.param(made.ladder("3.13", FREE), "holds", "does not hold", id="with a GIL"),
        pytest.param(made.ladder("3.14t", made.WITHOUT_GIL), "does not hold", "holds", id="without one"),
        pytest.param(made.ladder("3.14t", FREE), "holds", "does not hold", id="without one, and free"),
        pytest.param(APART, None, None, id="the machine kept threads apart"),
        pytest.param(
            made.ladder("3.14t", made.WITHOUT_GIL, private=1.1), "does not hold", "holds", id="apart, and a cost shows"
        ),
        pytest.param(made.ladder("3.14t", {**FREE, "method": 1.5}), "does not hold", "does not hold", id="one costs"),
        pytest.param(made.ladder("3.13", FREE, repeats=made.SHAKEN), None, None, id="noise"),
        pytest.param(made.ladder("3.13", dict.fromkeys(CORE, 1.1)), None, None, id="at the limit"),
    ],
)
def test_claims_are_decided_by_where_whole_intervals_lie(trials, reading, locks):
    for claim, expected in ((READING, reading), (LOCKS, locks)):
        sentences, reasons = made.decided(claim, trials)
        assert [each.decided for each in sentences.values()] == [each for each in (expected,) if each]
        assert bool(reasons) == (expected is None)


def test_the_sentence_on_reading_has_the_dearest_step():
    sentences, _ = made.decided(READING, made.BOTH)
    assert sentences["3.14t"].text == (
        "On 3.14t, reading what two threads share is not free: it takes 6.40× (6.31–6.50) the CPU time of what one "
        "thread reads (an item of a list)."
    )
    assert sentences["3.13"].text.startswith("On 3.13, reading what two threads share is free: it takes ")
    assert {each.unit for each in sentences.values()} == {"×"}
    assert {each.evidence for each in sentences.values()} == {"sharing"}


def test_a_noisy_step_is_not_the_dearest_where_another_clearly_costs():
    shaken = made.ladder("3.14t", {"method": 3.0}, repeats=made.SHAKEN, private=1.95)
    trials = {**made.ladder("3.14t", {**FREE, "attribute": 2.0}), **shaken}
    found = made.decided(READING, trials)[0]["3.14t"]
    assert ": it takes 2.00× (1.97–2.03) the CPU time of what one thread reads (an attribute)." in found.text


def test_the_sentence_on_locks_has_the_cost_and_the_work_of_the_threads():
    sentences, _ = made.decided(LOCKS, made.BOTH)
    assert sentences["3.14t"].text == (
        "On 3.14t, a lock for each of two threads pays: under one for both an increment takes 1.90× (1.87–1.93) the "
        "CPU time. Together they do 1.03× the work of one thread, not 1.95×."
    )
    assert sentences["3.13"].text == (
        "On 3.13, a lock for each of two threads does not pay: under one for both an increment takes 1.00× (0.99–1.01) "
        "the CPU time. As much gets done."
    )


def test_threads_that_wait_for_one_lock_without_using_a_cpu_are_slower_all_the_same():
    waits = made.outcome(made.seen(1.0, 1.9, shared_wall=[made.ITEM] * 6), gil=False)
    found = made.decided(LOCKS, {"3.14t/locked": [waits]})[0]["3.14t"]
    assert found.text.endswith("pays: they get 1.90× (1.90–1.90) as many increments done.")
    assert found.decided == "holds"


def test_where_threads_were_kept_apart_the_reason_says_so():
    assert made.decided(READING, APART)[1]["3.14t"] == (
        "undecided: threads with a thing each did 1.10× the work of one, below 1.50×: they seldom ran side by side"
    )


@pytest.mark.parametrize(
    ("trials", "more", "reason"),
    [
        pytest.param(
            made.ladder("3.13", {"locked": 1.0}),
            {},
            "sharing, an item of a list by two threads, is not in this run",
            id="not planned",
        ),
        pytest.param(
            {**made.ladder("3.13", FREE), "3.13/method": [lost("failed", "exit code 1")]},
            {},
            "a method call: failed: exit code 1",
            id="failed",
        ),
        pytest.param(
            {}, {"skips": {"3.13/list_item": "no clock"}}, "an item of a list: skipped: no clock", id="skipped"
        ),
        pytest.param(
            made.ladder("3.13", FREE), {"size": "small"}, "a smoke test, too short to mean anything", id="smoke test"
        ),
        pytest.param(
            made.ladder("3.13", FREE, threads="/4"),
            {},
            "sharing, an item of a list by two threads, is not in this run",
            id="more threads",
        ),
    ],
)
def test_what_was_not_measured_is_not_decided_and_the_reason_says_so(trials, more, reason):
    sentences, reasons = made.decided(READING, trials, **more)
    assert not sentences
    assert reasons["3.13"].startswith("not measured: ")
    assert reasons["3.13"].endswith(reason)


@pytest.mark.parametrize(
    ("trials", "decided"),
    [
        pytest.param(made.cures("3.13", {"attribute:copy": 1.0}), "does not hold", id="with a GIL"),
        pytest.param(made.cures("3.14t", {"attribute:copy": 4.5}), "holds", id="without one"),
        pytest.param(made.cures("3.14t", {"attribute:copy": 4.5}, work=1.1), "holds", id="apart, and a cost shows"),
        pytest.param(made.cures("3.14t", {"attribute:copy": 1.0}), "does not hold", id="without one, and free"),
        pytest.param(made.cures("3.14t", {"attribute:copy": 1.0}, work=1.1), None, id="kept apart by the machine"),
        pytest.param(made.cures("3.13", {"attribute:copy": 1.1}), None, id="at the limit"),
        pytest.param(made.cures("3.13", {"attribute:copy": 1.0}, repeats=made.SHAKEN), None, id="noise"),
        pytest.param(made.cures("3.14t", {"attribute:hoist": 4.5, "method:copy": 4.5}), None, id="other cures"),
        pytest.param(made.ladder("3.14t", made.WITHOUT_GIL), None, id="no cure"),
    ],
)
def test_a_copy_each_pays_where_it_clearly_saves_cpu_time(trials, decided):
    sentences, reasons = made.decided(COPIES, trials)
    assert [each.decided for each in sentences.values()] == [each for each in (decided,) if each]
    assert bool(reasons) == (decided is None)


def test_the_sentence_on_copies_has_what_they_save_and_the_work_of_the_threads():
    trials = {**made.cures("3.14t", {"attribute:copy": 4.5}), **made.cures("3.13", {"attribute:copy": 1.0})}
    sentences, _ = made.decided(COPIES, trials)
    assert sentences["3.14t"].text == (
        "On 3.14t, a copy for each of two threads pays: an attribute of one object for both takes 4.50× (4.43–4.57) "
        "the CPU time. Together they do 0.43× the work of one thread, not 1.95×."
    )
    assert sentences["3.13"].text == (
        "On 3.13, a copy for each of two threads does not pay: an attribute of one object for both takes 1.00× "
        "(0.99–1.01) the CPU time."
    )


@settings(deadline=None, max_examples=60)
@given(st.floats(0.5, 8.0), st.floats(0.8, 2.0), st.sampled_from(["3.13", "3.14t"]))
def test_no_sentence_on_copies_contradicts_its_numbers(saves, work, where):
    for found in made.decided(COPIES, made.cures(where, {"attribute:copy": saves}, work=work))[0].values():
        assert found.low <= found.value <= found.high
        assert (found.decided == "holds") == (saves > WORTH_SAYING) == (" pays: " in found.text)
        assert found.decided == "holds" or where == "3.13" or work >= SIDE_BY_SIDE - 1e-9


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.floats(0.5, 8.0), min_size=len(READS), max_size=len(READS)),
    st.floats(0.5, 8.0),
    st.floats(0.8, 2.0),
    st.sampled_from(["3.13", "3.14t"]),
)
def test_no_sentence_contradicts_its_numbers(reads, locked, private, where):
    costs = {**dict(zip(READS, reads, strict=True)), "locked": locked}
    trials = made.ladder(where, costs, private=private)
    for found in made.decided(READING, trials)[0].values():
        assert found.low <= found.value <= found.high
        assert (found.decided == "holds") == (max(reads) < WORTH_SAYING)
        assert found.decided == "does not hold" or where == "3.13" or private >= SIDE_BY_SIDE - 1e-9
    for found in made.decided(LOCKS, trials)[0].values():
        assert (found.decided == "holds") == (locked > WORTH_SAYING) == (" pays" in found.text)
