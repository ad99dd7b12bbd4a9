"""Targets that do different numbers of items in a value are compared by the time of an item, and the reader is told."""

import pytest
from tests.compare.compared import FIVE
from tests.experiments.throughput.advised import told
from tests.known import build, collect, within
from tests.simulated import World, scenario, simulate, trial

from gilbench.analysis.unequal_items import in_words
from gilbench.experiments.throughput.analysis.decisions import decisions, with_the_fastest
from gilbench.experiments.throughput.analysis.interpreters import interpreter_rows, pairs
from gilbench.model.blocks import Group, Note

SLOW, QUICK = "3.13", "pypy3.11"
WORDS = "items in a value of primes: 4 on 3.13, 32 on pypy3.11; times are per item"
RATIOS = {"thread": 0.95, "process_executor[fork]": 1.9}


def measured(items, per_item):
    """Return a run in which the quick one did so many items in a value, each of which took so many seconds serially."""
    slow = scenario(f"{SLOW}/primes", RATIOS, serial=4 * 0.05)
    quick = scenario(f"{QUICK}/primes", RATIOS, serial=items * per_item)
    return simulate(slow | quick, World(noise=0.002, rounds=10, items={QUICK: items}))


@pytest.mark.parametrize(
    ("per_item", "verdict"), [(0.05, "same"), (0.02, "faster"), (0.08, "slower")], ids=["alike", "quicker", "slower"]
)
@pytest.mark.parametrize("items", [4, 32])
def test_targets_are_compared_by_the_time_of_an_item_however_many_a_value_has(items, per_item, verdict):
    run = measured(items, per_item)
    evidence = collect(run)
    rows = interpreter_rows(pairs(evidence), evidence.standard)
    assert len(rows) == 3
    assert {row.state for row in rows} == {verdict}
    assert [row.ratio.value for row in rows] == pytest.approx([0.05 / per_item] * 3, rel=0.01)
    assert {row.verdict for row in within(run, None, FIVE).rows} == {verdict}


@pytest.mark.parametrize(("per_item", "marked"), [(0.02, QUICK), (0.08, SLOW)], ids=["fewer seconds", "more seconds"])
def test_the_fastest_is_the_one_with_the_fastest_item(per_item, marked):
    evidence = collect(measured(32, per_item))
    found = [row for each in evidence.manifest.targets for row in decisions(evidence, each, told(evidence, each))]
    assert [each.target for each in with_the_fastest(found, evidence.standard) if each.among_the_fastest] == [marked]
    assert {each.target: each.serial for each in found} == pytest.approx({SLOW: 0.05, QUICK: per_item}, rel=0.01)


def test_speed_ups_do_not_depend_on_the_number_of_items():
    few, many = (collect(measured(items, 0.02)).speedups for items in (4, 32))
    assert {name: each.value for name, each in few.items()} == pytest.approx(
        {name: each.value for name, each in many.items()}
    )


def test_the_reader_is_told_wherever_interpreters_stand_beside_each_other():
    run = measured(32, 0.02)
    page = build(run)
    sections = {each.id: each for each in page.sections}
    notes = [each.text for each in sections["interpreters"].blocks if isinstance(each, Note)]
    assert f"{WORDS}, since an item is the same work on all of them." in notes
    groups = {each.title: each for each in sections["environment"].blocks if isinstance(each, Group)}
    machine = groups["Machine"]
    assert dict(machine.blocks[0].rows)["items by interpreter"] == WORDS
    assert WORDS in within(run, None, FIVE).warnings


def test_where_all_did_as_many_nothing_is_said():
    run = measured(4, 0.02)
    assert "items by interpreter" not in str(build(run).sections)
    assert within(run, None, FIVE).warnings == ()


def of(name, items):
    return trial(name, items=items)


@pytest.mark.parametrize(
    ("trials", "words"),
    [
        pytest.param([], "", id="nothing"),
        pytest.param([of("3.13/a/serial/1", 4), of("3.13/b/serial/1", 8)], "", id="other work on one target"),
        pytest.param([of("3.13/a/serial/1", 4), of("3.14/a/serial/1", 4)], "", id="alike"),
        pytest.param(
            [of("3.13/a/serial/1", 4), of("3.13t/a/serial/1", 8), of("3.14/a/serial/1", 4), of("3.14/b/serial/1", 16)],
            "items in a value of a: 4 on 3.13 and 3.14, 8 on 3.13t; times are per item",
            id="one kind of work",
        ),
        pytest.param(
            [
                *(of(f"3.13/{work}/serial/1", items) for work, items in (("a", 4), ("b", 8), ("c", 64))),
                *(of(f"pypy3.11/{work}/serial/1", items) for work, items in (("a", 1024), ("b", 32), ("c", 64))),
            ],
            "items in a value of 2 workloads: 4 to 8 on 3.13, 32 to 1,024 on pypy3.11; times are per item",
            id="several kinds of work",
        ),
        pytest.param(
            [of("3.13/a/serial/1 (held_share)", 4), of("3.14/a/serial/1 (held_share)", 8)], "", id="of no throughput"
        ),
    ],
)
def test_the_numbers_are_told_for_the_work_in_which_they_differ(trials, words):
    assert in_words(trials) == words
