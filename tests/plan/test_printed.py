from dataclasses import replace

import pytest
from tests.known import planned
from tests.simulated import target

from gilbench.plan import printed
from gilbench.plan.admission import without
from gilbench.plan.naming import Names
from gilbench.settings import DEPTHS, Settings

TARGETS = [target("3.13"), target("3.14t")]


def rendered(made, effort="normal", seconds=1.0):
    return printed.render(made, DEPTHS[effort], seconds, Names(TARGETS))


def test_trials_skips_and_what_is_left_out_are_all_there():
    made = planned(Settings(), TARGETS, 2)
    text = rendered(made, seconds=125.0)
    assert f"trials ({len(made.trials)}):" in text
    assert f"skipped ({len(made.skips)}):" in text
    assert f"left out ({len(made.left_out)})" in text
    assert "3.13 crc32_held: serial, Thread × 2, ProcessPoolExecutor (fork) × 2" in text
    assert " of ThreadPoolExecutor" in text
    assert "3.14t: primes has no async twin: primes under asyncio tasks" in text
    assert text.splitlines()[-1].startswith("3 rounds take about 2 min 5 s")


def test_what_the_budget_has_no_room_for_is_listed_with_a_budget_that_has():
    made = planned(Settings(), TARGETS, 2)
    over = [each for each in made.trials if each.workload == "pages"]
    text = rendered(without(made, over, 400.0), seconds=125.0)
    words = (
        f"no room for {len(over)} trials in the budget of 5 min, which decide no sentence: --budget 7m measures them"
    )
    at = text.splitlines().index(words)
    assert text.splitlines()[at + 1] == "  3.13: 1 of serial, 1 of Thread, 1 of ProcessPoolExecutor (fork)"


def test_an_effort_with_a_fixed_number_of_rounds_promises_no_more():
    made, depth = planned(Settings(effort="quick"), [target("3.13")], 2), replace(DEPTHS["quick"], most_rounds=3)
    text = printed.render(made, depth, 30.0, Names(TARGETS))
    assert text.splitlines()[-1] == "3 rounds take about 30 s"


@pytest.mark.parametrize(
    ("effort", "seconds", "spent", "told"),
    [
        pytest.param("quick", 89.0, 0.0, "3 rounds take about 1 min 29 s", id="within the budget"),
        pytest.param("normal", 119.0, 60.0, "3 rounds take about 1 min 59 s; more are added while", id="room for more"),
        pytest.param(
            "quick",
            320.0,
            0.0,
            "3 rounds take about 5 min 20 s, 3 min 50 s more than the budget of 1 min 30 s allows: they are measured "
            "anyway; fewer interpreters, workloads or strategies take less time",
            id="beyond the budget",
        ),
        pytest.param(
            "normal",
            290.0,
            30.0,
            "3 rounds take about 4 min 50 s after 30 s of preparing, 20 s more than the budget of 5 min allows: ",
            id="beyond what is left of it",
        ),
    ],
)
def test_it_says_beforehand_by_how_much_the_budget_will_not_be_kept(effort, seconds, spent, told):
    assert printed.in_time(DEPTHS[effort], seconds, spent).startswith(told)


def test_a_plan_without_skips_and_rest_says_nothing_about_them():
    made = planned(Settings(globs=("primes",), strategies=("thread",)), [target("3.13")], 2)
    text = rendered(made)
    assert "skipped" not in text
    assert "left out" not in text


@pytest.mark.parametrize(("size", "settled"), [("full", False), ("small", True)])
def test_it_says_that_items_are_settled_later_unless_they_are_already(size, settled):
    text = rendered(planned(Settings(size=size), [target("3.13")], 2))
    assert ("is settled when a run begins" not in text) is settled
