"""Ranks and rules do not drift apart: what the rules of claims look up is ranked as deciding, in every experiment."""

import random
from dataclasses import asdict, replace

import pytest
from tests.experiments.test_contract import KNOWN
from tests.known import EXPERIMENTS, planned
from tests.simulated import World, simulate, target

from gilbench.analysis.claims import CannotSayError
from gilbench.experiments.held_share.records import Seen
from gilbench.inside.schema import WorkerTime
from gilbench.plan.asked import Asked
from gilbench.plan.make import make
from gilbench.plan.rank import Rank, ranks
from gilbench.run.fake import FakeRunner
from gilbench.settings import Settings
from gilbench.store.records import Record

HERE, FREE = target("3.13"), target("3.14t")
TWIN = replace(target("3.14t+gil"), twin_of="3.14t")
TARGETS = [HERE, FREE, TWIN]
ROUNDS = 6


def only_deciding(run, experiments):
    """Return the run as if nothing else had been planned."""
    plan = run.manifest.plan
    found = ranks(plan.trials, run.manifest.targets, experiments.planners.values(), run.manifest.usable_cpus)
    kept = tuple(each for each in plan.trials if found[each.id] == Rank.DECIDES)
    ids = {each.id for each in (*kept, *plan.copies)}
    less = replace(run.manifest, plan=replace(plan, trials=kept))
    return replace(run, manifest=less, records=tuple(each for each in run.records if each.trial in ids))


def said(run, experiments):
    """Return what every claim says of every target that it applies to, or why it cannot."""
    evidence = experiments.evidence(run)
    return {
        (claim.id, each.id): _said(claim, evidence, each)
        for claim in experiments.claims
        for each in run.manifest.subjects
        if claim.applies(each.facts)
    }


def _said(claim, evidence, where):
    try:
        return claim.rule(evidence, where).text
    except CannotSayError as reason:
        return str(reason)


def speedup(trial, threads, processes):
    """Return the true speed-up of a trial of throughput: of threads by the code of its work on its target."""
    if trial.strategy == "serial":
        return 1.0
    return processes if trial.start_method else threads.get((trial.workload, trial.target), threads["else"])


# By workload and target; else. Each world leads the rules down other ways.
LOSING = {(work, "3.13"): 0.8 for work in ("dict_read", "dict_shared")}
UNDER_THE_GIL = {("primes", "3.13"): 0.9, ("crc32_held", "3.13"): 1.0, **LOSING, "else": 1.9}
NOTHING_GAINS = {"else": 1.0}
QUIET = {"ready": 0.0, "running": 0.99}
BUSY = {"ready": 0.35, "running": 0.45}


WORLDS = pytest.mark.parametrize(
    ("threads", "processes", "ledger", "noise"),
    [
        pytest.param(UNDER_THE_GIL, 1.9, QUIET, 0.01, id="a textbook"),
        pytest.param(NOTHING_GAINS, 1.9, QUIET, 0.01, id="threads gain nothing anywhere"),
        pytest.param(NOTHING_GAINS, 1.0, QUIET, 0.01, id="no CPU to spare"),
        pytest.param(NOTHING_GAINS, 1.0, BUSY, 0.01, id="a busy machine"),
        pytest.param(UNDER_THE_GIL, 1.0, BUSY, 0.01, id="a busy machine where threads lose"),
        pytest.param(UNDER_THE_GIL, 1.1, BUSY, 0.06, id="a busy and noisy machine"),
    ],
)


def in_a_world(threads, processes, ledger, noise):
    """Return a run of what throughput plans by default, and the ids of its trials."""
    plan = planned(Settings(), TARGETS, 2)
    seconds, seen = {}, {}
    for each in plan.measured:
        name = each.id.replace(f"/{each.experiment}", "", 1)
        if each.experiment == "held_share":
            name += " (held_share)"
            seen[name] = asdict(Seen(0.97, 0.96, 0.98, 600, 582, 0.005))
        seconds[name] = 0.2 / (1.0 if each.experiment == "held_share" else speedup(each, threads, processes))
        if each.experiment == "throughput":
            busy = ledger if each.workers > 1 else QUIET
            one = WorkerTime(seconds[name], *(busy[part] * seconds[name] for part in ("running", "ready")), 10, 5, 2)
            seen[name] = {"workers": [one] * each.workers}
    world = World(rounds=ROUNDS, noise=noise, seen=seen)
    return simulate(seconds, world, targets=tuple(TARGETS)), {each.id for each in plan.trials}


@WORLDS
def test_throughput_says_the_same_of_nothing_but_what_decides(threads, processes, ledger, noise):
    run, ids = in_a_world(threads, processes, ledger, noise)
    assert {each.id for each in run.manifest.plan.trials} == ids
    found = said(run, EXPERIMENTS)
    assert said(only_deciding(run, EXPERIMENTS), EXPERIMENTS) == found


def invented(experiments):
    """Return a dry run of everything that these experiments want of the targets by default."""
    random.seed(1)
    planners = experiments.planners
    plan = make(Asked(Settings(), 2, (1, 2), {}), TARGETS, planners)
    runner = FakeRunner(calls=lambda trial: planners[trial.experiment].invented(trial))
    records = [Record(each.id, number, runner.run(each)) for number in range(1, ROUNDS + 1) for each in plan.measured]
    run = simulate({}, plan=plan, targets=tuple(TARGETS), invented=True)
    return replace(run, records=tuple(records))


@pytest.mark.parametrize("experiment", [each.name for each in KNOWN.known if each.planner and each.claims])
def test_the_claims_of_an_experiment_rest_on_nothing_but_what_decides(experiment):
    run = invented(KNOWN)
    claims = {claim.id for each in KNOWN.only({experiment}).known for claim in each.claims}
    found, less = (
        {key: text for key, text in said(each, KNOWN).items() if key[0] in claims}
        for each in (run, only_deciding(run, KNOWN))
    )
    assert found
    assert less == found
