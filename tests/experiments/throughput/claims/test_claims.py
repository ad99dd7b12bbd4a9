import re
from dataclasses import replace

import pytest
from tests.experiments.throughput.judged import decided
from tests.known import EXPERIMENTS, collect, verdict
from tests.simulated import World, free_threaded, lost, ok, scenario, simulate, target, under_the_gil, workload

from gilbench.analysis.ratios import MARGIN
from gilbench.analysis.verdict import by_interest

TEXTBOOK = under_the_gil("3.13") | free_threaded("3.13t") | under_the_gil("3.12")
PRIMES = "3.13/primes"
SILENT = {"3.13/primes/thread/2": {"workers": []}}  # no ledger: only the clock speaks
OF_SHARED_STATE = {"reading-shared-slower", "writing-shared-slower", "sharing-costs"}  # none is in the textbook
THREAD, FORKED = f"{PRIMES}/thread/2", f"{PRIMES}/process_executor[fork]/2"


def shaken(name, seconds, by=0.2):
    """Return six rounds of one trial that swing around its true seconds."""
    return {
        name: {number: ok([seconds * (1 + by * (-1) ** number)], name, World(seen=SILENT)) for number in range(1, 7)}
    }


def primes(thread, processes=1.9):
    return scenario(PRIMES, {"thread": thread, "process_executor[fork]": processes})


def test_the_textbook_is_found_in_textbook_data():
    sentences, _ = decided(TEXTBOOK)
    assert {each.decided for each in sentences.values()} == {"holds"}
    assert {each.claim for each in sentences.values()} == {claim.id for claim in EXPERIMENTS.claims} - OF_SHARED_STATE


def test_a_smoke_test_decides_nothing():
    sentences, reasons = decided(TEXTBOOK, World(noise=0, size="small"))
    assert list(sentences) == ["no-clear-difference"]
    assert "smoke test" in sentences["no-clear-difference"].text
    assert "smoke test" in reasons["threads-pure-python:3.13"]


@pytest.mark.parametrize(
    ("swing", "decided_as"),
    [
        pytest.param(0.05, "holds", id="slower or the same: no gain either way"),
        pytest.param(0.2, None, id="perhaps faster"),
    ],
)
def test_no_gain_is_known_before_it_is_known_whether_threads_are_slower(swing, decided_as):
    sentences, _ = decided(primes(0.95), World(noise=0, troubles=shaken(THREAD, 0.2 / 0.95, by=swing)))
    found = sentences.get("threads-pure-python:3.13")
    assert (found and found.decided) == decided_as


def test_the_verdict_opens_with_each_claim_once_on_its_best_known_target():
    sentences = list(decided(TEXTBOOK)[0])
    assert sentences[: len(EXPERIMENTS.claims) - len(OF_SHARED_STATE)] == [
        "threads-pure-python:3.13",
        "free-threading:3.13t",
        "free-threading-cost:3.13t",
        "c-scales-iff-released:3.13",
        "blocking-overlaps:3.13",
        "pools-alike:3.13",
    ]


def test_targets_come_as_base_then_newest_with_and_without_gil_then_the_rest():
    ids = ["3.12", "3.9", "3.13", "3.13t", "3.14", "3.14t"]
    assert [each.id for each in by_interest([target(name) for name in ids])] == [
        "3.12",
        "3.14",
        "3.14t",
        "3.13",
        "3.13t",
        "3.9",
    ]


@pytest.mark.parametrize(
    ("thread", "expected"),
    [
        pytest.param(0.90, "holds", id="slower"),
        pytest.param(1.00, "holds", id="same"),
        pytest.param(1.60, "does not hold", id="faster"),
    ],
)
def test_threads_under_the_gil_are_decided_by_their_state(thread, expected):
    sentences, _ = decided(primes(thread), World(noise=0.005, seen=SILENT))
    assert sentences["threads-pure-python:3.13"].decided == expected


def test_a_sentence_carries_the_claim_that_its_sign_judges():
    says = {claim.id: claim.says for claim in EXPERIMENTS.claims}
    for sentence in decided(TEXTBOOK)[0].values():
        assert sentence.says == says[sentence.claim]
    (silent,) = decided({f"{PRIMES}/serial/1": 0.2})[0].values()
    assert silent.says == ""


@pytest.mark.parametrize("processes", [0.8, 1.0, 1.03])
@pytest.mark.parametrize("thread", [0.9, 1.0])
def test_a_machine_without_a_cpu_to_spare_is_never_blamed_on_the_gil(thread, processes):
    sentences, reasons = decided(primes(thread, processes))
    assert list(sentences) == ["no-clear-difference"]
    assert "this machine had no CPU to spare while measuring" in reasons["threads-pure-python:3.13"]


def test_without_processes_to_compare_with_the_gil_is_not_blamed():
    sentences, reasons = decided(scenario(PRIMES, {"thread": 1.0}))
    assert list(sentences) == ["no-clear-difference"]
    assert "not measured in warm processes" in reasons["threads-pure-python:3.13"]


def test_the_ceiling_is_the_first_sound_process_strategy_and_not_the_luckiest():
    seconds = primes(1.0, 1.2) | {f"{PRIMES}/process_executor[spawn]/2": 0.2 / 1.8}
    assert " Two processes: 1.20×." in decided(seconds, World(noise=0))[0]["threads-pure-python:3.13"].text
    doubted = World(noise=0, seen={f"{PRIMES}/process_executor[fork]/2": {"overlap": 0.1}})
    assert " Two processes: 1.80×." in decided(seconds, doubted)[0]["threads-pure-python:3.13"].text


@pytest.mark.parametrize(
    ("world", "reason"),
    [
        pytest.param(World(rounds=2), "fewer than 3 rounds", id="too few rounds"),
        pytest.param(World(seen={THREAD: {"overlap": 0.1}}), "hardly overlapped", id="no contention"),
        pytest.param(
            World(surroundings={THREAD: {"gil_after": False}}), "the GIL changed during the work", id="GIL changed"
        ),
        pytest.param(World(troubles={THREAD: {4: lost("failed", "exit code 1")}}), "exit code 1", id="failed"),
        pytest.param(World(troubles={THREAD: {1: lost("timed out", "no result")}}), "timed out", id="timed out"),
        pytest.param(World(troubles={THREAD: {1: lost("failed", "wrong result: 3")}}), "wrong", id="wrong"),
        pytest.param(
            World(troubles={f"{PRIMES}/serial/1": {1: lost("failed", "broke")}}),
            "primes under serial",
            id="no baseline",
        ),
        pytest.param(World(noise=0.3, seed=2, seen=SILENT), "undecided", id="noise"),
    ],
)
def test_no_sentence_rests_on_what_went_wrong(world, reason):
    sentences, reasons = decided(primes(0.97), world)
    assert list(sentences) == ["no-clear-difference"]
    assert reason in reasons["threads-pure-python:3.13"]


@pytest.mark.parametrize(
    ("seconds", "claim"),
    [
        pytest.param(primes(2.6), "threads-pure-python:3.13", id="threads gain"),
        pytest.param(scenario("3.13t/primes", {"thread": 2.6}), "free-threading:3.13t", id="without the GIL"),
        pytest.param(scenario("3.13/echo", {"thread": 2.6}), "blocking-overlaps:3.13", id="waiting"),
    ],
)
def test_no_sentence_rests_on_more_than_the_workers_can_give(seconds, claim):
    sentences, reasons = decided(seconds, World(noise=0.001))
    assert claim not in sentences
    assert reasons[claim].startswith("not measured: ")
    assert reasons[claim].endswith("under Thread × 2: more than 2 workers can give: noise, or cheaper work")


def test_processes_that_gain_more_than_they_can_are_no_ceiling():
    sentences, reasons = decided(primes(1.0, 2.6), World(noise=0.001))
    assert list(sentences) == ["no-clear-difference"]
    assert "not measured in warm processes" in reasons["threads-pure-python:3.13"]


def test_noise_is_answered_with_the_rounds_it_would_take():
    _, reasons = decided(primes(1.0), World(noise=0.06, rounds=5, seed=3, seen=SILENT))
    assert re.search(r"after 5 rounds; about \d+ rounds would", reasons["threads-pure-python:3.13"])


def test_hopeless_noise_is_not_answered_with_thousands_of_rounds():
    _, reasons = decided(primes(1.0), World(noise=0.6, rounds=5, seed=3, seen=SILENT))
    assert reasons["threads-pure-python:3.13"].endswith("after 5 rounds")


@pytest.mark.parametrize(("thread", "expected"), [(1.9, "holds"), (1.0, "does not hold"), (0.5, "does not hold")])
def test_blocking_calls_overlap_if_threads_are_faster(thread, expected):
    sentences, _ = decided(scenario("3.13/echo", {"thread": thread}))
    assert sentences["blocking-overlaps:3.13"].decided == expected


@pytest.mark.parametrize(
    ("pool", "expected", "text"),
    [
        pytest.param(
            1.0, "holds", "On 3.13, Thread, ThreadPool and _thread did not differ by more than 5 %.", id="alike"
        ),
        pytest.param(
            0.7, "does not hold", "On 3.13, ThreadPool ran pure Python 0.70× as fast as Thread (", id="one is slower"
        ),
        pytest.param(
            1.4, "does not hold", "On 3.13, ThreadPool ran pure Python 1.40× as fast as Thread (", id="one is faster"
        ),
    ],
)
def test_the_ways_to_start_threads_are_compared_with_thread(pool, expected, text):
    seconds = scenario(PRIMES, {"thread": 1.0, "thread_pool": pool, "raw_thread": 1.0})
    sentence = decided(seconds, World(noise=0.001))[0]["pools-alike:3.13"]
    assert sentence.decided == expected
    assert sentence.text.startswith(text)


def test_a_pool_that_clearly_differs_is_named_before_one_that_only_seems_to():
    noisy = World(noise=0.001, troubles=shaken(f"{PRIMES}/raw_thread/2", 0.4, by=0.55))
    seconds = scenario(PRIMES, {"thread": 1.0, "thread_pool": 0.8, "raw_thread": 0.5})
    assert "ThreadPool ran pure Python 0.80×" in decided(seconds, noisy)[0]["pools-alike:3.13"].text


def test_one_undecided_pool_leaves_the_claim_undecided():
    noisy = World(noise=0.001, troubles=shaken(f"{PRIMES}/raw_thread/2", 0.2))
    seconds = scenario(PRIMES, {"thread": 1.0, "thread_pool": 1.0, "raw_thread": 1.0})
    assert "undecided: _thread against Thread" in decided(seconds, noisy)[1]["pools-alike:3.13"]


def test_every_claim_ends_in_sentences_or_reasons_on_every_target_it_applies_to():
    for world in (World(), World(noise=0.5), World(rounds=1)):
        run = simulate(TEXTBOOK, world)
        sentences, unsaid = verdict(collect(run))
        for claim in EXPERIMENTS.claims:
            told = {each.target for each in (*sentences, *unsaid) if each.claim == claim.id}
            assert told == {each.id for each in run.manifest.targets if claim.applies(each.facts)}


@pytest.mark.parametrize("seed", range(12))
def test_no_speed_up_is_claimed_whose_interval_holds_one_or_whose_effect_is_below_the_margin(seed):
    seconds = primes(1.06) | scenario("3.13/echo", {"thread": 1.05}) | free_threaded("3.14t", cost=1.04)
    sentences, _ = decided(seconds, World(noise=0.04, seed=seed))
    for each in sentences.values():
        if re.search(r"ran pure Python \d|blocking calls in ", each.text) and each.claim != "pools-alike":
            assert each.low > 1
            assert each.value >= 1 + MARGIN


def test_hostile_names_stay_as_they_are():
    nasty = workload("x", file="/tmp/<b>.py", asks="<script>alert(1)</script>")
    evil = replace(nasty, name="__proto__")
    named = target("3.13")
    named = replace(named, catalogue=replace(named.catalogue, workloads=[workload("a"), evil]))
    seconds = scenario("3.13/__proto__", {"thread": 0.9, "process_executor[fork]": 1.9})
    seconds |= scenario("3.13/a", {"thread": 1.9})
    sentences, _ = decided(seconds, targets=(named,))
    assert " __proto__ (" in sentences["threads-pure-python:3.13"].text


def test_a_run_of_serial_code_only_says_that_nothing_was_compared():
    (sentence,) = decided({f"{PRIMES}/serial/1": 0.2})[0].values()
    assert sentence.text == (
        "No sentence about the GIL can be based on this run: nothing was measured beside serial code in the same run."
    )
    assert (sentence.decided, sentence.value) == ("undecided", None)


def test_claims_say_what_they_need():
    assert len({claim.id for claim in EXPERIMENTS.claims}) == len(EXPERIMENTS.claims)
    for claim in EXPERIMENTS.claims:
        assert claim.says.endswith(".")
        assert claim.needs
