from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from tests.experiments.throughput.own import own_run
from tests.known import collect
from tests.simulated import World, simulate, under_the_gil

from gilbench import fmt
from gilbench.analysis.frame import NOTHING
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.by_threads import ByThreads
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


THREADS = ByThreads(cast(Summary, None), "same", Estimate(0.97, 0.95, 0.99, 12), when_idle=False, cpu=None)
HEADS = {"3.11": "3.11, GIL", "3.14": "3.14, GIL"}


def cell(row):
    return decision.cell(row)


def reasons(row):
    ((_, text),) = decision.why([row]).blocks[0].entries
    return text


def short(row):
    ((_, found),) = decision.brief([row], HEADS).rows
    return found


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        pytest.param(USE, ("ProcessPoolExecutor", "175 → 88 ms"), id="a strategy"),
        pytest.param(SERIAL, ("serial code", "175 ms"), id="serial code"),
        pytest.param(UNDECIDED, ("undecided: ProcessPoolExecutor?", "175 → 88 ms"), id="undecided"),
        pytest.param(LOSING, ("undecided: serial?", "175 → 197 ms"), id="undecided, but rather serial code"),
        pytest.param(IDLE, ("ProcessPoolExecutor", "175 → 88 ms"), id="on an idle machine"),
    ],
)
def test_a_cell_says_what_to_use_with_its_times_below_what_threads_do(row, lines):
    found = cell(replace(row, threads=THREADS))
    assert (found.text, found.state, found.more) == ("threads 0.97×", "same", lines)
    alone = cell(row)
    assert (alone.text, alone.state, *alone.more) == (lines[0], None, *lines[1:])


@pytest.mark.parametrize(
    ("changes", "text", "effect"),
    [
        pytest.param({"state": "faster", "gain": Estimate(1.91, 1.8, 2.0, 12)}, "threads 1.91×", 1.91, id="they gain"),
        pytest.param({"state": "slower", "gain": Estimate(0.6, 0.5, 0.7, 12)}, "threads 0.60×", 0.6, id="they lose"),
        pytest.param({"state": "undecided"}, "threads 0.97×", None, id="nobody knows"),
        pytest.param({"state": "faster", "when_idle": True}, "threads 0.97× if idle", 0.97, id="on an idle machine"),
        pytest.param(
            {"cpu": Estimate(3.1, 3.0, 3.2, 12)}, "threads 0.97×, 3.10× the CPU", None, id="they cost CPU time"
        ),
    ],
)
def test_a_cell_says_first_what_threads_do(changes, text, effect):
    found = cell(replace(USE, threads=replace(THREADS, **changes)))
    assert (found.text, found.effect) == (text, effect)


@pytest.mark.parametrize("doubtful", [True, False])
def test_what_noise_may_hide_is_doubtful_and_the_table_says_what_that_means(doubtful):
    unread = cast(Summary, SimpleNamespace(side=NOTHING, own_threads=None))
    row = replace(USE, threads=replace(THREADS, summary=unread, doubtful=doubtful))
    shown = decision.table([row], HEADS)
    assert shown.rows[0][1].doubtful == doubtful
    assert ("in brackets: less than identical trials differed by" in shown.caption) == doubtful


def test_a_column_is_about_its_interpreter_whatever_its_head_is():
    found = decision.table([replace(USE, target=name) for name in HEADS], HEADS).columns
    assert [(each.name, each.about) for each in found[1:]] == [("3.11, GIL", "3.11"), ("3.14, GIL", "3.14")]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        pytest.param(
            USE,
            "ProcessPoolExecutor 1.99× (1.97–2.01); instead of serial and 2 other strategies; "
            "default start method, fork; high confidence, from primes",
            id="a strategy",
        ),
        pytest.param(SERIAL, "a gain is ruled out; high confidence, from primes", id="serial code"),
        pytest.param(
            UNDECIDED,
            "likeliest: ProcessPoolExecutor; ProcessPoolExecutor 1.99× (1.97–2.01); "
            "too wide an interval after 3 rounds; from primes",
            id="undecided",
        ),
        pytest.param(
            LOSING,
            "likeliest: serial; Thread; Thread 0.89× (0.40–2.00); too wide an interval after 3 rounds; from primes",
            id="undecided, but rather serial code",
        ),
        pytest.param(
            IDLE,
            "ProcessPoolExecutor 1.99× (1.97–2.01) on an idle machine; instead of serial and 2 other strategies; "
            "default start method, fork; high confidence, from primes",
            id="on an idle machine",
        ),
    ],
)
def test_the_reasons_are_folded_below(row, text):
    assert reasons(row) == text


PAID = replace(THREADS, state="slower", cpu=Estimate(2.1, 2.0, 2.2, 12))
GAIN = Estimate(1.91, 1.88, 1.94, 12)
THREADED = replace(
    USE, strategy="Thread", family="threads", gain=GAIN, threads=replace(THREADS, state="faster", gain=GAIN)
)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(USE, ("ProcessPoolExecutor", "175 → 88 ms"), id="no thread was measured"),
        pytest.param(
            replace(USE, threads=THREADS),
            ("threads 0.97×", "ProcessPoolExecutor", "175 → 88 ms"),
            id="another strategy",
        ),
        pytest.param(
            replace(USE, threads=PAID),
            ("threads 0.97×", "2.10× the CPU", "ProcessPoolExecutor", "175 → 88 ms"),
            id="more CPU time",
        ),
        pytest.param(THREADED, ("Thread 1.91×", "175 → 88 ms"), id="plain threads are named once"),
        pytest.param(
            replace(THREADED, strategy="ThreadPoolExecutor", gain=Estimate(1.95, 1.9, 2.0, 12)),
            ("threads 1.91×", "ThreadPoolExecutor", "175 → 88 ms"),
            id="other threads",
        ),
        pytest.param(replace(SERIAL, threads=THREADS), ("threads 0.97×", "serial 175 ms"), id="serial code"),
        pytest.param(
            replace(LOSING, threads=replace(THREADS, state="undecided", gain=LOSING.gain)),
            ("threads 0.89×", "undecided: serial?", "175 → 197 ms"),
            id="undecided",
        ),
    ],
)
def test_a_terminal_says_it_in_few_lines(row, expected):
    found = short(row)
    assert (found.text, *found.more) == expected
    assert not found.best


@pytest.mark.parametrize(("among", "words"), [(1, "the fastest"), (2, "among the fastest")])
def test_the_fastest_is_marked_in_words_and_not_by_looks_alone(among, words):
    marked = replace(USE, among_the_fastest=among)
    assert (cell(marked).best, cell(USE).best) == (True, False)
    assert cell(marked).more[-1] == "175 → 88 ms ★"
    assert f"; {words}; " in reasons(marked)
    assert short(marked).more[-1] == "175 → 88 ms ★"
    undecided = replace(UNDECIDED, among_the_fastest=among)
    assert f"; {words}; " in reasons(undecided)


def test_there_is_a_row_per_class_and_a_column_per_target_and_gaps_for_what_a_target_lacks():
    found = (replace(USE, workload_class="waiting"), USE, replace(USE, target="3.14"))
    for table in (decision.table(found, HEADS), decision.brief(found, HEADS)):
        assert [column.name for column in table.columns] == ["kind of work", "3.11, GIL", "3.14, GIL"]
        assert [row[0] for row in table.rows] == ["pure-Python CPU", "waiting"]
        assert table.rows[1][2] == fmt.MISSING


@pytest.mark.parametrize(
    ("run", "head"),
    [
        pytest.param(own_run({"thread": 0.9}, calls=("f(x)", "g(x)")), "workload", id="calls alone"),
        pytest.param(simulate(under_the_gil("3.13")), "kind of work", id="classes of work"),
    ],
)
def test_a_row_is_called_what_it_is(run, head):
    section = decision.section(collect(run))
    assert {section.blocks[0].columns[0].name, section.brief[0].columns[0].name} == {head}
    assert f" each {head}: " in section.blocks[0].caption


def test_each_work_of_unknown_kind_has_a_row_with_its_name_and_one_with_the_time_of_its_threads():
    section = decision.section(collect(own_run({"thread": 0.9}, calls=("f(x)", "g(x)"))))
    time = "where the time of these threads goes"
    assert [row[0] for row in section.blocks[0].rows] == ["f(x)", time, "g(x)", time]
    assert all(row[1].bar for row in section.blocks[0].rows if row[0] == time)


def test_without_a_decision_the_section_is_absent():
    found = decision.section(collect(simulate({"3.13/primes/serial/1": 0.1})))
    assert isinstance(found, Absent)
    assert "no strategy" in found.reason
    assert decision.section(collect(simulate(under_the_gil("3.13"), World(rounds=1)))).brief
