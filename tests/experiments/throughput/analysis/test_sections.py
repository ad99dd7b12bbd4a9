"""Heat maps, scaling panels and comparisons of interpreters."""

import pytest
from tests.known import collect
from tests.simulated import CALM, World, free_threaded, lost, scenario, simulate, under_the_gil

from gilbench.experiments.throughput.analysis.heat_map import heat_map
from gilbench.experiments.throughput.analysis.interpreters import class_means, interpreter_rows, pairs
from gilbench.experiments.throughput.analysis.panels import scaling_panels
from gilbench.plan.classes import CLASSES

PRIMES = "3.13/primes"


def rows_of(evidence):
    return interpreter_rows(pairs(evidence), evidence.standard)


def mapped(seconds, world=CALM, **manifest):
    run = simulate(seconds, world, **manifest)
    return heat_map(collect(run), run.manifest.targets[0])


def cells(seconds, world=CALM, **manifest):
    """Return the cells of the first row by strategy."""
    found = mapped(seconds, world, **manifest)
    return {column.strategy: cell for column, cell in zip(found.columns, found.rows[0].cells, strict=True)}


def test_columns_are_grouped_by_family_without_serial():
    ratios = {"asyncio": 1, "interpreter_executor": 1, "process_executor[fork]": 1, "thread": 1, "raw_thread": 1}
    columns = mapped(scenario(PRIMES, ratios)).columns
    assert [each.family for each in columns] == ["threads", "threads", "processes", "interpreters", "asyncio"]


def test_rows_are_grouped_by_class():
    seconds = {}
    for name in ("dict_shared", "dict_read", "pages", "sleep", "sha256", "crc32_held", "wordcount", "primes"):
        seconds |= scenario(f"3.13/{name}", {"thread": 1.0})
    assert [row.workload_class for row in mapped(seconds).rows] == ["pure-Python CPU", *CLASSES]


def test_every_state_of_a_trial_is_a_state_of_its_cell():
    labels = ["thread", "raw_thread", "thread_pool", "thread_executor", "process_executor[fork]"]
    seconds = scenario(PRIMES, dict.fromkeys(labels, 1.5)) | scenario("3.13/echo", {"process_executor[spawn]": 1})
    troubles = {
        f"{PRIMES}/raw_thread/2": {1: lost("failed", "broke")},
        f"{PRIMES}/thread_pool/2": {1: lost("timed out", "no result")},
        f"{PRIMES}/thread_executor/2": {1: lost("failed", "wrong result: 3")},
    }
    found = cells(seconds, World(troubles=troubles), skips={f"{PRIMES}/asyncio/2": "no async twin"})
    assert {label: cell.state for label, cell in found.items()} == {
        "thread": "faster",
        "raw_thread": "failed",
        "thread_pool": "timed out",
        "thread_executor": "wrong",
        "process_executor[fork]": "faster",
        "process_executor[spawn]": "not run",
        "asyncio": "skipped",
    }
    assert found["asyncio"].reason == "no async twin"
    assert found["raw_thread"].speedup is None


def test_a_time_without_a_serial_twin_is_shown_without_a_ratio():
    (cell,) = cells({f"{PRIMES}/thread/2": 0.1}, World(noise=0)).values()
    assert (cell.state, cell.speedup, cell.reason) == ("undecided", None, "no serial time to compare with")
    assert cell.seconds == pytest.approx(0.1 / 4)


def test_the_best_of_a_row_is_marked_with_its_ties():
    ratios = {"thread": 1.80, "thread_pool": 1.801, "process_executor[fork]": 1.3, "raw_thread": 0.8}
    found = cells(scenario(PRIMES, ratios))
    assert {label for label, cell in found.items() if cell.best} == {"thread", "thread_pool"}


@pytest.mark.parametrize("ratio", [0.8, 1.0, 1.03])
def test_nothing_is_best_where_serial_is_not_beaten(ratio):
    assert not any(cell.best for cell in cells(scenario(PRIMES, {"thread": ratio, "thread_pool": 0.7})).values())


def test_what_hardly_overlapped_is_shown_with_its_flag_and_never_best():
    world = World(seen={f"{PRIMES}/thread/2": {"overlap": 0.2}})
    for ratio in (1.9, 1.5):
        found = cells(scenario(PRIMES, {"thread": ratio, "thread_pool": 1.5}), world)
        assert found["thread"].reason == "workers hardly overlapped"
        assert [label for label, cell in found.items() if cell.best] == ["thread_pool"]


def test_more_than_the_workers_can_give_is_never_best():
    found = cells(scenario(PRIMES, {"thread": 2.6, "process_executor[fork]": 1.8}), World(noise=0.001))
    assert {label for label, cell in found.items() if cell.best} == {"process_executor[fork]"}
    assert "more than 2 workers can give" in found["thread"].reason


def test_serial_code_alone_makes_no_map():
    assert mapped({f"{PRIMES}/serial/1": 0.2}) is None


def test_a_panel_follows_a_strategy_over_its_worker_counts_from_serial_on():
    seconds = scenario(PRIMES, {"thread": 1.0}, workers=1) | {f"{PRIMES}/thread/{n}": 0.2 / (0.9 * n) for n in (4, 2)}
    run = simulate(seconds, World(noise=0))
    (panel,) = scaling_panels(collect(run), run.manifest.targets[0])
    serial, thread = panel.lines
    assert [(point.workers, point.speedup.value) for point in serial.points] == [(1, 1.0)]
    assert [point.workers for point in thread.points] == [1, 2, 4]
    assert thread.points[0].serial_fraction is None
    assert thread.points[1].efficiency == pytest.approx(0.9)
    assert thread.points[1].serial_fraction.value == pytest.approx((1 / 1.8 - 1 / 2) / (1 / 2))

    assert (thread.points[2].efficiency, thread.points[2].serial_fraction) == (None, None)  # four workers on two CPUs


def test_work_that_waits_may_scale_beyond_the_cpus():
    seconds = {f"3.13/echo/thread/{count}": 0.2 / (0.9 * count) for count in (2, 8)}
    run = simulate({"3.13/echo/serial/1": 0.2, **seconds}, World(noise=0))
    (panel,) = scaling_panels(collect(run), run.manifest.targets[0])
    assert [point.efficiency for point in panel.lines[1].points] == [pytest.approx(0.9)] * 2


def test_one_worker_makes_no_panel():
    run = simulate(scenario(PRIMES, {"thread": 1.0}, workers=1))
    assert scaling_panels(collect(run), run.manifest.targets[0]) == []


def test_targets_are_compared_trial_by_trial_with_the_base():
    run = simulate(under_the_gil("3.13") | under_the_gil("3.14"), World(noise=0))
    rows = rows_of(collect(run))
    assert {(row.base, row.other) for row in rows} == {("3.13", "3.14")}
    assert len(rows) == len(under_the_gil("3.13"))
    assert {row.state for row in rows} == {"same"}


def test_a_target_without_a_gil_is_compared_with_its_twin_in_serial_code_too():
    run = simulate(under_the_gil("3.12") | under_the_gil("3.14") | free_threaded("3.14t", cost=1.25), World(noise=0))
    rows = [row for row in rows_of(collect(run)) if row.base == "3.14"]
    assert {(row.other, row.strategy) for row in rows} == {("3.14t", "serial")}
    assert {row.workload: row.ratio.value for row in rows}["primes"] == pytest.approx(0.8)


@pytest.mark.parametrize("base", ["3.14", "3.14t"])
def test_a_twin_that_is_compared_already_is_not_compared_again(base):
    worlds = {"3.14": under_the_gil("3.14"), "3.14t": free_threaded("3.14t")}
    (other,) = set(worlds) - {base}
    found = rows_of(collect(simulate(worlds[base] | worlds[other])))
    assert {(row.base, row.other) for row in found} == {(base, other)}
    assert len(found) == len({(row.workload, row.strategy) for row in found})


def test_a_class_has_the_geometric_mean_of_its_workloads_over_rounds():
    seconds = {"3.13/primes/serial/1": 0.2, "3.13/wordcount/serial/1": 0.2, "3.13/echo/serial/1": 0.2}
    seconds |= {"3.14/primes/serial/1": 0.1, "3.14/wordcount/serial/1": 0.025, "3.14/echo/serial/1": 0.2}
    python, waiting = class_means(pairs(collect(simulate(seconds, World(noise=0, drift=0.2)))))
    assert (python.workload_class, python.rows, python.ratio.rounds) == ("pure-Python CPU", 2, 6)
    assert python.ratio.value == pytest.approx(4)
    assert waiting.ratio.value == pytest.approx(1)


def test_the_highest_ratio_of_two_targets_comes_first():
    seconds = {"3.13/primes/serial/1": 0.2, "3.13/echo/serial/1": 0.2, "3.13/pages/serial/1": 0.2}
    seconds |= {"3.14/primes/serial/1": 0.2, "3.14/echo/serial/1": 0.1, "3.14/pages/serial/1": 0.4}
    rows = rows_of(collect(simulate(seconds)))
    assert [row.workload for row in rows] == ["echo", "primes", "pages"]
