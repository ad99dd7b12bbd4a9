"""How many lists of items that differ make a value: calibrated on the list done once."""

from dataclasses import replace

import pytest
from tests.known import planned
from tests.simulated import target, workload

from gilbench.inside.schema import Catalogue
from gilbench.plan.prices import ITEM
from gilbench.run import calibration
from gilbench.run.fake import FakeRunner
from gilbench.settings import Settings

COUNTS = (1, 2)
HERE = target("3.13")
SECONDS = 0.0144  # of an item, on average


def listing(full):
    """Return a target with rows that differ, so many in a list."""
    rows = workload("rows", listed={"small": 2, "full": full})
    return replace(HERE, catalogue=Catalogue([rows], HERE.catalogue.strategies, []))


def calibrated(here):
    """Return what calibrating found, and the items of the trials that it took: serial ones, then those of processes."""
    plan = planned(Settings(globs=("rows",), workers=COUNTS), [here], 2)
    runner = FakeRunner(calibration.repetition(60.0), seconds=lambda trial: trial.items * SECONDS)
    found = calibration.calibrate(plan, [here], COUNTS, runner, {})
    calibration.transport(plan, [here], found, runner)
    return found, [each.items for each in runner.ran]


@pytest.mark.parametrize(
    ("full", "items"),
    [
        pytest.param(3, 18, id="a short list, repeated"),
        pytest.param(64, 64, id="a list that is enough"),
        pytest.param(1, 16, id="one item"),
    ],
)
def test_a_list_is_done_once_and_then_as_often_as_is_enough(full, items):
    found, ran = calibrated(listing(full))
    assert ran == [full, full]
    assert found.seconds_per_item == {"CPython": {"rows": pytest.approx(SECONDS)}}
    assert found.items == {"CPython": {"rows": items}}


def test_a_plan_without_calibration_has_as_many_lists_as_usual_items_would_make():
    plan = planned(Settings(globs=("rows",), workers=COUNTS), [listing(3)], 2)
    assert calibration.expected(plan, [listing(3)], COUNTS, {}) == {"CPython": {"rows": 18}}


def test_calibrating_a_long_list_is_thought_to_take_longer():
    short, long = (
        calibration.seconds(planned(Settings(globs=("rows",), workers=COUNTS), [here], 2), [here], {})
        for here in (listing(2), listing(1000))
    )
    assert long - short == pytest.approx(2 * 998 * 3 * ITEM["full"])  # serially and in processes, three values each
