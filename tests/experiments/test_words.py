"""Every sentence can be read at a glance: it is short, has its interval once, and uses nobody's internal names."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from tests.experiments.fairness import made as fairness
from tests.experiments.handover import made as handover
from tests.experiments.latency import made as latency
from tests.experiments.pauses import made as pauses
from tests.experiments.release import made as release
from tests.experiments.test_contract import KNOWN
from tests.experiments.test_ranks import WORLDS, in_a_world, invented
from tests.experiments.throughput.section.test_advice_agrees import runs
from tests.known import EXPERIMENTS
from tests.simulated import World, scenario, simulate

from gilbench.analysis.verdict import verdict
from gilbench.experiments.latency.trials import COMPUTES_ELSEWHERE, COMPUTES_HERE

LONGEST, LONGEST_TEXT = 25, 45  # words of a sentence, and of all that is said at once
INTERNAL = ("95 % interval", "target", "by the wall", "at work", "workload", "strategy", "claim")
AN_INTERVAL = re.compile(r"[\d.,]+(?:–| to )[-+]?[\d.,]+|at most [\d.,]+ of a million")


def require_legible(sentence):
    for one in re.split(r"(?<=\.) ", sentence.text):
        assert len(one.split()) <= LONGEST, one
    assert len(sentence.text.split()) <= LONGEST_TEXT, sentence.text
    assert sentence.text.endswith(".")
    assert not [words for words in INTERNAL if words in sentence.text.lower()], sentence.text
    assert len(AN_INTERVAL.findall(sentence.text)) == (sentence.low is not None), sentence.text


def require_all_legible(run, experiments):
    sentences, _ = verdict(experiments.evidence(run), experiments.claims)
    for each in sentences:
        require_legible(each)
    return sentences


def test_every_experiment_speaks_legibly():
    sentences = require_all_legible(invented(KNOWN), KNOWN)
    assert len({each.claim for each in sentences}) > len(KNOWN.claims) // 2


@WORLDS
def test_throughput_speaks_legibly_in_every_world(threads, processes, ledger, noise):
    run, _ = in_a_world(threads, processes, ledger, noise)
    require_all_legible(run, EXPERIMENTS)


def test_members_that_differ_and_more_threads_than_cpus_make_no_sentence_long():
    seconds = {}
    for name in ("3.13", "3.13t"):
        for work in ("primes", "crc32_released", "crc32_held", "echo", "dict_read", "dict_shared"):
            ratios = {"thread": 0.7, "process_executor[fork]": 1.9}
            seconds |= scenario(f"{name}/{work}", ratios, workers=8)
        for work in ("wordcount", "sha256", "sleep"):
            seconds |= scenario(f"{name}/{work}", {"thread": 1.8}, workers=8)
    sentences = require_all_legible(simulate(seconds, World(noise=0.002)), EXPERIMENTS)
    of_some = [each for each in sentences if "only some" in each.text or "alone" in each.text]
    assert {each.id for each in of_some} == {
        "threads-pure-python:3.13",
        "free-threading:3.13t",
        "c-scales-iff-released:3.13",
        "blocking-overlaps:3.13",
        "blocking-overlaps:3.13t",
    }


AT_LENGTH = {
    "threads lose less than nothing, in CPU time": (
        handover,
        {"3.13/2/short": [handover.outcome(handover.seen([-1.0, 0.5, -2.0, 0.2, -1.5, 0.4], cpu=5e-6, busy=1.5))]},
        {"switching-slower:3.13"},
    ),
    "everything holds threads up": (
        pauses,
        {**pauses.FREE, "3.13t/computes": pauses.seen(0.3), "3.13t/imports": pauses.collecting(0.9, 0.9)},
        {"nobody-held-up:3.13t"},
    ),
    "many threads on few CPUs": (
        fairness,
        {"3.13/128": [fairness.outcome(0.3)] * 3},
        {"threads-beyond-cpus:3.13"},
    ),
    "short calls lose, and calls wait": (
        release,
        {**release.curve("3.13", {0.5: 0.7, 2.0: 0.8, 5.0: 1.0}), **release.waiting("3.13")},
        {"3.13"},
    ),
    "an answer comes sooner beside a thread": (
        latency,
        {
            ("3.13", COMPUTES_HERE): [latency.seen(latency.spread(0.0001, 0.9))],
            ("3.13", COMPUTES_ELSEWHERE): [latency.seen(latency.spread(0.0002, 0.9))],
        },
        {"waits-an-interval:3.13"},
    ),
}


@pytest.mark.parametrize(("made", "trials", "said"), AT_LENGTH.values(), ids=AT_LENGTH)
def test_what_takes_the_most_words_is_still_legible(made, trials, said):
    sentences, _ = made.decided(trials)
    assert said <= set(sentences)
    for each in sentences.values():
        require_legible(each)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(runs())
def test_throughput_speaks_legibly_whatever_was_measured(run):
    require_all_legible(run, EXPERIMENTS)
