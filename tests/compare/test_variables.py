"""Two runs to which `--env` gave other variables may be compared, and whoever reads it is told."""

import pytest
from tests.compare.compared import BASE, FIVE
from tests.known import between
from tests.simulated import simulate

from gilbench.compare.sides import OTHER_SESSION


def warnings(before, after):
    runs = {"a": before, "b": after}
    return between({name: simulate(BASE, settings={"variables": each}) for name, each in runs.items()}, FIVE).warnings


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        pytest.param({}, {"OMP_NUM_THREADS": "2"}, "OMP_NUM_THREADS=2 in b, nothing in a", id="on one side"),
        pytest.param({"A": "1"}, {"A": "2"}, "A=2 in b, A=1 in a", id="another value"),
        pytest.param({"A": "1"}, {"B": "1"}, "B=1 in b, A=1 in a", id="another name"),
        pytest.param({"A": "1", "B": "/home/joe doe/x"}, {}, "nothing in b, A=1 and B=…/x in a", id="without folders"),
    ],
)
def test_other_variables_are_a_warning(before, after, told):
    line = f"the Pythons were given other variables with --env: {told}; what they change is in these figures"
    assert line in warnings(before, after)


def test_the_same_variables_in_another_order_are_none():
    assert not any("--env" in each for each in warnings({"A": "1", "B": "2"}, {"B": "2", "A": "1"}))
    assert OTHER_SESSION in warnings({}, {})
