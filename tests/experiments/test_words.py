"""Every sentence can be read at a glance: it is short, has its interval once, and uses nobody's internal names."""

import re

from hypothesis import HealthCheck, given, settings
from tests.experiments.test_contract import KNOWN
from tests.experiments.test_ranks import WORLDS, in_a_world, invented
from tests.experiments.throughput.section.test_advice_agrees import runs
from tests.known import EXPERIMENTS
from tests.simulated import World, scenario, simulate

from gilbench.analysis.verdict import verdict

LONGEST, LONGEST_TEXT = 25, 45  # words of a sentence, and of all that is said at once
INTERNAL = ("95 % interval", "target", "by the wall", "at work", "workload", "strategy", "claim")
AN_INTERVAL = re.compile(r"[\d.,]+(?:–| to )[-+]?[\d.,]+")
OF_THEIR_OWN = {"safety", "sharing", "logging_price"}  # experiments whose sentences follow rules of their own


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
    spoken = KNOWN.only({each.name for each in KNOWN.known} - OF_THEIR_OWN)
    sentences = require_all_legible(invented(KNOWN), spoken)
    assert len({each.claim for each in sentences}) > len(spoken.claims) // 2


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


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(runs())
def test_throughput_speaks_legibly_whatever_was_measured(run):
    require_all_legible(run, EXPERIMENTS)
