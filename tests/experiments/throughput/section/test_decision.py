from dataclasses import replace

import pytest
from tests.known import collect
from tests.simulated import World, simulate, under_the_gil

from gilbench import fmt
from gilbench.experiments.throughput.analysis.decisions import Decision
from gilbench.experiments.throughput.section import decision
from gilbench.model import Absent, Estimate

USE = Decision(
    workload_class="pure-Python CPU",
    target="3.11",
    workload="primes",
    answer="use",
    strategy="ProcessPoolExecutor",
    family="processes",
    gain=Estimate(1.99, 1.97, 2.01, 12),
    when_idle=False,
    serial=0.175,
    seconds=0.088,
    because=("instead of serial and 2 other strategies", "default start method, fork"),
    confidence="high",
    work=("primes", 1, "full"),
    rounds={1: 0.088},
)
SERIAL = replace(
    USE, answer="serial", strategy="serial", family="serial", gain=None, seconds=0.175, because=("a gain is ruled out",)
)
UNDECIDED = replace(USE, answer="undecided", because=("too wide an interval after 3 rounds",), confidence=None)
LOSING = replace(UNDECIDED, strategy="Thread", family="threads", gain=Estimate(0.89, 0.4, 2.0, 3), seconds=0.197)
IDLE = replace(USE, when_idle=True)


def cell(row):
    return decision.table([row]).rows[0][1]


def line(row):
    return decision.brief([row]).rows[0]


@pytest.mark.parametrize(
    ("row", "text", "more", "family"),
    [
        pytest.param(
            USE,
            "ProcessPoolExecutor",
            (
                "1.99× (1.97–2.01), 175 → 88 ms",
                "instead of serial and 2 other strategies",
                "default start method, fork",
                "high confidence, from primes",
            ),
            "processes",
            id="a strategy",
        ),
        pytest.param(
            SERIAL,
            "serial",
            ("175 ms", "a gain is ruled out", "high confidence, from primes"),
            "serial",
            id="serial code",
        ),
        pytest.param(
            UNDECIDED,
            "undecided",
            (
                "likeliest: ProcessPoolExecutor, 1.99× (1.97–2.01), 175 → 88 ms",
                "too wide an interval after 3 rounds",
                "from primes",
            ),
            "",
            id="undecided",
        ),
        pytest.param(
            LOSING,
            "undecided",
            (
                "likeliest: serial; Thread, 0.89× (0.40–2.00), 175 → 197 ms",
                "too wide an interval after 3 rounds",
                "from primes",
            ),
            "",
            id="undecided, but rather serial code",
        ),
        pytest.param(
            IDLE,
            "ProcessPoolExecutor",
            (
                "1.99× (1.97–2.01) on an idle machine, 175 → 88 ms, busy as this one was",
                *USE.because,
                "high confidence, from primes",
            ),
            "processes",
            id="on an idle machine",
        ),
    ],
)
def test_a_cell_says_what_to_use_with_its_gain_and_its_times_and_why(row, text, more, family):
    found = cell(row)
    assert (found.text, found.more, found.family) == (text, more, family)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(USE, ("ProcessPoolExecutor", "1.99×", "175 → 88 ms"), id="a strategy"),
        pytest.param(IDLE, ("ProcessPoolExecutor", "1.99× if idle", "175 → 88 ms"), id="on an idle machine"),
        pytest.param(SERIAL, ("serial", fmt.MISSING, "175 ms"), id="serial code"),
        pytest.param(UNDECIDED, ("undecided: ProcessPoolExecutor?", "1.99×", "175 → 88 ms"), id="undecided"),
        pytest.param(LOSING, ("undecided: serial?", "0.89×", "175 → 197 ms"), id="undecided, but rather serial code"),
    ],
)
def test_a_line_of_a_terminal_says_it_in_short(row, expected):
    assert line(row) == ("pure-Python CPU", "3.11", *expected)


@pytest.mark.parametrize(("among", "words"), [(1, "the fastest"), (2, "among the fastest")])
def test_the_fastest_is_marked_in_words_and_not_by_looks_alone(among, words):
    marked = replace(USE, among_the_fastest=among)
    assert (cell(marked).best, cell(USE).best) == (True, False)
    assert cell(marked).more[0].endswith(f", {words}")
    assert line(marked)[-1].endswith(" ms, fastest")
    undecided = replace(UNDECIDED, among_the_fastest=among)
    assert f"serial code here: {words}" in cell(undecided).more
    assert line(undecided)[-1].endswith(" ms, serially fastest")


def test_there_is_a_row_per_class_and_a_column_per_target_and_gaps_for_what_a_target_lacks():
    found = (replace(USE, workload_class="waiting"), USE, replace(USE, target="3.14"))
    table = decision.table(found)
    assert [column.name for column in table.columns] == ["class of work", "3.11", "3.14"]
    assert [row[0] for row in table.rows] == ["pure-Python CPU", "waiting"]
    assert table.rows[1][2] == fmt.MISSING
    assert [row[:2] for row in decision.brief(found).rows] == [
        ("pure-Python CPU", "3.11"),
        ("pure-Python CPU", "3.14"),
        ("waiting", "3.11"),
    ]


def test_without_a_decision_the_section_is_absent():
    found = decision.section(collect(simulate({"3.13/primes/serial/1": 0.1})))
    assert isinstance(found, Absent)
    assert "no strategy" in found.reason
    assert decision.section(collect(simulate(under_the_gil("3.13"), World(rounds=1)))).brief
