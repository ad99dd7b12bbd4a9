"""The text that stands for a picture says what it shows, in numbers of its marks, and no gain where there is none."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from tests.experiments.test_ranks import WORLDS, in_a_world
from tests.known import EXPERIMENTS
from tests.page import runs, sized

from gilbench import fmt
from gilbench.analysis.ratios import difference
from gilbench.experiments.discovery import find
from gilbench.model import Estimate
from gilbench.model.blocks import Chart, Lanes, Matrix
from gilbench.page import build as pages
from gilbench.report.layout import everything

MADE = {
    "a default run": lambda: (sized.default(), find()),
    "of every outcome": lambda: (runs.full(), EXPERIMENTS),
    "one interpreter": lambda: (runs.one_target(), EXPERIMENTS),
    "a dry run": lambda: (runs.invented(), EXPERIMENTS),
    "many cores": lambda: (runs.many_cores(), EXPERIMENTS),
}
NEAR = 0.02  # a number of a text is rounded, or a mean of what is drawn
A_STRATEGY = r"([\w.]+(?: tasks)?(?: \(\w+\))?)"
REACHED = re.compile(rf"(?:, |; |: |and ){A_STRATEGY} ([\d,.]+)×(?: \((no gain|slower|undecided)\))?")


@cache
def pictures(name):
    run, experiments = MADE[name]()
    return _pictures(run, experiments)


def _pictures(run, experiments):
    found = [block for section in pages.build(run, experiments).sections for block in everything(section.blocks)]
    return [block for block in found if isinstance(block, Chart | Lanes | Matrix)]


def shown(block: Chart | Lanes | Matrix) -> Iterator[float]:
    """Yield what is drawn, as the text that stands for it may give it."""
    match block:
        case Chart():
            marks = [mark for series in block.series for mark in series.marks]
            yield from (end for mark in marks for end in (mark.value, mark.low, mark.high) if end is not None)
        case Lanes():
            yield from (stretch.end - stretch.start for lane in block.lanes for stretch in lane.stretches)
        case Matrix():
            yield from (cell.effect for row in block.rows for cell in row.cells if cell.effect is not None)


def numbers(text: str) -> Iterator[float]:
    """Yield the numbers of a text, those with a unit of time in seconds."""
    units = "|".join(unit.name for unit in fmt.TIME_UNITS)
    scales = {unit.name: unit.seconds for unit in fmt.TIME_UNITS}
    for number, unit in re.findall(rf"(?<![\w.])(\d[\d,]*(?:\.\d+)?)(?: ({units})\b)?", text):
        yield float(number.replace(",", "")) * scales.get(unit, 1.0)


def near(one: float, other: float) -> bool:
    return abs(one - other) <= NEAR * abs(other)


@pytest.mark.parametrize("name", MADE)
def test_every_picture_is_told_in_the_numbers_of_its_marks(name):
    found = pictures(name)
    assert found
    for block in found:
        text = block.reading if isinstance(block, Matrix) else block.finding
        if isinstance(block, Matrix) and not any(cell.best for row in block.rows for cell in row.cells):
            assert not text
            continue
        told = list(numbers(text.replace(block.title, "")))
        assert any(near(number, value) for number in told for value in shown(block)), text


def require_no_invented_gain(block):
    """Each strategy that a text names stands beside what its mark says of it."""
    said = REACHED.findall(block.finding)
    for strategy, ratio, remark in said:
        marks = [mark for series in block.series if series.name == strategy for mark in series.marks]
        here = [mark for mark in marks if ratio in mark.hint and f"{ratio}×" in mark.hint]
        assert here, block.finding
        assert any(_agrees(remark, mark, ratio) for mark in here), (block.finding, here)
    return len(said)


def _agrees(remark, mark, ratio):
    if remark == "undecided":
        return not mark.clear
    if mark.x is None or mark.low is None or f"{ratio}×" != fmt.ratio(mark.value):  # drawn in another unit
        return mark.clear
    judgement = difference(Estimate(mark.value, mark.low, mark.high, 6))
    return mark.clear and judgement == {"": "faster", "no gain": "same", "slower": "slower"}[remark]


@pytest.mark.parametrize("name", MADE)
def test_no_text_says_that_something_gains_of_which_its_mark_does_not(name):
    charts = [block for block in pictures(name) if isinstance(block, Chart) and _of_scaling(block)]
    assert sum(map(require_no_invented_gain, charts)) >= len(charts) > 0


@WORLDS
def test_no_text_says_so_in_any_world(threads, processes, ledger, noise):
    found = _pictures(in_a_world(threads, processes, ledger, noise)[0], EXPERIMENTS)
    charts = [block for block in found if isinstance(block, Chart) and _of_scaling(block)]
    assert sum(map(require_no_invented_gain, charts)) >= len(charts) > 0


def _of_scaling(block):
    return block.finding.startswith("Speed-up") or "items per second" in block.finding.lower()
