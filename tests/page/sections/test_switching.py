"""What a hand-over costs and what waiting does, said once for each interpreter."""

import random
from dataclasses import replace

import pytest
from tests.simulated import simulate, target

from gilbench import fmt
from gilbench.experiments.discovery import find
from gilbench.model import Estimate
from gilbench.page.material import gather
from gilbench.page.sections import switching
from gilbench.plan.asked import Asked
from gilbench.plan.make import make
from gilbench.run.fake import FakeRunner
from gilbench.settings import Settings
from gilbench.store.records import Record

TARGETS = (target("3.13"), target("3.14t"))


def measured(*names):
    """Return what a page is made of after a dry run of these experiments."""
    random.seed(1)
    experiments = find().only(set(names))
    planners = experiments.planners
    plan = make(Asked(Settings(experiments=("throughput", *names)), 2, (1, 2), {}), TARGETS, planners)
    runner = FakeRunner(calls=lambda trial: planners[trial.experiment].invented(trial))
    records = tuple(Record(each.id, 1, runner.run(each)) for each in plan.measured)
    return gather(replace(simulate({}, plan=plan, targets=TARGETS), records=records), experiments)


def told(material):
    section = switching.section(material)
    (entries,) = section.blocks
    return dict(entries.entries)


def figure(material, trial, name):
    return fmt.time(material.evidence.figures[trial][name].value)


def test_it_tells_what_a_hand_over_costs_and_what_a_neighbour_does():
    material = measured("handover", "latency")
    (handover,) = (each.trial.id for each in material.evidence.of("handover") if each.trial.target == "3.13")
    beside = "3.13/latency/1?service=thread&beside=computes&where="
    cost = figure(material, handover, "handover_cpu")
    share = fmt.share(max(0.0, material.evidence.figures[handover]["handover_share"].value))
    here, there = (figure(material, f"{beside}{where}", "latency_p50") for where in ("thread", "process"))
    assert told(material)["3.13"] == (
        f"A hand-over of the GIL costs {cost} of CPU time; {share} of the time is lost to it. "
        f"A thread that answers takes {here} beside one that computes, {there} if that is another process."
    )


def test_a_price_that_the_noise_hides_is_not_told():
    material = measured("handover")
    name = next(each for each in material.evidence.summaries if each.startswith("3.13/handover/2"))
    summary = material.evidence.summaries[name]
    hidden = replace(summary, figures={**summary.figures, "handover_cpu": Estimate(17e-6, -67e-6, 55e-6, 1)})
    evidence = replace(material.evidence, summaries={**material.evidence.summaries, name: hidden})
    assert "A hand-over of the GIL costs too little to see here; " in told(replace(material, evidence=evidence))["3.13"]


def test_without_a_gil_there_is_nothing_to_hand_over():
    assert told(measured("handover"))["3.14t"] == "There is no GIL to hand over."


@pytest.mark.parametrize(
    ("names", "words"),
    [
        pytest.param(("handover",), "A hand-over of the GIL costs", id="hand-overs"),
        pytest.param(("latency",), "A thread that answers takes", id="latencies"),
    ],
)
def test_it_tells_what_there_is(names, words):
    assert told(measured(*names))["3.13"].startswith(words)


def test_it_is_not_there_without_either():
    assert switching.section(measured("timeline")) is None


def test_nothing_is_told_of_a_trial_in_doubt():
    material = measured("handover")
    lost = {name: replace(each, state="failed") for name, each in material.evidence.summaries.items()}
    assert switching.section(replace(material, evidence=replace(material.evidence, summaries=lost))) is None
