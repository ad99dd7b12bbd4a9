"""Which trials of startup a run has."""

from dataclasses import replace

import pytest
from tests.experiments.startup import made

from gilbench.experiments.contract import Planned
from gilbench.experiments.startup import plan
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.trial import Skip, Trial
from gilbench.settings import Settings

PRICES = Prices(start=0.35, calls=1, item=0.05)
METHODS = ("fork", "forkserver", "spawn")
EVERYWHERE = (
    made.strategy("serial", "serial"),
    made.strategy("raw_thread", "threads"),
    made.strategy("thread_executor", "threads"),
    made.strategy("interpreter_executor", "interpreters"),
    *(made.strategy(f"process_pool[{method}]") for method in METHODS),
    *(made.strategy(f"process_executor[{method}]") for method in METHODS),
)
CORE = {
    "thread_executor",
    "interpreter_executor",
    "process_pool[default]",
    "process_executor[default]",
    *(f"process_executor[{method}]" for method in METHODS),
}
WHOLE = CORE | {"serial", "raw_thread", *(f"process_pool[{method}]" for method in METHODS)}


def on(*strategies, **facts):
    target = made.interpreter("3.13", **facts)
    return replace(target, catalogue=replace(target.catalogue, strategies=list(strategies or EVERYWHERE)))


def wanted(target=None, workers=(1, 2), usable_cpus=2, **settings):
    return list(plan.wanted(Asked(Settings(**settings), usable_cpus, workers, {}), target or on()))


def test_variants_of_pools_have_workers_as_the_pools_do_and_are_no_ways():
    variant = replace(made.strategy("process_pool[fork]"), name="tuned", variant_of="process_pool")
    asked = {"strategies": ("*",), "experiments": ("startup",)}
    assert wanted(on(*EVERYWHERE, variant), **asked) == wanted(**asked)


def labels(answers, kind):
    return {(each if kind is Trial else each.trial).strategy_label for each in answers if isinstance(each, kind)}


@pytest.mark.parametrize(
    ("settings", "measured"),
    [
        pytest.param({}, CORE, id="beside others the core"),
        pytest.param({"suite": "full"}, WHOLE, id="the full suite"),
        pytest.param({"experiments": ("startup",)}, WHOLE, id="asked for by itself"),
        pytest.param({"experiments": ("startup", "throughput")}, CORE, id="asked for with another"),
        pytest.param({"strategies": ("*[spawn]",)}, {"process_pool[spawn]", "process_executor[spawn]"}, id="a glob"),
        pytest.param({"strategies": ("raw_thread", "serial")}, {"raw_thread", "serial"}, id="outside of the core"),
        pytest.param({"strategies": ("process_pool[default]",)}, {"process_pool[default]"}, id="the default by name"),
        pytest.param({"globs": ("primes",)}, set(), id="workloads, of which it has none"),
        pytest.param({"globs": ("primes",), "experiments": ("startup",)}, WHOLE, id="workloads, but for itself"),
    ],
)
def test_what_is_measured_follows_from_what_was_asked_for(settings, measured):
    assert labels(wanted(**settings), Trial) == measured


def test_what_the_core_leaves_out_is_told_and_nothing_where_all_was_asked_for():
    assert labels(wanted(), LeftOut) == WHOLE - CORE
    assert labels(wanted(suite="full"), LeftOut) == set()
    assert labels(wanted(strategies=("raw_thread",)), LeftOut) == set()


@pytest.mark.parametrize("method", METHODS)
def test_the_default_start_method_stands_once_more_under_its_own_label(method):
    answers = wanted(on(default_start_method=method), suite="full")
    assert labels(answers, Trial) == WHOLE
    assert len(answers) == len(WHOLE)


def test_a_start_method_that_an_interpreter_lacks_is_not_planned_on_it():
    fewer = [each for each in EVERYWHERE if each.start_method in {None, "spawn"}]
    found = labels(wanted(on(*fewer, default_start_method="spawn"), suite="full"), Trial)
    assert {label for label in found if label.startswith("process_")} == {
        f"{name}[{method}]" for name in ("process_pool", "process_executor") for method in ("spawn", "default")
    }


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        pytest.param({}, Skip, id="in the core"),
        pytest.param({"suite": "full"}, Skip, id="in the full suite"),
        pytest.param({"strategies": ("thread_executor",)}, None, id="not where it was not asked for"),
    ],
)
def test_what_an_interpreter_cannot_do_is_skipped_with_the_reason(settings, kind):
    missing = made.strategy("interpreter_executor", "interpreters", missing="no InterpreterPoolExecutor")
    others = [each for each in EVERYWHERE if each.name != missing.name]
    found = [
        each
        for each in wanted(on(*others, missing), **settings)
        if "interpreter_executor" in (each if isinstance(each, Trial) else each.trial).id
    ]
    assert [type(each) for each in found] == ([kind] if kind else [])
    assert all(each.reason == "no InterpreterPoolExecutor" for each in found)


def test_what_is_left_out_keeps_why_it_could_not_be_measured():
    missing = made.strategy("raw_thread", "threads", missing="no threads here")
    (left_out,) = [each for each in wanted(on(missing)) if isinstance(each, LeftOut)]
    assert left_out.impossible == "no threads here"


def test_what_was_not_tried_is_left_out_of_the_core():
    untried = made.strategy("process_executor[spawn]", tried=False)
    assert labels(wanted(on(untried)), LeftOut) == {"process_executor[spawn]"}
    assert all(any(label.startswith(glob) for glob in plan.TRIES) for label in CORE if "process" in label)


@pytest.mark.parametrize(
    ("workers", "usable_cpus", "core", "whole"),
    [
        pytest.param((1, 2), 2, {2}, {2}, id="two CPUs"),
        pytest.param((1, 2, 4, 8), 4, {4}, {2, 4, 8}, id="the core has what the CPUs can serve"),
        pytest.param((1,), 2, {1}, {1}, id="one worker, if nothing else was asked for"),
    ],
)
def test_numbers_of_workers(workers, usable_cpus, core, whole):
    for settings, expected in (({}, core), ({"suite": "full"}, whole)):
        trials = [each for each in wanted(None, workers, usable_cpus, **settings) if isinstance(each, Trial)]
        assert {each.workers for each in trials if each.strategy == "thread_executor"} == expected


def test_serial_code_is_the_floor_with_one_worker():
    trials = [each for each in wanted(None, (1, 2, 4), suite="full") if isinstance(each, Trial)]
    assert [each.workers for each in trials if each.strategy == "serial"] == [1]


def test_a_trial_has_no_workload_and_a_task_for_each_worker():
    (trial,) = wanted(strategies=("thread_executor",))
    assert (trial.workload, trial.items, trial.name) == (None, 2, "startup/thread_executor/2")


@pytest.mark.parametrize(
    ("settings", "rounds"),
    [
        pytest.param({}, "once", id="beside others"),
        pytest.param({"experiments": ("startup", "throughput")}, "once", id="with another"),
        pytest.param({"experiments": ("startup",)}, "every", id="by itself"),
        pytest.param({"suite": "full"}, "every", id="the full suite"),
    ],
)
def test_rounds(settings, rounds):
    assert Planned(plan).rounds(Settings(**settings)) == rounds


def test_starting_anew_costs_more_time_than_forking():
    fork, forkserver, spawn = (
        plan.seconds(made.trial(f"3.13/process_executor[{method}]/2"), PRICES) for method in METHODS
    )
    assert 0 < fork < forkserver < spawn


@pytest.mark.parametrize("label", sorted(WHOLE))
def test_what_is_invented_is_in_the_order_that_it_would_have(label):
    call = plan.invented(made.trial(f"3.13/{label}/2"))
    seen = call.seen
    assert call.seconds > 0
    assert seen.workers == 2
    assert seen.start_method == ("fork" if "default" in label else made.trial(f"3.13/{label}/2").start_method)
    assert all(warm < cold < seen.first_start for warm, cold in zip(seen.warm, seen.cold, strict=True))
