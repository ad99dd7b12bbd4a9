import re
from dataclasses import replace

import pytest
from tests.experiments.throughput.section import made
from tests.known import collect
from tests.simulated import World, free_threaded, simulate, target, under_the_gil, workload

from gilbench.experiments.throughput.section import ledger
from gilbench.model import Absent
from gilbench.model.blocks import Group, Table

ROW = made.ledger()[0]


def line(**changes):
    names = [column.name for column in ledger.COLUMNS]
    return dict(zip(names, ledger.cells(replace(ROW, **changes)), strict=True))


def test_shares_and_both_speed_ups_stand_side_by_side():
    cells = line()
    assert (cells["running"], cells["ready"], cells["blocked"]) == ("50 %", "10 %", "40 %")
    assert cells["as measured"] != cells["on an idle machine"]
    assert cells["CPU time an item"] == "1.04× (1.02–1.06)"


def test_what_cannot_be_parted_is_one_figure():
    cells = line(ready=None, blocked=None)
    assert (cells["ready"], cells["blocked"]) == ("with blocked", "50 %")


def test_work_with_threads_of_its_own_has_no_shares():
    cells = line(running=None, ready=None, blocked=None, idle=None)
    assert {cells[name] for name in ("running", "ready", "blocked", "on an idle machine")} == {"–"}
    assert cells["as measured"] != "–"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, 0, id="all was read in the values"),
        pytest.param({"of_warm_up": True}, 1, id="read in the warm-up"),
        pytest.param({"ready": None}, 1, id="no schedstat"),
        pytest.param({"ready": None, "of_warm_up": True}, 2, id="both"),
        pytest.param({"running": None, "ready": None, "blocked": None}, 1, id="threads of its own"),
    ],
)
def test_a_table_says_what_is_special_about_it(changes, expected):
    assert len(list(ledger.remarks([replace(ROW, **changes)]))) == expected


def row(workload, strategy, family):
    return replace(ROW, workload=workload, strategy=strategy, family=family)


@pytest.mark.parametrize(
    ("ways", "shown"),
    [
        pytest.param(
            [
                ("serial", "serial"),
                ("raw_thread", "threads"),
                ("thread", "threads"),
                ("process_pool[fork]", "processes"),
                ("process_executor[fork]", "processes"),
                ("asyncio", "asyncio"),
            ],
            ["serial", "thread", "process_executor[fork]"],
            id="one of each",
        ),
        pytest.param(
            [("serial", "serial"), ("thread_pool", "threads"), ("process_pool[fork]", "processes")],
            ["serial", "thread_pool", "process_pool[fork]"],
            id="what there is of each",
        ),
        pytest.param([("serial", "serial"), ("mine", "own")], ["serial", "mine"], id="neither threads nor processes"),
    ],
)
def test_one_row_of_serial_code_of_threads_and_of_processes_is_shown(ways, shown):
    rows = [row("primes", *way) for way in ways]
    assert [each.strategy for each in ledger.compared([*rows, row("other", "asyncio", "asyncio")])] == [
        *shown,
        "asyncio",
    ]


def test_what_is_not_shown_is_counted():
    section = ledger.section(collect(simulate(under_the_gil("3.13") | {"3.13/primes/thread_pool/2": 0.2})))
    (group,) = [each for each in section.blocks if isinstance(each, Group)]
    notes = [each.text for each in group.blocks[1:]]
    assert any(re.match(r"The shares of \d+ other trials? stand under All results\.", text) for text in notes)


def test_a_table_of_many_workloads_ends_and_counts_the_others():
    names = [f"work_{number}" for number in range(20)]
    of = target("3.13")
    of = replace(of, catalogue=replace(of.catalogue, workloads=[workload(name) for name in names]))
    seconds = {f"3.13/{name}/{way}": 0.2 for name in names for way in ("serial/1", "thread/2")}
    section = ledger.section(collect(simulate(seconds, targets=(of,))))
    (group,) = [each for each in section.blocks if isinstance(each, Group)]
    assert len(group.blocks[0].rows) == 30
    assert group.blocks[1].text == "The shares of 10 other trials stand under All results."


def test_the_bars_of_the_first_target_stand_above_what_there_is_of_each():
    section = ledger.section(collect(simulate(under_the_gil("3.13") | free_threaded("3.13t"))))
    bars, *groups, how = section.blocks
    assert bars.caption.endswith(" on 3.13")
    assert [block.title for block in groups] == ["3.13", "3.13t"]
    captions = [[each.caption for each in group.blocks if isinstance(each, Table)] for group in groups]
    assert [len(each) for each in captions] == [1, 2]  # those of the first stand above
    assert captions[1][0].endswith(" on 3.13t")
    assert how.lead == "How to read it:"
    assert isinstance(ledger.section(collect(simulate({"3.13/primes/serial/1": 0.1}, World(rounds=0)))), Absent)


def test_a_terminal_has_what_held_threads_back_and_nothing_where_nothing_did():
    group, cpu_time = ledger.brief(made.ledger())
    notes = [note.text for note in group.blocks]
    assert notes[0] == "3.11 primes Thread × 2: 40 % of the time waited for the GIL or a lock"
    assert not any("sleep" in note for note in notes)
    target, words = cpu_time.blocks[0].entries[0]
    assert (target, words.split("   ")[0]) == ("3.11", "primes 1.04× (1.02–1.06)".replace(" ", "\N{NO-BREAK SPACE}"))
    assert list(ledger.brief([replace(ROW, says="", cpu=None)])) == []
