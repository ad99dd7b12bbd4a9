import pytest
from tests.experiments.throughput.families import evidence, member

from gilbench.experiments.throughput.analysis.heat_map import workloads_in_order
from gilbench.experiments.throughput.analysis.ledger_rows import ledger_rows
from gilbench.experiments.throughput.analysis.panels import ScalingPoint
from gilbench.experiments.throughput.analysis.parameters import (
    NEVER,
    ParameterLine,
    Place,
    Turn,
    parameter_panels,
    turn,
)
from gilbench.model import Estimate

ONE = Estimate(1.0, 0.9, 1.1, 5)
JUDGED = {"+": "faster", "=": "same", "-": "slower", "?": "undecided"}


def panels(speedups):
    found = evidence(speedups)
    return parameter_panels(found, found.manifest.targets[0])


def line(signs):
    """Return a line whose workloads are called by their places: "0", "1", …"""
    points = (ScalingPoint(2, ONE, JUDGED[sign], ONE, None, None) for sign in signs)
    return ParameterLine("Thread", "threads", tuple(Place(n, str(n), point) for n, point in enumerate(points)))


@pytest.mark.parametrize(
    ("signs", "found"),
    [
        pytest.param("-=++", Turn(True, "1", "2"), id="from a value on"),
        pytest.param("-+", Turn(True, "0", "1"), id="two values"),
        pytest.param("-?+", Turn(True, "0", "2", open=True), id="it is not known where exactly"),
        pytest.param("-??+", Turn(True, "0", "3", open=True), id="nor within two"),
        pytest.param("++-", Turn(False, "1", "2"), id="up to a value"),
        pytest.param("+?=", Turn(False, "0", "2", open=True), id="up to about a value"),
        pytest.param("+++", Turn(True), id="always"),
        pytest.param("-=-", NEVER, id="never"),
        pytest.param("-?-", None, id="perhaps in between"),
        pytest.param("+?+", None, id="perhaps not in between"),
        pytest.param("?++", None, id="an open beginning"),
        pytest.param("-+?", None, id="an open end"),
        pytest.param("-+-", None, id="there and back"),
        pytest.param("-+-+", None, id="three turns"),
        pytest.param("-+?-+", None, id="three turns, one of them open"),
        pytest.param("?", None, id="nothing is decided"),
        pytest.param("+", None, id="one value"),
    ],
)
def test_a_turn_is_told_only_where_every_other_value_is_decided(signs, found):
    assert turn(line(signs)) == found


def test_a_line_has_the_values_in_their_order_as_numbers():
    (panel,) = panels({member("copy", n=n): {"thread": 1 + n / 100} for n in (100, 9, 20)})
    (threads,) = [each for each in panel.lines if each.family == "threads"]
    assert [place.value for place in threads.places] == [9, 20, 100]
    assert [place.workload for place in threads.places] == ["copy[n=9]", "copy[n=20]", "copy[n=100]"]
    assert [place.point.speedup.value for place in threads.places] == pytest.approx([1.09, 1.2, 2], rel=0.05)
    assert (panel.family, panel.parameter, panel.fixed, panel.workers) == ("copy", "n", (), 2)
    assert {each.strategy for each in panel.lines} == {"serial", "Thread"}


def test_other_parameters_are_fixed_and_the_one_with_most_values_is_the_axis():
    works = [member("copy", n=n, level=level, how=how) for n in (1, 2, 3) for level in (1, 9) for how in ("a", "b")]
    found = panels({each: {"thread": 1.5} for each in works})
    assert {panel.parameter for panel in found} == {"n"}
    assert [panel.fixed for panel in found] == [(("level", n), ("how", h)) for n in (1.0, 9.0) for h in ("a", "b")]


@pytest.mark.parametrize(
    "works",
    [
        pytest.param([member("copy", how=how) for how in ("a", "b")], id="words alone"),
        pytest.param([member("copy", n=1), member("copy", n="None")], id="a number and none"),
        pytest.param([member("copy", n=1)], id="one value"),
        pytest.param([member("copy", n=1), member("move", n=2)], id="two functions"),
    ],
)
def test_there_is_no_line_without_two_numbers_of_one_function(works):
    assert panels({each: {"thread": 1.5} for each in works}) == []


def test_one_measured_value_is_no_line():
    assert panels({member("copy", n=1): {"thread": 1.5}, member("copy", n=2): {}}) == []


def test_rows_of_a_family_stand_together_in_the_order_of_its_values():
    works = [*(member("copy", n=n) for n in (1000, 20, 3)), member("a", n=10), member("a", n=9)]
    found = evidence({each: {"thread": 1.5} for each in works})
    target = found.manifest.targets[0]
    names = ["a[n=10]", "a[n=9]", "copy[n=1000]", "copy[n=20]", "copy[n=3]"]
    assert [each.name for each in workloads_in_order(found, target)] == names
    assert list(dict.fromkeys(row.workload for row in ledger_rows(found, target))) == names
