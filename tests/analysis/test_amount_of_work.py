import pytest

from gilbench.analysis.amount_of_work import in_words
from gilbench.store.records import Calibration


@pytest.mark.parametrize(
    ("found", "words"),
    [
        pytest.param(
            Calibration({"CPython": "3.13"}, {"CPython": {"a": 0.0144}}, {"CPython": {"a": 16}}),
            "CPython, calibrated on 3.13: 16 items a value",
            id="one",
        ),
        pytest.param(
            Calibration(
                {"CPython": "3.13", "PyPy": "pypy3.11"},
                {"CPython": {"a": 0.0144, "b": 0.0312, "c": 0.016, "d": 0.001}, "PyPy": {"a": 0.0005}},
                {"CPython": {"a": 16, "b": 8, "c": 16, "d": 256}, "PyPy": {"a": 512, "b": 8}},
            ),
            "CPython, calibrated on 3.13: 16 items a value; 8 of b (31.2 ms each); 256 of d (1.00 ms each) · "
            "PyPy, calibrated on pypy3.11: 8 items a value; 512 of a (500 µs each)",
            id="two kinds",
        ),
        pytest.param(
            Calibration({}, {}, {"CPython": {"a": 8}}, "before"),
            "CPython, as in before: 8 items a value",
            id="like a run",
        ),
        pytest.param(
            Calibration({"CPython": "3.13"}, {"CPython": {"c": 0.03}}, {"CPython": {"a": 4, "b": 4, "c": 8}}, "before"),
            "CPython, as in before, calibrated on 3.13: 4 items a value; 8 of c (30.0 ms each)",
            id="partly like a run",
        ),
        pytest.param(
            Calibration({"every": "3.13t"}, {"every": {"a": 0.05}}, {"every": {"a": 4}}),
            "calibrated on 3.13t: 4 items a value",
            id="an earlier version's, on the slowest for all",
        ),
        pytest.param(Calibration({}, {}, {"CPython": {}}), "", id="nothing, as only somebody else's run can be"),
    ],
)
def test_a_calibration_is_one_line(found, words):
    assert in_words(found) == words
