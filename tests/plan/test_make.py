import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.known import planned
from tests.simulated import STRATEGIES, WORKLOADS, target, workload

from gilbench.errors import NothingToRunError, UsageError
from gilbench.inside.schema import Catalogue, ExperimentInfo
from gilbench.plan import amounts
from gilbench.plan.asked import Asked
from gilbench.plan.make import make
from gilbench.plan.trial import Trial
from gilbench.settings import Settings

HERE = target("3.13")


def names(trials):
    return {trial.name.removeprefix("throughput/") for trial in trials}


def with_catalogue(workloads=WORKLOADS, strategies=STRATEGIES):
    return replace(HERE, catalogue=Catalogue(list(workloads), list(strategies), []))


def test_the_core_holds_what_the_claims_read():
    made = names(planned(Settings(), [HERE], 2).trials)
    assert {"crc32_held/serial/1", "crc32_held/thread/2", "crc32_released/thread/2"} <= made
    assert {"primes/serial/1", "primes/thread/2", "primes/process_executor[fork]/2", "primes/raw_thread/2"} <= made
    assert {"echo/asyncio/2", "echo/thread/2", "pages/thread/2", "dict_shared/thread/2"} <= made


def test_the_core_leaves_out_what_decides_no_sentence_and_lists_it():
    made = planned(Settings(), [HERE], 2)
    assert "sha256/thread/2" in names(made.left_out)
    assert not names(made.left_out) & names(made.trials)


def test_the_core_is_about_the_largest_count_with_a_cpu_for_every_worker():
    made = names(planned(Settings(workers=(1, 2, 4)), [HERE], 2).trials)
    assert "crc32_held/thread/2" in made
    assert not any(name.endswith("/4") for name in made if not name.startswith(("primes/thread/", "echo/thread/")))


def test_start_methods_that_were_not_tried_are_left_out_and_listed():
    untried = [replace(each, tried=each.start_method != "spawn") for each in STRATEGIES]
    made = planned(Settings(), [with_catalogue(strategies=untried)], 2)
    assert not any("[spawn]" in name for name in names(made.trials))
    assert "primes/process_executor[spawn]/2" in names(made.left_out)


def test_the_full_suite_leaves_nothing_out():
    core, full = planned(Settings(), [HERE], 2), planned(Settings(suite="full"), [HERE], 2)
    assert not full.left_out
    assert names(core.trials) | names(core.left_out) == names(full.trials)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param({"globs": ("sleep",)}, "sleep/asyncio/2", id="a workload, under every strategy"),
        pytest.param({"globs": ("s*",)}, "sha256/thread/1", id="a glob of workloads"),
        pytest.param({"strategies": ("raw_*",)}, "wordcount/raw_thread/2", id="a strategy, on every workload"),
        pytest.param({"strategies": ("process_executor[spawn]",)}, "primes/process_executor[spawn]/2", id="brackets"),
        pytest.param({"strategies": ("Thread",)}, "wordcount/thread/2", id="by Python's name"),
        pytest.param(
            {"strategies": ("ProcessPoolExecutor[spawn]",)}, "primes/process_executor[spawn]/2", id="and start method"
        ),
    ],
)
def test_naming_workloads_or_strategies_runs_all_of_them(asked, expected):
    assert expected in names(planned(Settings(**asked), [HERE], 2).trials)


def test_the_serial_baseline_comes_along_whatever_strategy_is_named():
    made = names(planned(Settings(globs=("primes",), strategies=("thread",)), [HERE], 2).trials)
    assert made == {"primes/serial/1", "primes/thread/1", "primes/thread/2", "held_share/primes/serial/1"}


@pytest.mark.parametrize(
    ("workloads", "strategies", "expected"),
    [
        pytest.param([workload("w")], {"asyncio"}, "no async twin", id="async strategy without a twin"),
        pytest.param([workload("w", data="write_shared")], {"process_executor"}, "do not share", id="write-shared"),
        pytest.param([workload("w", missing="there is no libz")], {"thread"}, "no libz", id="missing workload"),
    ],
)
def test_what_cannot_be_is_a_skip_with_its_reason(workloads, strategies, expected):
    some = [each for each in STRATEGIES if each.name in {"serial", "raw_thread"} | strategies]
    others = [workload("other")]
    made = planned(Settings(suite="full"), [with_catalogue(workloads + others, some)], 2)
    reasons = {skip.reason for skip in made.skips if skip.trial.strategy in strategies and skip.trial.workload == "w"}
    assert len(reasons) == 1
    assert expected in reasons.pop()


def test_a_missing_strategy_is_a_skip_with_the_probes_reason():
    missing = [replace(each, missing="ImportError: no") if each.name == "thread" else each for each in STRATEGIES]
    made = planned(Settings(), [with_catalogue(strategies=missing)], 2)
    assert {skip.reason for skip in made.skips if skip.trial.strategy == "thread"} == {"ImportError: no"}


def test_every_combination_of_the_full_matrix_is_a_trial_or_a_skip():
    made = planned(Settings(suite="full", experiments=("throughput",)), [HERE], 4)
    combinations = len(WORKLOADS) * (1 + 3 * (len(STRATEGIES) - 1))
    wider = [each for each in (*made.trials, *(skip.trial for skip in made.skips)) if each.workers > 4]
    assert len(made.trials) + len(made.skips) == combinations + len(wider)
    assert {each.workload for each in wider} == {"echo"}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param({"globs": ("nothing",)}, "no workload is called 'nothing'", id="workload"),
        pytest.param(
            {"strategies": ("fibre",)},
            "no strategy is called 'fibre'; `gilbench list strategies` shows their names and keys",
            id="strategy",
        ),
    ],
)
def test_a_glob_that_selects_nothing_is_a_usage_error(asked, message):
    with pytest.raises(UsageError, match=re.escape(message)):
        planned(Settings(**asked), [HERE], 2)


class Opening:
    """Plans an experiment with a start method that no strategy announces."""

    @staticmethod
    def wanted(_asked, target):
        yield Trial("opening", None, "process_pool", "default", 2, "full", 2, target.id)

    @staticmethod
    def copied(_trials, _reference):
        return ()


def test_a_glob_may_select_what_only_an_experiment_plans():
    settings = Settings(strategies=("process_pool[default]",))
    made = make(Asked(settings, 2, (1, 2), {}), [HERE], {"opening": Opening})
    assert [each.strategy_label for each in made.trials] == ["process_pool[default]"]


def test_nothing_that_can_run_is_an_error_with_the_reason():
    unusable = with_catalogue([workload("w", missing="no libz")])
    with pytest.raises(NothingToRunError, match="no libz"):
        planned(Settings(), [unusable], 2)


def test_work_is_the_same_for_every_strategy_worker_count_and_target_where_nothing_was_settled():
    made = planned(Settings(suite="full", workers=(1, 2, 3)), [HERE, target("3.14t")], 2)
    assert {(trial.items, trial.size) for trial in made.trials} == {(6, "full")}


@pytest.mark.parametrize(
    ("settled", "items"),
    [
        pytest.param({"CPython": {"primes": 16}}, (16, 16, 4), id="on one kind"),
        pytest.param(
            {"CPython": {"primes": 16}, "CPython without a GIL": {"primes": 24}}, (16, 16, 24), id="on each kind"
        ),
        pytest.param({"every": {"primes": 8}}, (8, 8, 8), id="on every kind"),
        pytest.param({"every": {"primes": 8}, "CPython": {"primes": 16}}, (16, 16, 8), id="on one and on every kind"),
    ],
)
def test_each_workload_has_the_items_that_were_settled_for_it_on_a_kind_of_targets_and_else_the_least(settled, items):
    names = ("3.13", "3.14t+gil", "3.14t")
    made = planned(Settings(suite="full", workers=(1, 2)), [target(each) for each in names], 2, settled)
    of_primes = {(trial.target, trial.items) for trial in made.trials if trial.workload == "primes"}
    assert of_primes == set(zip(names, items, strict=True))
    assert {trial.items for trial in made.trials if trial.workload != "primes"} == {4}


GRID = [*(2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 320, 384, 512)]


@pytest.mark.parametrize(
    ("per_item", "enough", "items"),
    [
        pytest.param(2.0, 0.1, 2, id="long"),
        pytest.param(0.0144, 0.1, 8, id="as built-in workloads are meant to be"),
        pytest.param(0.0126, 0.1, 8, id="an eighth faster than they are meant to be"),
        pytest.param(0.0166, 0.1, 8, id="a seventh slower"),
        pytest.param(0.0167, 0.1, 6, id="a little slower than that"),
        pytest.param(0.0144, 0.15, 12, id="without a GIL"),
        pytest.param(0.0151, 0.05, 4, id="waiting"),
        pytest.param(0.0005, 0.1, 256, id="PyPy"),
        pytest.param(1e-6, 0.1, 512, id="next to nothing"),
        pytest.param(0.0, 0.1, 512, id="below the clock's resolution"),
    ],
)
def test_a_worker_gets_the_first_number_that_is_enough(per_item, enough, items):
    assert amounts.items_per_worker(per_item, enough) == items


@given(st.floats(0.0, 10.0), st.sampled_from([amounts.WAITING, amounts.COMPETING, amounts.FREE]))
def test_a_worker_gets_enough_work_and_never_half_as_much_again(per_item, enough):
    items = amounts.items_per_worker(per_item, enough)
    assert items in GRID
    assert items * per_item >= enough or items == GRID[-1]
    fewer = GRID[max(0, GRID.index(items) - 1)]
    assert fewer * per_item < enough or items == GRID[0]


@given(st.floats(1e-6, 1.0), st.floats(1.0, 2.0), st.sampled_from([amounts.WAITING, amounts.COMPETING, amounts.FREE]))
def test_what_is_enough_of_the_fastest_is_enough_of_the_others(per_item, slower, enough):
    assert amounts.items_per_worker(per_item * slower, enough) <= amounts.items_per_worker(per_item, enough)


@pytest.mark.parametrize(
    ("name", "kind", "enough"),
    [
        pytest.param("3.13", "cpu", 0.1, id="CPU"),
        pytest.param("3.14t", "cpu", 0.15, id="CPU, without a GIL"),
        pytest.param("3.14t+gil", "cpu", 0.1, id="CPU, with its GIL on"),
        pytest.param("3.13", "mixed", 0.1, id="mixed"),
        pytest.param("3.14t", "mixed", 0.15, id="mixed, without a GIL"),
        pytest.param("3.14t", "io", 0.05, id="waiting"),
    ],
)
def test_how_much_is_enough(name, kind, enough):
    assert amounts.enough(workload("w", kind=kind), target(name)) == enough


@given(st.lists(st.integers(1, 12), min_size=1, max_size=4), st.sampled_from([2, 3, 4, 64, 512]))
def test_items_divide_evenly_and_give_every_worker_enough(counts, per_worker):
    items = amounts.items_per_value(counts, per_worker)
    assert all(items % count == 0 and items // count >= per_worker for count in counts)


@pytest.mark.parametrize(
    ("cpus", "counts"), [(1, (1, 2)), (2, (1, 2)), (3, (1, 2, 3)), (4, (1, 2, 4)), (12, (1, 2, 4, 8, 12))]
)
def test_default_worker_counts_are_powers_of_two_and_the_usable_cpus(cpus, counts):
    assert amounts.default_workers(cpus) == counts


def test_threads_of_one_lead_and_serial_code_of_the_other_are_measured_twice_on_the_first_target():
    made = planned(Settings(), [HERE, target("3.14t")], 2)
    assert names(made.copies) == {"primes/thread/2#2", "echo/serial/1#2"}
    assert {each.target for each in made.copies} == {"3.13"}
    assert {each.original for each in made.copies} <= set(made.trials)
    assert set(made.measured) == {*made.trials, *made.copies}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param({"globs": ("sha256",)}, {"sha256/serial/1#2", "sha256/thread/2#2"}, id="neither lead selected"),
        pytest.param(
            {"globs": ("primes",), "strategies": ("process_executor[fork]",)},
            {"primes/serial/1#2", "primes/process_executor[fork]/2#2"},
            id="no threads",
        ),
        pytest.param({"globs": ("primes",), "strategies": ("serial",)}, {"primes/serial/1#2"}, id="serial code only"),
    ],
)
def test_copies_are_of_what_was_selected(asked, expected):
    assert names(planned(Settings(**asked), [HERE], 2).copies) == expected


@pytest.mark.parametrize(
    ("where", "asked", "expected"),
    [
        pytest.param(HERE, {}, {"primes", "crc32_held", "crc32_released", "dict_read"}, id="CPU-bound speakers"),
        pytest.param(HERE, {"globs": ("sleep",)}, set(), id="waiting work"),
        pytest.param(target("3.14t"), {}, set(), id="no GIL to hold"),
        pytest.param(target("3.14t+gil"), {"globs": ("sha256",)}, {"sha256"}, id="a GIL that was switched on"),
        pytest.param(HERE, {"size": "small"}, set(), id="a smoke test"),
    ],
)
def test_the_held_share_is_measured_of_cpu_bound_work_where_there_is_a_gil(where, asked, expected):
    made = planned(Settings(**asked), [where], 2).trials
    found = [each for each in made if each.experiment == "held_share"]
    assert {each.workload for each in found} == expected
    assert {(each.strategy, each.workers) for each in found} <= {("serial", 1)}


def test_a_platform_that_cannot_tell_the_held_share_skips_it_with_the_reason():
    told = [ExperimentInfo("throughput", None), ExperimentInfo("held_share", "Windows does not count them")]
    elsewhere = replace(HERE, catalogue=replace(HERE.catalogue, experiments=told))
    skips = planned(Settings(globs=("primes",)), [elsewhere], 2).skips
    assert "Windows does not count them" in {each.reason for each in skips if each.trial.experiment == "held_share"}
