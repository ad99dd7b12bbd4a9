import pytest
from tests.known import collect
from tests.simulated import World, scenario, simulate

from gilbench.experiments.throughput.section import heat_map, worker_counts
from gilbench.model.blocks import Note, Table

SERIAL = {"3.13/echo/serial/1": 0.2, "3.13/primes/serial/1": 0.2}
MANY = SERIAL | {
    **{f"3.13/echo/thread/{count}": 0.2 / gain for count, gain in ((2, 1.9), (8, 7.5), (20, 16.8))},
    **{f"3.13/echo/asyncio/{count}": 0.2 / gain for count, gain in ((2, 2.0), (20, 12.0))},
    **{f"3.13/primes/thread/{count}": 0.2 for count in (2, 8, 20)},
}
QUIET = World(noise=0.0001)


def blocks(seconds, world=QUIET):
    return list(worker_counts.blocks(collect(simulate(seconds, world))))


def test_work_that_waits_has_the_best_of_all_numbers_of_workers_and_they_are_named():
    table, note = blocks(MANY)
    assert isinstance(table, Table)
    ((workload, target, speedup, workers, strategy),) = table.rows
    assert (workload, target, workers, strategy) == ("echo", "3.13", "20", "Thread")
    assert speedup.startswith("16.8× (")
    assert note == Note(
        "Measured with 2, 8 and 20 workers; the maps show 2. The others are under Scaling and in results.csv."
    )


def test_what_is_in_doubt_is_not_the_best():
    doubted = World(noise=0.0001, seen={"3.13/echo/thread/20": {"overlap": 0.1}})
    assert blocks(MANY, doubted)[0].rows[0][3:] == ("20", "asyncio tasks")


@pytest.mark.parametrize(
    ("seconds", "kinds"),
    [
        pytest.param(scenario("3.13/echo", {"thread": 1.9, "asyncio": 2.0}), [], id="one number is in the maps"),
        pytest.param({key: value for key, value in MANY.items() if "primes" in key}, [Note], id="nothing waits"),
        pytest.param({"3.13/echo/serial/1": 0.2}, [], id="serial code only"),
    ],
)
def test_there_is_nothing_more_than_there_is_to_say(seconds, kinds):
    assert [type(each) for each in blocks(seconds)] == kinds


def test_the_page_and_the_terminal_have_both():
    section = heat_map.section(collect(simulate(MANY, QUIET)))
    for shown in (section.blocks, section.brief):
        assert [type(each) for each in shown[-2:]] == [Table, Note]
