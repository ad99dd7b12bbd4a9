"""What is said of threads and a call of which nobody says whether it computes or waits."""

import re
from dataclasses import replace
from functools import partial

import pytest
from tests.experiments.throughput.own import CALL, FREE, WITH_GIL, call, held, on, own_run, said, spent
from tests.known import EXPERIMENTS, collect
from tests.simulated import World, lost, simulate

from gilbench.experiments.throughput.claims.own_work import of_run
from gilbench.experiments.throughput.claims.told import told

EXACT = World(noise=0)
FORK = "process_executor[fork]"
KEEPS, RELEASES, WAITED = held(0.98, 0.97, 0.99), held(0.02, 0.01, 0.03), held(0.0, 0.0, 0.66, on_cpu=0.0002)
WAITS = {"serial/1": spent(0.2, 0.001), "thread/2": spent(0.2, 0.0005, workers=2)}
HALF = {"serial/1": spent(0.2, 0.1)}
ONE_CPU = {"thread/2": spent(0.2, 0.1, workers=2)}
BUSY = {
    "serial/1": spent(0.3, 0.2, 0.1),
    "thread/2": spent(0.25, 0.1, 0.1, 2),
    f"{FORK}/2": spent(0.2, 0.1, 0.1, 2),
}
LONGEST = 25  # words of a sentence


def text(ratios, seen=None, share=None, name=WITH_GIL, world=EXACT):
    sentences, _ = said(own_run(ratios, seen, share, names=(name,), world=world))
    return sentences[name].decided, sentences[name].text


TEXTS = [
    pytest.param(
        partial(text, {"thread": 0.99, FORK: 1.9}, None, KEEPS),
        "does not hold",
        "On 3.14, two threads ran f(x) no faster than one (0.99×, 0.99–0.99): it holds the GIL for 98 % of its CPU "
        "time. Two processes: 1.90×.",
        id="it holds the GIL",
    ),
    pytest.param(
        partial(text, {"thread": 0.99, FORK: 1.9}),
        "does not hold",
        "On 3.14, two threads ran f(x) no faster than one (0.99×, 0.99–0.99). Two processes: 1.90×.",
        id="nobody knows who holds the GIL",
    ),
    pytest.param(
        partial(text, {"thread": 0.99, FORK: 1.9}, None, held(0.9, 0.6, 1.0)),
        "does not hold",
        "On 3.14, two threads ran f(x) no faster than one (0.99×, 0.99–0.99). Two processes: 1.90×.",
        id="its share is hardly known",
    ),
    pytest.param(
        partial(text, {"thread": 0.99, FORK: 1.9}, None, held(0.65, 0.62, 0.68)),
        "does not hold",
        "On 3.14, two threads ran f(x) no faster than one (0.99×, 0.99–0.99). Two processes: 1.90×.",
        id="its share alone does not explain it",
    ),
    pytest.param(
        partial(text, {"thread": 0.99, FORK: 1.9}, None, RELEASES),
        "does not hold",
        "On 3.14, two threads ran f(x) no faster than one (0.99×, 0.99–0.99), though it holds the GIL for only 2 % "
        "of its CPU time. Two processes: 1.90×.",
        id="it is not the GIL",
    ),
    pytest.param(
        partial(text, {"thread": 1.95, FORK: 1.9}, None, RELEASES),
        "holds",
        "On 3.14, two threads ran f(x) 1.95× as fast as one (1.95–1.95): it holds the GIL for only 2 % of its CPU "
        "time.",
        id="it lets the GIL go",
    ),
    pytest.param(
        partial(text, {"thread": 1.95, FORK: 1.9}, WAITS | {"thread/2": spent(0.1, 0.0005, workers=2)}, WAITED),
        "holds",
        "On 3.14, two threads ran f(x) 1.95× as fast as one (1.95–1.95): it waits for 100 % of its time.",
        id="it waits",
    ),
    pytest.param(
        partial(text, {"thread": 1.95, FORK: 1.9}, HALF, KEEPS),
        "holds",
        "On 3.14, two threads ran f(x) 1.95× as fast as one (1.95–1.95): it waits for 50 % of its time.",
        id="it waits half of the time",
    ),
    pytest.param(
        partial(text, {"thread": 1.95, FORK: 1.9}, HALF, RELEASES),
        "holds",
        "On 3.14, two threads ran f(x) 1.95× as fast as one (1.95–1.95): it holds the GIL for only 2 % of its CPU "
        "time.",
        id="it waits half of the time, and lets the GIL go",
    ),
    pytest.param(
        partial(text, {"thread": 1.95, FORK: 1.9}, HALF, name=FREE),
        "holds",
        "On 3.14t, two threads ran f(x) 1.95× as fast as one (1.95–1.95).",
        id="it waits half of the time, and there is no GIL",
    ),
    pytest.param(
        partial(text, {"thread": 1.0}, WAITS, WAITED),
        "does not hold",
        "On 3.14, two threads ran f(x) no faster than one (1.00×, 1.00–1.00), though it waits for 100 % of its time.",
        id="waits that do not overlap need no CPU to be seen",
    ),
    pytest.param(
        partial(text, {"thread": 1.0, FORK: 1.9}, HALF, KEEPS),
        "does not hold",
        "On 3.14, two threads ran f(x) no faster than one (1.00×, 1.00–1.00), though it waits for 50 % of its time. "
        "Two processes: 1.90×.",
        id="the GIL alone does not explain work that waits half of the time",
    ),
    pytest.param(
        partial(text, {"thread": 1.0}, ONE_CPU, KEEPS),
        "does not hold",
        "On 3.14, two threads ran f(x) no faster than one (1.00×, 1.00–1.00): it holds the GIL for 98 % of its CPU "
        "time.",
        id="it cannot be in processes, and holds the GIL",
    ),
    pytest.param(
        partial(text, {"thread": 1.9, FORK: 1.9}, name=FREE),
        "holds",
        "On 3.14t, two threads ran f(x) 1.90× as fast as one (1.90–1.90).",
        id="a gain without the GIL",
    ),
    pytest.param(
        partial(text, {"thread": 0.9, FORK: 1.9}, name=FREE),
        "does not hold",
        "Even without the GIL, on 3.14t, two threads ran f(x) no faster than one (0.90×, 0.90–0.90). Two "
        "processes: 1.90×.",
        id="none even without the GIL",
    ),
    pytest.param(
        partial(text, {"thread": 0.8, FORK: 1.0}, BUSY, KEEPS),
        "does not hold",
        "On 3.14, two threads would run f(x) no faster than one on an idle machine (at most 1.02×, 1.02–1.02). Two "
        "processes: 2.00×. This machine was busy: the time of the threads shows it, not the clock (0.80× as "
        "measured).",
        id="a busy machine",
    ),
    pytest.param(
        partial(text, {"thread": 0.8, FORK: 1.0}, BUSY, name=FREE),
        "holds",
        "On 3.14t, two threads would run f(x) up to 1.33× as fast as one on an idle machine (1.33–1.33). This "
        "machine was busy: the time of the threads shows it, not the clock (0.80× as measured).",
        id="a busy machine without the GIL",
    ),
    pytest.param(
        partial(text, {"thread": 1.0, FORK: 1.9}, ONE_CPU, KEEPS, world=World(noise=0.06, rounds=5)),
        "does not hold",
        "On 3.14, two threads ran f(x) no faster than one: they kept 0.95 CPUs busy (0.89–1.02). The time of the "
        "threads shows it, as the clock is too noisy here (1.00×). Two processes: 1.91×.",
        id="the CPUs tell",
    ),
]


@pytest.mark.parametrize(("found", "decided", "expected"), TEXTS)
def test_a_sentence_reads_as_a_reader_needs_it(found, decided, expected):
    assert found() == (decided, expected)
    assert max(len(each.split()) for each in re.split(r"(?<=[.!?]) (?=[A-Z])", expected)) <= LONGEST


@pytest.mark.parametrize(
    ("ratios", "seen", "share", "reason"),
    [
        pytest.param({"thread": 1.0, FORK: 1.0}, ONE_CPU, None, "undecided: this machine had no CPU", id="no headroom"),
        pytest.param(
            {"thread": 1.0, FORK: 1.0}, ONE_CPU, KEEPS, "undecided: this machine had no CPU", id="measured, no headroom"
        ),
        pytest.param({"thread": 1.0}, ONE_CPU, None, "undecided: f(x) was not measured in warm", id="no processes"),
        pytest.param({"thread": 1.0}, HALF, KEEPS, "undecided: f(x) was not measured in warm", id="it waits in part"),
        pytest.param(
            {"thread": 1.0}, ONE_CPU, held(0.96, 0.9, 1.0), "undecided: f(x) was not measured in warm", id="a gain left"
        ),
        pytest.param({FORK: 1.9}, None, KEEPS, "not measured: f(x) under Thread × 2 is not in this run", id="threads"),
    ],
)
def test_where_nothing_is_said_it_is_told_why(ratios, seen, share, reason):
    sentences, reasons = said(own_run(ratios, seen, share, world=EXACT))
    assert not sentences
    assert reasons[WITH_GIL].startswith(reason)


def test_an_interval_that_is_too_wide_decides_nothing():
    two_cpus = {"thread/2": spent(0.2, 0.12, workers=2)}
    sentences, reasons = said(own_run({"thread": 1.0, FORK: 1.9}, two_cpus, world=World(noise=0.1, rounds=3)))
    assert not sentences
    assert re.match(r"undecided: Thread × 2 on f\(x\) is 1\.\d+× \(.*\) after 3 rounds", reasons[WITH_GIL])


def test_a_gain_that_the_ledger_denies_is_none():
    one_cpu = {"thread/2": spent(0.133, 0.066, workers=2)}
    sentences, _ = said(own_run({"thread": 1.5, FORK: 1.9}, one_cpu, RELEASES, world=EXACT))
    assert (sentences[WITH_GIL].decided, sentences[WITH_GIL].evidence) == ("does not hold", "ledger")


@pytest.mark.parametrize(
    "world",
    [
        pytest.param({"troubles": {f"3.14/{CALL}/thread/2": {1: lost("failed", "exit code 1")}}}, id="failed"),
        pytest.param({"troubles": {f"3.14/{CALL}/serial/1": {1: lost("timed out", "no result")}}}, id="timed out"),
        pytest.param({"troubles": {f"3.14/{CALL}/thread/2": {1: lost("failed", "wrong result: 3")}}}, id="wrong"),
        pytest.param({"rounds": 2}, id="too few rounds"),
        pytest.param({"size": "small"}, id="a smoke test"),
    ],
)
def test_nothing_is_said_of_what_went_wrong(world):
    sentences, reasons = said(own_run({"thread": 1.9, FORK: 1.9}, world=replace(EXACT, **world)))
    assert not sentences
    assert reasons[WITH_GIL].startswith("not measured")


def test_work_that_waits_in_part_is_not_told_by_its_cpus():
    """Two threads of work that waits half of the time keep one CPU busy, and are twice as fast as one."""
    seen = HALF | {"thread/2": spent(0.2, 0.05, workers=2)}
    sentences, _ = said(own_run({"thread": 1.0, FORK: 1.9}, seen, world=World(noise=0.06, rounds=5)))
    assert not sentences


def test_a_gain_of_work_that_waits_a_little_is_measured_against_what_serial_code_used():
    """Threads that keep 1.04 CPUs busy are 1.08 times as fast as serial code that keeps 0.96 of one busy."""
    seen = {"serial/1": spent(0.2, 0.192), "thread/2": spent(0.187, 0.0972, workers=2)}
    sentences, _ = said(own_run({"thread": 1.07, FORK: 1.9}, seen, world=EXACT))
    assert sentences[WITH_GIL].decided == "holds"


def test_every_call_of_a_run_has_a_claim_and_other_work_has_none():
    calls = ("f(x)", "zlib.compress(data, 6)")
    evidence = collect(own_run({"thread": 1.9, FORK: 1.9}, calls=calls, world=EXACT))
    found = of_run(evidence)
    assert [(each.about, each.says) for each in found] == [(each, f"Threads speed up {each}.") for each in calls]
    assert not of_run(collect(own_run({"thread": 1.9}, calls=(), world=EXACT)))
    ids = {f"threads-speed-up:{each}" for each in calls}
    assert {each.id for each in EXPERIMENTS.claims_of(evidence)} - {each.id for each in EXPERIMENTS.claims} == ids


def test_a_call_that_could_run_nowhere_is_told_of_too():
    run = simulate({}, EXACT, skips={f"3.14/{CALL}/serial/1": "it lacks numpy"}, targets=(on(WITH_GIL),))
    assert said(run) == ({}, {WITH_GIL: "not measured: no trial has two workers or more"})


def test_a_twin_that_was_brought_along_is_not_spoken_of():
    run = own_run({"thread": 1.9, FORK: 1.9}, names=(FREE, "3.14t+gil"), world=EXACT)
    twin = replace(run.manifest.targets[1], twin_of=FREE)
    targets = (run.manifest.targets[0], twin)
    sentences, reasons = said(replace(run, manifest=replace(run.manifest, targets=targets)))
    assert set(sentences) == {FREE}
    assert not reasons


@pytest.mark.parametrize(
    ("ratios", "gains"),
    [
        pytest.param({"thread": 1.9, FORK: 1.9}, True, id="gains"),
        pytest.param({"thread": 0.9, FORK: 1.9}, False, id="does not"),
    ],
)
def test_advice_is_told_what_the_sentence_says(ratios, gains):
    run = own_run(ratios, world=EXACT)
    (found,) = told(collect(run), run.manifest.targets[0]).values()
    assert found.of(CALL) is gains


def test_a_call_called_like_a_class_is_not_taken_for_it():
    run = own_run({"thread": 1.9, FORK: 1.9}, calls=("waiting",), world=EXACT)
    evidence = collect(run)
    assert set(evidence.leads(run.manifest.targets[0])) == {"waiting()"}
    assert {each.about for each in of_run(evidence)} == {"waiting"}


def in_files(*places, **ratios):
    """Return a run of work in C that somebody has in a file of these names, given these places of workloads."""
    work = replace(call(), kind="cpu", code="c_releases_gil")
    here = on(WITH_GIL)
    here = replace(here, catalogue=replace(here.catalogue, workloads=[work]))
    run = own_run(ratios, world=EXACT)
    settings = {**run.manifest.settings, "workloads": places}
    return replace(run, manifest=replace(run.manifest, targets=(here,), settings=settings))


@pytest.mark.parametrize(
    ("places", "about"),
    [
        pytest.param(("/home/someone",), {CALL}, id="its folder"),
        pytest.param(("/home/someone/calls.py",), {CALL}, id="its file"),
        pytest.param(("/home/elsewhere",), set(), id="another folder"),
        pytest.param((), set(), id="none"),
    ],
)
def test_work_in_files_that_a_run_was_given_is_told_of_by_its_name(places, about):
    assert {each.about for each in of_run(collect(in_files(*places, thread=1.9)))} == about


def test_work_of_a_known_class_is_told_of_and_advised_alike():
    run = in_files("/home/someone", thread=1.9)
    sentences, _ = said(run)
    assert sentences[WITH_GIL].text == "On 3.14, two threads ran f(x) 1.90× as fast as one (1.90–1.90)."
    found = told(collect(run), run.manifest.targets[0])["C that releases the GIL"]
    assert (found.of(CALL), found.of("other work in C")) == (True, None)
