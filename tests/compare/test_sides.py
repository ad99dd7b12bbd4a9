from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.compare.compared import BASE, FIVE, NEW, TWO, again, verdicts
from tests.known import EXPERIMENTS, between, collect, within
from tests.simulated import (
    WORKLOADS,
    World,
    free_threaded,
    lost,
    scenario,
    simulate,
    target,
    trial,
)

from gilbench.analysis.figures import Figure, Reduction
from gilbench.compare import sides
from gilbench.compare.sides import OTHER_SESSION
from gilbench.errors import NoBaselineError, UsageError
from gilbench.experiments.catalogue import Experiments
from gilbench.experiments.throughput.records import Seen
from gilbench.model import Estimate
from gilbench.plan.classes import C_KEEPS_GIL, FAMILY_ORDER, PURE_PYTHON, WAITING
from gilbench.plan.trial import Plan


def test_two_interpreters_of_a_run_are_compared_round_by_round():
    found = within(simulate(TWO, World(drift=0.5, noise=0.005)), None, FIVE)
    assert found.paired
    assert {(row.base, row.new) for row in found.rows} == {("3.13", "3.13t")}
    assert verdicts(found)["primes", "serial"] == "slower"
    assert verdicts(found)["primes", "thread"] == "faster"
    assert verdicts(found)["crc32_released", "thread"] == "same"
    assert found.warnings == ()


def test_any_target_of_a_run_can_be_the_base():
    run = simulate(TWO)
    one, other = within(run, None, FIVE), within(run, "3.13t", FIVE)
    assert {(row.base, row.new) for row in other.rows} == {("3.13t", "3.13")}
    assert [1 / row.ratio.value for row in reversed(other.rows)] == pytest.approx([row.ratio.value for row in one.rows])


def test_the_worst_row_stands_first():
    ratios = [row.ratio.value for row in within(simulate(TWO), None, FIVE).rows]
    assert ratios == sorted(ratios)


def test_a_target_that_the_run_does_not_have_is_no_base():
    with pytest.raises(UsageError, match=r"--base 3\.9: .* it has '3\.13', '3\.13t'"):
        within(simulate(TWO), "3.9", FIVE)


@pytest.mark.parametrize(
    ("spec", "base"),
    [
        pytest.param("3.13", "3.13", id="version"),
        pytest.param("3.13.5t", "3.13t", id="full version"),
        pytest.param("/home/someone/bin/python-3.13t", "3.13t", id="path"),
    ],
)
def test_the_base_is_named_as_interpreters_are(spec, base):
    assert {row.base for row in within(simulate(TWO), spec, FIVE).rows} == {base}


def test_one_interpreter_alone_has_no_baseline():
    with pytest.raises(NoBaselineError, match="name a second run"):
        within(simulate(BASE), None, FIVE)


def test_two_runs_are_compared_target_by_target_with_a_warning_about_drift():
    found = between({"before": simulate(BASE), "after": again()}, FIVE)
    assert not found.paired
    assert found.warnings[0] == OTHER_SESSION
    assert {(row.base, row.new) for row in found.rows} == {("before/3.13", "after/3.13")}
    assert {row.strategy: row.verdict for row in found.rows} == {
        "thread_pool": "slower",
        "serial": "same",
        "thread": "same",
    }
    assert found.rows[0].ratio.value == pytest.approx(1 / 1.25, rel=0.03)


def test_runs_with_different_numbers_of_rounds_can_be_compared():
    found = between({"a": simulate(BASE, World(rounds=4)), "b": simulate(NEW, World(rounds=9, seed=2))}, FIVE)
    assert {row.ratio.rounds for row in found.rows} == {4}


def test_every_further_run_is_compared_with_the_first():
    found = between({"a": simulate(BASE), "b": again(), "c": again(BASE)}, FIVE)
    assert {(row.base, row.new) for row in found.rows} == {("a/3.13", "b/3.13"), ("a/3.13", "c/3.13")}
    assert found.family == 6


@pytest.mark.parametrize(
    ("new", "told"),
    [
        pytest.param(again(machine={"CPU": "Another CPU"}), "another machine, CPU was 'A CPU'", id="CPU model"),
        pytest.param(again(machine={}), "another machine, CPU was 'A CPU' and is None", id="unknown CPU"),
        pytest.param(again(usable_cpus=4), "another machine, usable CPUs was 2 and is 4", id="usable CPUs"),
        pytest.param(again(scenario("3.14/primes", {"thread": 1})), "no trial in common", id="other target"),
        pytest.param(again(scenario("3.13/echo", {"thread": 1})), "no trial in common", id="other workload"),
        pytest.param(
            again({}, targets=(target("3.13"),), skips=dict.fromkeys(BASE, "not here")),
            "no trial in common",
            id="only skips",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(new, told):
    with pytest.raises(NoBaselineError, match=told) as refused:
        between({"a": simulate(BASE), "b": new}, FIVE)
    assert refused.value.exit_code == 4
    assert str(refused.value).startswith("'b' cannot be compared with 'a': ")


def with_other_version():
    infos = [replace(each, version=2) if each.name == "primes" else each for each in WORKLOADS]
    here = target("3.13")
    return again(targets=(replace(here, catalogue=replace(here.catalogue, workloads=infos)),))


def with_other_trials(**changes):
    return again(plan=Plan(tuple(trial(name, **changes) for name in NEW), (), ()))


@pytest.mark.parametrize(
    ("new", "told"),
    [
        pytest.param(with_other_version(), "version of 'primes' was 1 and is 2", id="version"),
        pytest.param(with_other_trials(size="small"), "--size of 'primes' was 'full' and is 'small'", id="size"),
        pytest.param(with_other_trials(items=8), "items of 'primes' on '3.13' were 4 and are 8; .* 'a'", id="items"),
    ],
)
def test_other_work_is_refused(new, told):
    with pytest.raises(NoBaselineError, match=told):
        between({"a": simulate(BASE), "b": new}, FIVE)


def test_two_runs_in_which_nothing_went_well_twice_are_refused():
    troubles = {name: {1: lost("failed", "boom")} for name in NEW}
    with pytest.raises(NoBaselineError, match="no trial went well in both"):
        between({"a": simulate(BASE), "b": simulate(NEW, World(troubles=troubles))}, FIVE)


def test_targets_of_a_run_in_which_nothing_went_well_twice_are_refused():
    troubles = {name: {1: lost("failed", "boom")} for name in TWO if name.startswith("3.13t")}
    with pytest.raises(NoBaselineError, match="no trial went well on both sides"):
        within(simulate(TWO, World(troubles=troubles)), None, FIVE)


def test_a_trial_that_failed_on_one_side_is_named_and_not_compared():
    troubles = {"3.13/primes/thread/2": {2: lost("failed", "boom")}}
    found = between({"a": simulate(BASE), "b": simulate(NEW, World(troubles=troubles))}, FIVE)
    assert "thread" not in {row.strategy for row in found.rows}
    assert found.one_sided == ("primes, Thread, 2 workers: only a/3.13 has a result; b/3.13: failed, boom",)


@pytest.mark.parametrize("side", ["a", "b"])
def test_a_trial_in_doubt_decides_nothing_and_is_in_no_mean(side):
    doubtful = World(seed=3, seen={"3.13/primes/thread_pool/2": {"overlap": 0.1}})
    runs = {name: simulate(times, doubtful if name == side else World()) for name, times in (("a", BASE), ("b", NEW))}
    found = between(runs, FIVE)
    assert verdicts(found)["primes", "thread_pool"] == "undecided"
    assert found.family == 2
    assert [(mean.family, mean.rows) for mean in found.means] == [("serial", 1), ("threads", 1)]
    assert found.warnings[-1] == "in doubt, and therefore undecided: 1 of the rows (workers hardly overlapped)"


def test_means_stay_within_a_class_a_family_and_two_sides():
    run = simulate(TWO | free_threaded("3.14t"), World(noise=0.001))
    found = within(run, None, FIVE).means
    keys = [(mean.new, mean.workload_class, mean.family) for mean in found]
    assert keys[:4] == [
        ("3.13t", PURE_PYTHON, "serial"),
        ("3.13t", PURE_PYTHON, "threads"),
        ("3.13t", PURE_PYTHON, "processes"),
        ("3.13t", C_KEEPS_GIL, "serial"),
    ]
    assert len(set(keys)) == len(keys)
    serial, threads, processes = (mean.ratio.value for mean in found[:3])
    assert (serial, threads, processes) == pytest.approx((1 / 1.1, 1.9 / 0.9 / 1.1, 1 / 1.1), rel=0.01)


def test_a_mean_is_over_every_strategy_of_its_family():
    found = between({"a": simulate(BASE, World(noise=0.001)), "b": again()}, FIVE).means
    assert [(mean.family, mean.rows) for mean in found] == [("serial", 1), ("threads", 2)]
    assert found[1].ratio.value == pytest.approx((1 / 1.25) ** 0.5, rel=0.03)


def test_families_stand_in_the_order_of_every_report():
    ways = ("asyncio", "interpreter_executor", "process_executor[fork]", "thread")
    run = scenario("3.13/echo", dict.fromkeys(ways, 1.0)) | scenario("3.14/echo", dict.fromkeys(ways, 1.0))
    assert [mean.family for mean in within(simulate(run), None, FIVE).means] == list(FAMILY_ORDER)


def test_what_has_no_strategy_has_a_mean_without_a_family():
    run = simulate({"3.13/primes/serial/1": 0.2, "3.14/primes/serial/1": 0.1})
    plain = {each.id: replace(each, strategy=None, workers=0) for each in run.manifest.plan.trials}
    plan = replace(run.manifest.plan, trials=tuple(plain.values()))
    records = tuple(replace(each, trial=plain[each.trial].id) for each in run.records)
    (mean,) = within(replace(run, manifest=replace(run.manifest, plan=plan), records=records), None, FIVE).means
    assert (mean.workload_class, mean.family) == (PURE_PYTHON, "")


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        pytest.param({"invented": True}, "invented timings: run b is a dry run", id="dry run"),
        pytest.param({"finished": False}, "run b was interrupted", id="interrupted"),
    ],
)
def test_what_a_reader_must_know_about_a_run_is_a_warning(manifest, told):
    found = between({"a": simulate(BASE), "b": again(**manifest)}, FIVE)
    assert found.warnings[1].startswith(told)


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        pytest.param({"gilbench": "0.2.0"}, "b was measured by gilbench '0.2.0', not '0.1.0'", id="gilbench"),
        pytest.param(
            {"targets": (target("3.13", executable_sha256="1" * 64),)},
            "'3.13' is another build in b than in a",
            id="build",
        ),
        pytest.param(
            {"targets": (target("3.13", executable_sha256="1" * 64, version="3.13.9"),)},
            "'3.13' is another build in b than in a, '3.13.9' instead of '3.13.5'",
            id="version",
        ),
    ],
)
def test_what_changed_between_two_runs_is_a_warning(manifest, told):
    assert between({"a": simulate(BASE), "b": again(**manifest)}, FIVE).warnings == (OTHER_SESSION, told)


def test_a_row_says_which_trial_on_which_target_it_is_about():
    rows = between({"a": simulate(BASE), "b": again()}, FIVE).rows
    assert {(row.trial, row.target) for row in rows} == {
        (f"throughput/primes/{way}", "3.13") for way in ("serial/1", "thread/2", "thread_pool/2")
    }


def test_a_copy_of_the_base_is_told_from_another_run():
    run = simulate(BASE)
    copy = replace(run, folder=Path("/elsewhere"))
    assert between({"main": run, "again": copy}, FIVE).warnings == (OTHER_SESSION, "again is the same run as main")


def test_means_of_different_experiments_are_kept_apart():
    run = simulate(TWO, World(noise=0.001))
    plan = run.manifest.plan
    other = {each.id: replace(each, experiment="startup") for each in plan.trials if each.workload == "primes"}
    trials = tuple(other.get(each.id, each) for each in plan.trials)
    records = tuple(replace(each, trial=other[each.trial].id) if each.trial in other else each for each in run.records)
    manifest = replace(run.manifest, plan=replace(plan, trials=trials))
    both = Experiments(EXPERIMENTS.known)
    both.__dict__["reductions"] = {**EXPERIMENTS.reductions, "startup": EXPERIMENTS.reductions["throughput"]}
    means = sides.within(replace(run, manifest=manifest, records=records), None, FIVE, both).means
    assert list(dict.fromkeys((mean.experiment, mean.workload_class) for mean in means)) == [
        ("startup", PURE_PYTHON),
        ("throughput", "C that keeps the GIL"),
        ("throughput", "C that releases the GIL"),
        ("throughput", WAITING),
    ]


def test_what_compares_nothing_is_no_row_and_undecides_nothing():
    held = {f"{target}/primes/serial/1 (held_share)": 0.2 for target in ("3.13", "3.14")}
    share = {"share": 1.0, "low": 0.9, "high": 1.0, "samples": 9, "waits": 9, "longest_stall": 0.0}
    seen = dict.fromkeys(held, share)
    run = simulate(TWO | held, World(noise=0.001, seen=seen))
    assert any(each.trial.experiment == "held_share" for each in collect(run).summaries.values())
    assert {row.experiment for row in within(run, None, FIVE).rows} == {"throughput"}


@pytest.mark.parametrize(("better", "verdict"), [("less", "faster"), ("more", "slower")])
def test_above_one_is_better_whichever_way_a_figure_points(better, verdict):
    module = SimpleNamespace(
        FIGURES=(Figure("figure", "s", better, ""),),
        COMPARED="figure",
        reduce=lambda _, rounds: {"figure": Estimate(next(iter(rounds.values()))[0].seconds, None, None, 1)},
    )
    pointing = Experiments(EXPERIMENTS.known)
    pointing.__dict__["reductions"] = {"throughput": Reduction(module, Seen)}
    run = simulate({"3.13/primes/serial/1": 0.2, "3.14/primes/serial/1": 0.1}, World(noise=0.001))
    (row,) = sides.within(run, None, FIVE, pointing).rows
    assert row.verdict == verdict


def test_a_speedup_that_cannot_be_leaves_times_comparable():
    before, after = (simulate(scenario("3.13/primes", {"thread": each}), World(noise=0.001)) for each in (2.6, 3.9))
    found = between({"before": before, "after": after}, FIVE)
    assert verdicts(found)["primes", "thread"] == "faster"
    assert [row.doubts for row in found.rows] == [(), ()]
