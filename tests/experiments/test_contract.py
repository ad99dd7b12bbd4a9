"""What every experiment keeps, the built-in ones and those of the documentation alike."""

import ast
import dataclasses
import importlib
import inspect
import math
import sys
from pathlib import Path

import pytest
from tests.simulated import target

from gilbench.experiments.catalogue import Experiments
from gilbench.experiments.discovery import find
from gilbench.plan.asked import Asked
from gilbench.plan.prices import Prices
from gilbench.plan.trial import Trial
from gilbench.settings import Settings
from gilbench.store.records import StoredCall

OWN = str(Path(__file__).parents[2] / "docs" / "examples" / "experiments")
KNOWN: Experiments = find([OWN])
RUN = [each.name for each in KNOWN.known if each.planner is not None]
ASKED = Asked(Settings(suite="full", experiments=tuple(RUN)), 2, (1, 2), {})


def module(name, role):
    return importlib.import_module(f"gilbench.experiments.{name}.{role}")


def trials(name):
    return [each for each in KNOWN.planners[name].wanted(ASKED, target("3.13")) if isinstance(each, Trial)]


@pytest.mark.parametrize("experiment", KNOWN.known, ids=lambda each: each.name)
def test_it_begins_with_the_question_that_it_answers(experiment):
    assert experiment.question.endswith("?")
    source = (experiment.folder / "__init__.py").read_text(encoding="utf-8")
    (statement,) = ast.parse(source).body
    assert isinstance(statement, ast.Expr), "its __init__.py holds its docstring and nothing else"


@pytest.mark.parametrize("name", RUN)
def test_what_is_measured_has_its_roles(name):
    measure = module(name, "measure")
    assert list(inspect.signature(measure.missing).parameters) == []
    assert len(inspect.signature(measure.prepared).parameters) == 1
    assert dataclasses.is_dataclass(module(name, "records").Seen)
    assert KNOWN.reductions[name].figures


@pytest.mark.parametrize("name", RUN)
def test_what_goes_into_targets_imports_the_standard_library_and_the_target_side(name):
    folder = next(each.folder for each in KNOWN.known if each.name == name)
    for role in ("measure", "records"):
        paths = [folder / f"{role}.py"] if (folder / f"{role}.py").is_file() else sorted((folder / role).rglob("*.py"))
        for path in paths:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
            named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
            own = ("gilbench.inside", f"gilbench.experiments.{name}")
            assert all(each.split(".")[0] in sys.stdlib_module_names or each.startswith(own) for each in named), named


@pytest.mark.parametrize("name", RUN)
def test_its_trials_have_its_name_and_names_of_their_own(name):
    made = trials(name)
    assert made
    assert {each.experiment for each in made} == {name}
    assert len({each.id for each in made}) == len(made)
    assert all(KNOWN.planners[name].seconds(each, Prices(0.35, 2, 0.05)) > 0 for each in made)


@pytest.mark.parametrize("name", RUN)
def test_what_it_invents_becomes_figures_that_it_has_announced(name):
    reduction = KNOWN.reductions[name]
    announced = {each.name for each in reduction.figures}
    for trial in trials(name)[:10]:
        made = [KNOWN.planners[name].invented(trial) for _ in range(2)]
        seen = [dataclasses.asdict(each.seen) for each in made]
        calls = [StoredCall(each.seconds, tuple(each.workers), one) for each, one in zip(made, seen, strict=True)]
        found = reduction.reduce(trial, {1: calls[:1], 2: calls[1:]})
        assert set(found) <= announced
        assert all(each.low is None or each.low <= each.value <= each.high for each in found.values())
        if reduction.compared is not None:
            assert set(reduction.by_round(trial, {1: calls[:1], 2: calls[1:]})) == {1, 2}


@pytest.mark.parametrize("name", RUN)
def test_without_rounds_it_has_no_figures(name):
    assert KNOWN.reductions[name].reduce(trials(name)[0], {}) == {}


def test_the_calls_of_throughput_and_held_share_are_made_of_items_and_no_others():
    assert KNOWN.of_items == {"throughput", "held_share"}


@pytest.mark.parametrize("name", RUN)
def test_its_share_of_the_budget_is_one(name):
    assert 0 < KNOWN.planners[name].share <= 1


def test_those_that_come_along_share_one_budget():
    assert math.fsum(each.share for each in find().planners.values()) <= 1


@pytest.mark.parametrize("name", RUN)
def test_it_ranks_nothing_but_its_own_trials_of_one_target(name):
    made = [each for target_id in ("3.13", "3.14") for each in KNOWN.planners[name].wanted(ASKED, target(target_id))]
    planned = [each for each in made if isinstance(each, Trial)]
    elsewhere = Trial("another", "primes", "thread", None, 2, "full", 4, "3.13")
    found = KNOWN.planners[name].ranks([*planned, elsewhere], target("3.13"), 2)
    assert found.keys() <= {each.id for each in planned if each.target == "3.13"}


def test_orders_are_numbers_of_their_own():
    for numbers in ([each.order for each in KNOWN.planners.values()], [each.order for each in KNOWN.claims]):
        assert len(set(numbers)) == len(numbers)
    assert len({each.id for each in KNOWN.claims}) == len(KNOWN.claims)


def test_no_two_experiments_announce_figures_of_one_name():
    names = [figure.name for each in KNOWN.reductions.values() for figure in each.figures]
    assert len(set(names)) == len(names)
