import msgspec
from tests.known import gather
from tests.simulated import free_threaded, scenario, simulate, under_the_gil

from gilbench.model.blocks import Group, Table
from gilbench.page.sections import environment, reproduce
from gilbench.settings import Settings


def run_with(variables):
    settings = msgspec.to_builtins(Settings(variables=variables))
    return simulate(scenario("3.13/primes", {}), settings=settings)


def tables(variables):
    """Return the rows of each table of the section, by its heading."""
    blocks = environment.section(gather(run_with(variables))).blocks
    found = {block.title: block.blocks for block in blocks if isinstance(block, Group)}
    return {title: table.rows for title, (table,) in found.items() if isinstance(table, Table)}


def test_what_was_passed_on_is_shown_without_folders():
    found = tables({"CACHE": "/home/joe doe/cache", "LINES": "one\ntwo", "OMP_NUM_THREADS": "2"})
    assert found["Environment variables"] == (("CACHE", "…/cache"), ("LINES", "one two"), ("OMP_NUM_THREADS", "2"))


def test_what_the_interpreters_differ_in_stands_first():
    made = environment.section(gather(simulate(under_the_gil("3.13") | free_threaded("3.13t")))).blocks
    groups = {block.title: block.blocks for block in made if isinstance(block, Group)}
    assert list(groups) == ["Interpreters", "Machine"]
    differs = [len(set(row[1:])) > 1 for row in groups["Interpreters"][0].rows]
    assert differs == sorted(differs, reverse=True)
    assert {True, False} == set(differs)


def test_nothing_is_shown_where_nothing_was_passed_on():
    assert "Environment variables" not in tables({})


def test_the_hash_of_the_plan_is_another_one_with_other_variables():
    plan = run_with({}).manifest.plan
    assert reproduce.plan_hash(plan, {"A": "1"}) == reproduce.plan_hash(plan, {"A": "1"})
    assert len({reproduce.plan_hash(plan, each) for each in ({}, {"A": "1"}, {"A": "2"}, {"B": "1"})}) == 4
