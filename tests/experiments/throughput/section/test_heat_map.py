from dataclasses import replace

import pytest
from tests.experiments.throughput.own import own_run
from tests.experiments.throughput.section import made
from tests.known import collect
from tests.simulated import free_threaded, scenario, simulate, under_the_gil

from gilbench import fmt
from gilbench.experiments.throughput.analysis.heat_map import HeatCell, HeatColumn
from gilbench.experiments.throughput.section import heat_map
from gilbench.model.blocks import Note

MAP = made.heat_map("3.11")
MATRIX = heat_map.matrix(MAP, "CPython 3.11.7, GIL on")


def cells(shown, matrix):
    return [
        pair
        for row, written in zip(shown.rows, matrix.rows, strict=True)
        for pair in zip(row.cells, written.cells, strict=True)
    ]


def test_every_cell_keeps_its_state_its_number_and_whether_it_is_best():
    for cell, written in cells(MAP, MATRIX):
        assert (written.state, written.best) == (cell.state, cell.best)
        assert written.text == (fmt.ratio(cell.speedup.value) if cell.speedup else "")
        assert written.hint


def test_only_a_remark_on_a_number_is_flagged():
    flagged = [(cell, written) for cell, written in cells(MAP, MATRIX) if written.flagged]
    assert flagged
    assert all(cell.speedup and cell.reason in written.hint for cell, written in flagged)


def test_what_noise_may_hide_is_doubtful_and_says_so():
    assert "in brackets" not in MATRIX.caption
    doubted = replace(MAP, rows=tuple(map(doubting, MAP.rows)))
    shown = heat_map.matrix(doubted, "")
    for cell, written in cells(doubted, shown):
        assert written.doubtful == cell.doubtful
        assert written.hint.endswith("less than identical trials differed by") == cell.doubtful
    assert shown.caption.endswith("; in brackets: less than identical trials differed by")


def doubting(row):
    return replace(row, cells=tuple(replace(each, doubtful=each.speedup is not None, reason="") for each in row.cells))


def test_a_cell_with_a_speed_up_has_its_time_too():
    assert (MATRIX.shows, MATRIX.instead) == ("speed-up", "time per item")
    for cell, written in cells(MAP, MATRIX):
        assert written.instead == (fmt.time(cell.seconds) if cell.speedup else "")


def measured(*numbers):
    """Return a map in whose columns so many cells have a figure."""
    none = HeatCell("skipped", None, None, None, best=False, reason="")
    some = replace(next(cell for row in MAP.rows for cell in row.cells if cell.speedup), best=False, reason="")
    rows = [
        replace(MAP.rows[0], workload=str(place), cells=tuple(some if place < number else none for number in numbers))
        for place in range(max(numbers))
    ]
    names = (("threads", "a"), ("threads", "b"), ("processes", "c"), ("processes", "d"), ("asyncio", "e"))
    return replace(MAP, columns=tuple(HeatColumn(name, family, name) for family, name in names), rows=tuple(rows))


@pytest.mark.parametrize(
    ("numbers", "open_"),
    [
        pytest.param((1, 3, 2, 1, 1), "bce", id="the one that most ran under"),
        pytest.param((2, 2, 1, 1, 1), "ace", id="of several the first"),
        pytest.param((1, 2, 0, 0, 0), "bce", id="the first where none ran"),
    ],
)
def test_one_strategy_speaks_for_each_family(numbers, open_):
    columns = heat_map.matrix(measured(*numbers), "").columns
    assert "".join(each.name for each in columns if not each.further) == open_


@pytest.mark.parametrize(
    ("columns", "open_"),
    [
        pytest.param("pool[fork] pool[spawn] tuned[fork] tuned[spawn]", "pool[fork] tuned[fork]", id="in its way"),
        pytest.param("other[fork] pool[fork] tuned[fork]", "other[fork] pool[fork] tuned[fork]", id="beside another"),
        pytest.param("pool[fork] other[fork]", "pool[fork]", id="without a variant"),
        pytest.param("tuned[fork] tuned[spawn]", "tuned[fork]", id="a variant alone"),
    ],
)
def test_variants_stand_open_beside_what_they_are_variants_of(columns, open_):
    shown = [
        HeatColumn(name, "processes", name, method, f"pool[{method}" if name.startswith("tuned") else "")
        for name in columns.split()
        for method in [name.partition("[")[2]]
    ]
    shown = replace(measured(*[1] * len(shown)), columns=tuple(shown))
    assert [each.name for each in heat_map.matrix(shown, "").columns if not each.further] == open_.split()


def test_a_cell_that_stands_open_is_read_out_where_one_is_best():
    shown = measured(1, 2, 0, 0, 0)
    best = [replace(row, cells=tuple(replace(each, best=True) for each in row.cells)) for row in shown.rows]
    assert "With b and" in heat_map.reading(replace(shown, rows=tuple(best)))
    hidden = [replace(row, cells=(replace(row.cells[0], best=True), *row.cells[1:])) for row in shown.rows]
    assert "With a and" in heat_map.reading(replace(shown, rows=tuple(hidden)))


def test_one_cell_is_read_out_with_the_figure_that_it_shows():
    row = next(row for row in MAP.rows if MATRIX.reading.startswith(f"An item of {row.workload} takes "))
    best = next(cell for cell in row.cells if cell.best and cell.speedup)
    assert f"is {fmt.ratio(best.speedup.value)} as fast" in MATRIX.reading
    assert heat_map.reading(replace(MAP, rows=())) == ""


def test_a_strategy_that_misses_everywhere_is_named_once():
    notes = dict(MATRIX.remarks)
    missing = notes["not available: no InterpreterPoolExecutor before Python 3.14"]
    assert missing == "InterpreterPoolExecutor: every workload"


def test_what_was_left_out_on_purpose_is_no_remark():
    assert not any("chosen suite" in remark for remark, _ in MATRIX.remarks)


def test_a_terminal_shows_every_map_with_the_number_of_workers():
    section = heat_map.section(collect(simulate(under_the_gil("3.13") | free_threaded("3.13t"))))
    *maps, times, legend, gaps = section.brief
    assert gaps.title == "GIL gap"
    assert times.text == "Times of serial code are per item."
    assert [block.title for block in maps] == ["3.13", "3.13t"]
    assert {block.subtitle for block in maps} == {"speed-up against serial with 2 workers"}
    assert (
        legend == section.blocks[-1] == Note("(fork): processes started by fork, the default of 3.13 and 3.13t here.")
    )
    assert section.blocks[1].subtitle == "CPython 3.13.5, free-threaded, GIL off"


def test_more_workers_than_cpus_are_named_with_them():
    shown, _ = heat_map.section(collect(simulate(scenario("3.13/primes", {"thread": 1.0}, workers=8)))).brief
    assert shown.subtitle == "speed-up against serial with 8 workers on 2 CPUs"


def test_calls_stand_in_the_order_in_which_they_were_asked_for_and_under_one_name():
    (matrix, *_) = heat_map.section(collect(own_run({"thread": 0.9}, calls=("g(x)", "f(x)")))).blocks
    assert [(row.name, row.group) for row in matrix.rows] == [("g(x)", "of unknown kind"), ("f(x)", "of unknown kind")]
