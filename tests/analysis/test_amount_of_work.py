import pytest

from gilbench.analysis.amount_of_work import in_words
from gilbench.store.records import Calibration


@pytest.mark.parametrize(
    ("found", "words"),
    [
        pytest.param(Calibration("3.13t", {"a": 0.05}, {"a": 4}), "calibrated on 3.13t: 4 items a value", id="one"),
        pytest.param(
            Calibration("3.13t", {"a": 0.05, "b": 0.0312, "c": 0.06, "d": 0.001}, {"a": 4, "b": 8, "c": 4, "d": 128}),
            "calibrated on 3.13t: 4 items a value; 8 of b (31.2 ms each); 128 of d (1.00 ms each)",
            id="short ones",
        ),
        pytest.param(Calibration(None, {}, {"a": 8}, "before"), "as in before: 8 items a value", id="like a run"),
        pytest.param(
            Calibration("3.13", {"c": 0.03}, {"a": 4, "b": 4, "c": 8}, "before"),
            "as in before, calibrated on 3.13: 4 items a value; 8 of c (30.0 ms each)",
            id="partly like a run",
        ),
    ],
)
def test_a_calibration_is_one_line(found, words):
    assert in_words(found) == words
