"""Advice never contradicts a sentence of the verdict, whatever was measured."""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.known import collect, verdict
from tests.simulated import World, scenario, simulate

from gilbench.experiments.held_share.records import Seen
from gilbench.experiments.throughput.analysis.decisions import decisions
from gilbench.experiments.throughput.claims.told import told
from gilbench.inside.schema import WorkerTime

PYTHON, KEEPS, RELEASES, WAITING = (
    "pure-Python CPU",
    "C that keeps the GIL",
    "C that releases the GIL",
    "waiting",
)
# What a sentence says of threads and a class: the words that it begins with, and whether threads gain.
SAYINGS = (
    (r"On \S+, two threads ran pure Python [\d.]+× as fast as one", {PYTHON: True}),
    (r"On \S+, two threads (ran|would run) pure Python no faster than one", {PYTHON: False}),
    (r"Without the GIL, on \S+, two threads (ran|would run) pure Python (up to )?[\d.]+× as fast", {PYTHON: True}),
    (r"Even without the GIL, on \S+, two threads ran pure Python no faster than one", {PYTHON: False}),
    (r"On \S+, blocking calls in two threads (took|ran)", {WAITING: True}),
    (r"On \S+, blocking calls did not overlap in two threads", {WAITING: False}),
    (r"On \S+, C code ran faster in two threads where it released", {RELEASES: True, KEEPS: False}),
    (r"On \S+, C code ran no faster in two threads where it released", {RELEASES: False}),
    (r"On \S+, C code ran faster in two threads whether", {RELEASES: True, KEEPS: True}),
)
IN_THREADS = ("Thread", "_thread", "ThreadPool", "ThreadPoolExecutor", "asyncio.to_thread")
WORKLOADS = ("wordcount", "crc32_released", "crc32_held", "sha256", "echo", "sleep")
ALWAYS, SOMETIMES = ("thread", "process_executor[fork]"), ("thread_executor", "process_executor[spawn]")

ratios = st.sampled_from((0.5, 0.9, 0.98, 1.0, 1.03, 1.07, 1.2, 1.9))
shares = st.sampled_from((0.0, 0.0, 0.05, 0.5))


@st.composite
def runs(draw):
    """Draw a run of two targets: gains, noise, rounds, ledgers of quiet and busy machines, and trials in doubt."""
    seconds, seen = {}, {}
    for target in ("3.13", "3.13t"):
        for work in ("primes", *draw(st.sets(st.sampled_from(WORKLOADS), max_size=4))):
            name = f"{target}/{work}"
            labels = [*ALWAYS, *draw(st.sets(st.sampled_from(SOMETIMES)))]
            seconds |= scenario(name, {label: draw(ratios) for label in labels})
            seen[f"{name}/serial/1"] = {"workers": [WorkerTime(0.2, 0.2, 0.0, 10, 5)]}
            for label in labels:
                seen[f"{name}/{label}/2"] = draw(what_was_seen())
    held = draw(st.sampled_from((None, 0.5, 0.9, 1.0)))
    if held is not None and "3.13/primes/serial/1" in seconds:
        seconds["3.13/primes/serial/1 (held_share)"] = 0.2
        seen["3.13/primes/serial/1 (held_share)"] = vars(Seen(held, held - 0.02, held, 1000, 900, 0.006))
    world = World(
        rounds=draw(st.sampled_from((2, 3, 6, 6, 12))),
        noise=draw(st.sampled_from((0.0, 0.002, 0.03, 0.06, 0.15))),
        seed=draw(st.integers(0, 10_000)),
        seen=seen,
    )
    return simulate(seconds, world)


@st.composite
def what_was_seen(draw):
    """Draw the ledger of two workers, who ran, waited for a CPU or were blocked, and sometimes hardly overlapped."""
    ready, blocked = draw(shares), draw(shares)
    worker = WorkerTime(0.1 + 0.2 * (ready + blocked), 0.1, 0.2 * ready, 10, 5)
    return {"workers": [worker] * 2, "overlap": draw(st.sampled_from((*[1.0] * 9, 0.1)))}


def of_threads(sentences):
    """Yield what sentences say of threads: the target, the class, and whether they gain."""
    for sentence in sentences:
        for begins, says in SAYINGS:
            if re.match(begins, sentence.text):
                yield from ((sentence.target, name, gains) for name, gains in says.items())


seen_so_far: Counter[bool] = Counter()


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(runs())
def check(run):
    evidence = collect(run)
    advice = {
        (each.target, each.workload_class): each
        for target in run.manifest.targets
        for each in decisions(evidence, target, told(evidence, target))
    }
    sentences, _ = verdict(evidence)
    for target, name, gains in of_threads(sentences):
        row = advice.get((target, name))
        if row is None:
            continue
        seen_so_far[gains] += 1
        if gains:
            assert row.answer != "serial", row
        else:
            assert row.answer == "serial" or row.strategy not in IN_THREADS, row
    for row in advice.values():
        assert row.answer != "serial" or row.because[0].startswith("a gain is ruled out"), row


@pytest.mark.slow
def test_advice_never_contradicts_the_verdict():
    check()
    assert min(seen_so_far[True], seen_so_far[False]) > 10, "too few sentences were drawn to tell"
