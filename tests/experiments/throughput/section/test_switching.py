"""What a hand-over costs and what waiting does, a row for each in the table of what threads do."""

import random
from dataclasses import replace

import pytest
from tests.simulated import simulate, target

from gilbench import fmt
from gilbench.experiments.discovery import find
from gilbench.experiments.throughput.section import switching
from gilbench.model import Estimate
from gilbench.model.blocks import Cell
from gilbench.page.material import gather
from gilbench.plan.asked import Asked
from gilbench.plan.make import make
from gilbench.run.fake import FakeRunner
from gilbench.settings import Settings
from gilbench.store.records import Record

HANDOVER, ANSWER = "one hand-over of the GIL", "an answer beside a thread that computes"
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


def rows(material):
    found = switching.rows(material.evidence, material.run.manifest.subjects)
    return {name: dict(zip(("3.13", "3.14t"), cells, strict=True)) for name, *cells in found}


def figure(material, trial, name):
    return fmt.time(material.evidence.figures[trial][name].value)


def test_it_tells_what_a_hand_over_costs_and_what_a_neighbour_does():
    material = measured("handover", "latency")
    (handover,) = (each.trial.id for each in material.evidence.of("handover") if each.trial.target == "3.13")
    beside = "3.13/latency/1?service=thread&beside=computes&where="
    share = fmt.share(max(0.0, material.evidence.figures[handover]["handover_share"].value))
    here, there = (figure(material, f"{beside}{where}", "latency_p50") for where in ("thread", "process"))
    found = rows(material)
    cost = f"{figure(material, handover, 'handover_cpu')} of CPU time"
    assert found[HANDOVER]["3.13"] == Cell(cost, (f"{share} of the time is lost to it",), to="handover")
    assert found[ANSWER]["3.13"] == Cell(f"after {here}", (f"{there} beside another process",), to="latency")


def test_a_price_that_the_noise_hides_is_not_told():
    material = measured("handover")
    name = next(each for each in material.evidence.summaries if each.startswith("3.13/handover/2"))
    summary = material.evidence.summaries[name]
    hidden = replace(summary, figures={**summary.figures, "handover_cpu": Estimate(17e-6, -67e-6, 55e-6, 1)})
    evidence = replace(material.evidence, summaries={**material.evidence.summaries, name: hidden})
    assert rows(replace(material, evidence=evidence))[HANDOVER]["3.13"].text == "too little to see here"


def test_without_a_gil_there_is_nothing_to_hand_over():
    assert rows(measured("handover"))[HANDOVER]["3.14t"] == "no GIL"


@pytest.mark.parametrize(
    ("name", "row"),
    [pytest.param("handover", HANDOVER, id="hand-overs"), pytest.param("latency", ANSWER, id="latencies")],
)
def test_it_tells_what_there_is(name, row):
    assert list(rows(measured(name))) == [row]


def test_it_tells_nothing_without_either():
    assert rows(measured("timeline")) == {}


def test_nothing_is_told_of_a_trial_that_went_wrong():
    material = measured("handover")
    lost = {name: replace(each, state="failed") for name, each in material.evidence.summaries.items()}
    assert rows(replace(material, evidence=replace(material.evidence, summaries=lost))) == {}
