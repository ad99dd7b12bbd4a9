"""Work whose results are too large, or take too long to come back from processes, is skipped with the reason."""

from dataclasses import replace

import pytest
from tests.known import EXPERIMENTS, NAMES
from tests.simulated import target

from gilbench.errors import NothingToRunError
from gilbench.plan.asked import Asked
from gilbench.plan.make import make
from gilbench.settings import Settings

HERE, FREE = target("3.13"), target("3.13t")
WHY = {"CPython": {"primes": "it returns too much"}}
PLANNERS = EXPERIMENTS.only(NAMES).planners
ASKED = Asked(Settings(globs=("primes", "sleep")), 2, (1, 2), {})


def test_work_that_returns_too_much_on_a_kind_of_targets_is_skipped_there_and_has_no_copies():
    made = make(replace(ASKED, too_large=WHY), [HERE, FREE], PLANNERS)
    skipped = {(each.trial.target, each.trial.workload) for each in made.skips if each.reason == "it returns too much"}
    assert skipped == {("3.13", "primes")}
    assert {each.trial.experiment for each in made.skips if each.trial.workload == "primes"} == {*NAMES}
    assert {each.workload for each in made.measured if each.target == "3.13"} == {"sleep"}
    assert {each.workload for each in made.measured if each.target == "3.13t"} == {"primes", "sleep"}


def test_work_that_takes_too_long_to_come_back_is_skipped_in_processes_only():
    made = make(replace(ASKED, too_slow=WHY), [HERE], PLANNERS)
    skipped = {each.trial.strategy for each in made.skips if each.reason == "it returns too much"}
    assert skipped == {"process_executor"}
    assert {"serial", "thread"} <= {each.strategy for each in made.trials if each.workload == "primes"}


def test_work_whose_results_cannot_travel_is_skipped_where_no_memory_is_shared():
    made = make(replace(ASKED, staying=WHY), [HERE, FREE], PLANNERS)
    skipped = {(each.trial.target, each.trial.strategy) for each in made.skips if each.reason == "it returns too much"}
    assert skipped == {("3.13", "process_executor"), ("3.13", "interpreter_executor")}
    assert {"serial", "thread"} <= {each.strategy for each in made.trials if each.workload == "primes"}


def test_where_all_work_returns_too_much_the_reason_is_the_answer():
    with pytest.raises(NothingToRunError, match=r"can be measured \(it returns too much\)"):
        make(replace(ASKED, settings=Settings(globs=("primes",)), too_large=WHY), [HERE], PLANNERS)
