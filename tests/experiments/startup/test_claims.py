"""What the rules say of invented runs."""

import pytest
from tests.experiments.startup import made
from tests.simulated import lost

POOL, THREADS = "3.13/process_executor[default]/2", "3.13/thread_executor/2"
PER_CALL, KEEP = "pool-per-call:3.13", "keep-the-pool:3.13"


def rounds(cold, count=3, **changes):
    return [made.outcome(cold, **changes) for _ in range(count)]


def pool(cold, **changes):
    return {POOL: rounds(cold, **changes)}


def apart(*colds):
    return {POOL: [made.outcome(cold) for cold in colds]}


@pytest.mark.parametrize(
    ("trials", "per_call", "keep"),
    [
        pytest.param(pool(0.005), "holds", "holds", id="milliseconds"),
        pytest.param(pool(0.0008), "does not hold", "holds", id="less, but twice as much work has to make up for it"),
        pytest.param(pool(0.0002), "does not hold", "does not hold", id="next to nothing"),
        pytest.param(apart(0.0009, 0.001, 0.0012), None, "holds", id="one interval holds a millisecond"),
        pytest.param(apart(0.0004, 0.0005, 0.0006), "does not hold", None, id="the other one does"),
        pytest.param(apart(0.0002, 0.001, 0.005), None, None, id="noise"),
        pytest.param(pool(0.005, count=1), "holds", "holds", id="one round with its repeats"),
        pytest.param(pool(0.005, count=1, repeats=(1.0, 1.0)), None, None, id="too few repeats for an interval"),
    ],
)
def test_claims_are_decided_by_where_the_whole_interval_lies(trials, per_call, keep):
    sentences, reasons = made.decided(trials)
    for claim, expected in {PER_CALL: per_call, KEEP: keep}.items():
        found = sentences.get(claim)
        assert (found and found.decided) == expected
        assert (claim in reasons) == (expected is None)


def test_a_pool_for_each_call_is_told_with_threads_beside_it():
    sentences, _ = made.decided(pool(0.005) | {THREADS: rounds(0.0003)})
    found = sentences[PER_CALL]
    assert found.text == (
        "On 3.13, a ProcessPoolExecutor of two processes (fork) for each call costs 5.00 ms (5.00–5.00) before any "
        "work begins. Closing it costs 1.00 ms; a ThreadPoolExecutor of as many threads costs 300 µs."
    )
    assert (found.unit, found.evidence, found.target) == ("s", "startup", "3.13")
    assert (found.low, found.value, found.high) == pytest.approx((0.005, 0.005, 0.005))


def test_a_cheap_pool_costs_only_so_much():
    assert made.decided(pool(0.0008))[0][PER_CALL].text == (
        "On 3.13, a ProcessPoolExecutor of two processes (fork) for each call costs only 800 µs (800–800) before any "
        "work begins. Closing it costs 160 µs."
    )


def test_how_long_a_call_must_be_is_told_with_what_is_gained():
    found = made.decided(pool(0.005))[0][KEEP]
    assert found.text == (
        "On 3.13, keep a ProcessPoolExecutor if the work in a call is shorter than 10.0 ms (10.0–10.0). "
        "Two processes (fork) save at most 50 % of it; a new pool costs 5.00 ms."
    )
    assert found.value == pytest.approx(0.010)
    assert made.decided(pool(0.0002))[0][KEEP].text == (
        "On 3.13, a ProcessPoolExecutor for each call can pay from 400 µs (400–400) of work on. "
        "Two processes (fork) save at most 50 % of it; a new pool costs 200 µs."
    )


@pytest.mark.parametrize(
    "threads",
    [
        pytest.param({}, id="not planned"),
        pytest.param({THREADS: [lost("failed", "exit code 1")]}, id="failed"),
        pytest.param({THREADS: []}, id="not run"),
        pytest.param({"3.13/thread_executor/4": rounds(0.0003)}, id="another number of workers"),
        pytest.param({"3.14/thread_executor/2": rounds(0.0003)}, id="another interpreter"),
    ],
)
def test_without_a_figure_for_as_many_threads_there_is_none_beside_it(threads):
    assert made.decided(pool(0.005) | threads)[0][PER_CALL].text.endswith(". Closing it costs 1.00 ms.")


@pytest.mark.parametrize(
    ("trials", "more", "reason"),
    [
        pytest.param(
            {THREADS: rounds(0.0003)},
            {},
            "startup of ProcessPoolExecutor by its default start method is not in this run",
            id="no processes",
        ),
        pytest.param(
            {"3.13/process_executor[spawn]/2": rounds(0.06)},
            {},
            "startup of ProcessPoolExecutor by its default start method is not in this run",
            id="another start method",
        ),
        pytest.param(
            {POOL: [made.outcome(), lost("failed", "exit code 1")]},
            {},
            "ProcessPoolExecutor (default: fork): failed: exit code 1",
            id="failed once",
        ),
        pytest.param(
            {POOL: [lost("timed out", "no result within 60 s")]},
            {},
            "ProcessPoolExecutor (default: fork): timed out: no result within 60 s",
            id="timed out",
        ),
        pytest.param({POOL: []}, {}, "not run: the run ended before it", id="not run"),
        pytest.param(
            {THREADS: rounds(0.0003)}, {"skips": {POOL: "no semaphores"}}, "skipped: no semaphores", id="skip"
        ),
        pytest.param(pool(0.005), {"size": "small"}, "a smoke test, too short to mean anything", id="smoke test"),
    ],
)
def test_what_was_not_measured_is_not_decided_and_the_reason_says_so(trials, more, reason):
    sentences, reasons = made.decided(trials, **more)
    assert set(sentences) == {"no-clear-difference"}
    for claim in (PER_CALL, KEEP):
        assert reasons[claim].startswith("not measured: ")
        assert reasons[claim].endswith(reason)


def test_what_is_undecided_says_which_time_and_where_it_lies():
    _, reasons = made.decided(apart(0.0009, 0.001, 0.0012))
    assert reasons[PER_CALL].startswith("undecided: the cold start of ProcessPoolExecutor (default: fork) is 1.00 ms (")
    assert reasons[PER_CALL].endswith("): its interval holds 1.00 ms")


@pytest.mark.parametrize(
    ("name", "usable_cpus", "lacking"),
    [
        pytest.param("3.13/process_executor[default]/1", 2, "one worker", id="one worker"),
        pytest.param(POOL, 1, "one CPU", id="one CPU"),
    ],
)
def test_what_cannot_gain_is_no_reason_to_keep_a_pool(name, usable_cpus, lacking):
    sentences, reasons = made.decided({name: rounds(0.005)}, usable_cpus=usable_cpus)
    assert reasons[KEEP] == f"not measured: with {lacking} a pool saves no time"
    assert sentences[PER_CALL].decided == "holds"


def test_one_process_is_no_plural():
    text = made.decided({"3.13/process_executor[default]/1": rounds(0.005)})[0][PER_CALL].text
    assert text.startswith("On 3.13, a ProcessPoolExecutor of one process (fork) for each call")


@pytest.mark.parametrize(
    ("counts", "usable_cpus", "crew", "gained"),
    [
        pytest.param((2, 4, 8), 4, "Four processes", "75 %", id="as many as CPUs"),
        pytest.param((2, 8), 4, "Two processes", "50 %", id="the most that CPUs can serve"),
        pytest.param((4, 8), 2, "Four processes", "50 %", id="else the fewest, which gain what the CPUs give"),
    ],
)
def test_the_number_of_workers_is_the_most_that_the_cpus_can_serve(counts, usable_cpus, crew, gained):
    trials = {f"3.13/process_executor[default]/{count}": rounds(0.005) for count in counts}
    text = made.decided(trials, usable_cpus=usable_cpus)[0][KEEP].text
    assert f"{crew} (fork) save at most {gained} of it" in text


def test_the_default_start_method_may_have_been_measured_under_its_own_name_only():
    own = {"3.13/process_executor[fork]/2": rounds(0.005), "3.13/process_executor[spawn]/2": rounds(0.06)}
    assert "costs 5.00 ms" in made.decided(own)[0][PER_CALL].text
    assert "costs 7.00 ms" in made.decided(own | pool(0.007))[0][PER_CALL].text


def test_every_interpreter_has_its_own_sentences_with_its_own_start_method():
    sentences, reasons = made.decided(pool(0.005) | {"3.14/process_executor[default]/2": rounds(0.03)})
    assert set(sentences) == {
        f"{claim}:{name}" for claim in ("pool-per-call", "keep-the-pool") for name in ("3.13", "3.14")
    }
    assert reasons == {}
    assert "two processes (forkserver) for each call costs 30.0 ms" in sentences["pool-per-call:3.14"].text
