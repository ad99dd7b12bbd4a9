from dataclasses import asdict

import pytest
from tests.known import build, collect
from tests.simulated import World, lost, simulate

from gilbench.experiments.held_share.records import Seen
from gilbench.experiments.held_share.section import sections
from gilbench.model import Absent, Section
from gilbench.model.blocks import Folded, Table
from gilbench.page.files import render

HELD = "3.13/primes/serial/1 (held_share)"
OTHER = "3.14/primes/serial/1 (held_share)"
KEEPS = Seen(1.0, 0.98, 1.0, 1000, 900, 0.006)
LETS_GO = Seen(0.02, 0.01, 0.03, 1000, 20, 0.001)
ASKED_ALONE = {"seconds": {HELD: 0.6}, "world": World(rounds=1, seen={HELD: asdict(KEEPS)})}


def found(seconds, world):
    (only,) = sections(collect(simulate(seconds, world)))
    return only


def shown(section):
    (folded,) = [each for each in section.blocks if isinstance(each, Folded)]
    (table,) = [each for each in folded.blocks if isinstance(each, Table)]
    return [
        (row[0], *(cell if isinstance(cell, str) else (cell.text, *cell.more) for cell in row[1:]))
        for row in table.rows
    ]


def test_every_workload_has_a_row_and_every_interpreter_a_column():
    seen = {HELD: asdict(KEEPS), OTHER: asdict(LETS_GO)}
    section = found(dict.fromkeys(seen, 0.6), World(rounds=1, seen=seen))
    assert shown(section) == [
        ("primes", ("100 % (98–100 %)", "longest 6.00 ms"), ("2 % (1–3 %)", "longest 1.00 ms")),
    ]


HASHES = "3.13/sha256/serial/1 (held_share)"
SAME = "3.14/sha256/serial/1 (held_share)"


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        pytest.param({HELD: KEEPS}, "primes keeps it for 100 %", id="one"),
        pytest.param({HELD: KEEPS, OTHER: LETS_GO}, "primes keeps it for 2 % to 100 %", id="on two interpreters"),
        pytest.param(
            {HASHES: LETS_GO, SAME: LETS_GO, HELD: KEEPS},
            "primes keeps it for 100 % and sha256 keeps it for 2 %",
            id="the most first, and what is alike once",
        ),
    ],
)
def test_the_answer_is_for_how_long_each_work_keeps_it(seen, said):
    kept = {name: asdict(each) for name, each in seen.items()}
    section = found(dict.fromkeys(kept, 0.6), World(rounds=1, seen=kept))
    assert section.blocks[0].text == f"Of its CPU time {said}."


@pytest.mark.parametrize("form", ["terminal", "md", "html"])
def test_asked_for_alone_it_is_reported(form):
    text = render(build(simulate(ASKED_ALONE["seconds"], ASKED_ALONE["world"])), form)
    assert "100 % (98–100 %)" in " ".join(text.split())
    assert "0 rounds" not in text


def test_asked_for_alone_a_terminal_shows_it_and_beside_throughput_it_has_no_lines_of_its_own():
    alone = found(**ASKED_ALONE)
    beside = found({HELD: 0.6, "3.13/primes/serial/1": 0.2}, World(rounds=1, seen={HELD: asdict(KEEPS)}))
    assert (len(alone.brief), len(beside.brief)) == (1, 0)


NOT_ASKED = "gilbench run --experiment held_share"
FAILED = World(troubles={HELD: {1: lost("failed", "exit code 1")}})
NEVER_SEEN = World(seen={HELD: {**asdict(KEEPS), "share": None}})
THREADED = {"cpu_seconds": 0.006, "process_seconds": 1.15}
UNSEEN = {**asdict(KEEPS), "share": None, **THREADED}
SLEPT = {**asdict(LETS_GO), "cpu_seconds": 0.0006, "process_seconds": 0.0007}
WAITED = "primes on 3.13: it was on a CPU for 0.1 % of its time, too little for a share"
NOTE = "primes on 3.13: this work has threads of its own: 1.91 CPUs busy in serial code"


@pytest.mark.parametrize(
    ("seconds", "world", "reason"),
    [
        pytest.param({"3.13/primes/serial/1": 0.2}, World(), NOT_ASKED, id="not asked for"),
        pytest.param({HELD: 0.6}, FAILED, "exit code 1", id="failed"),
        pytest.param({HELD: 0.6}, NEVER_SEEN, NOT_ASKED, id="never seen"),
        pytest.param({HELD: 0.6}, World(seen={HELD: UNSEEN}), NOTE, id="threads of its own ran unseen"),
        pytest.param({HELD: 0.6}, World(noise=0, seen={HELD: SLEPT}), WAITED, id="it only waited"),
    ],
)
def test_without_a_share_the_section_is_absent_and_says_why(seconds, world, reason):
    absent = found(seconds, world)
    assert isinstance(absent, Absent)
    assert not isinstance(absent, Section)
    assert reason in absent.reason


def test_threads_of_its_own_that_were_seen_are_told_beside_the_share():
    section = found({HELD: 0.6}, World(rounds=1, seen={HELD: {**asdict(LETS_GO), **THREADED}}))
    assert shown(section) == [("primes", ("2 % (1–3 %)", "longest 1.00 ms", "of all its threads"))]
    assert "(this work has threads of its own: 1.91 CPUs busy in serial code)" in section.brief[0].text


def test_threads_of_its_own_that_ran_unseen_have_a_line_beside_the_table():
    section = found(dict.fromkeys((HELD, OTHER), 0.6), World(rounds=1, seen={HELD: UNSEEN, OTHER: asdict(KEEPS)}))
    assert shown(section) == [("primes", ("100 % (98–100 %)", "longest 6.00 ms"))]
    assert [each.text for each in section.brief[1:]] == [f"{NOTE}, too much of it unseen for a share."]
    assert section.brief[1] in section.blocks
