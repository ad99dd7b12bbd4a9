import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.simulated import trial

from gilbench.run.progress_line import Far, fitted, time_left
from gilbench.run.rounds import Step

TRIAL = trial("3.13/primes/thread/2")
WORDS = "primes, Thread, 2 workers on 3.13"


def step(left, more=0.0, done=0, total=3):
    return Step(TRIAL, 3, done, total, left, more)


@pytest.mark.parametrize(
    ("left", "more", "text"),
    [
        pytest.param(125.0, 0.0, "about 2 min 5 s left", id="what is due"),
        pytest.param(12.2, 0.0, "about 12 s left", id="seconds"),
        pytest.param(60.0, 65.0, "at most 2 min 5 s left", id="more rounds if they are needed"),
        pytest.param(124.0, 1.0, "about 2 min 5 s left", id="too little for another round"),
        pytest.param(4.9, 0.0, "a few seconds left", id="few"),
        pytest.param(1e-9, 0.0, "a few seconds left", id="next to nothing"),
    ],
)
def test_what_is_left_is_told_as_well_as_it_is_known(left, more, text):
    assert time_left(step(left, more)) == text


@pytest.mark.parametrize(
    ("width", "line"),
    [
        pytest.param(100, f"512/1178, round 3, ± 7.4 %, about 2 min 5 s left, {WORDS}", id="all of it"),
        pytest.param(80, "512/1178, round 3, ± 7.4 %, about 2 min 5 s left, primes, Thread, 2 workers on …", id="80"),
        pytest.param(62, "512/1178, round 3, ± 7.4 %, about 2 min 5 s left, primes, Thr…", id="hardly a trial"),
        pytest.param(61, "512/1178, round 3, ± 7.4 %, about 2 min 5 s left", id="no trial"),
        pytest.param(40, "512/1178, round 3, about 2 min 5 s left", id="40"),
        pytest.param(30, "512/1178, about 2 min 5 s left", id="30"),
        pytest.param(20, "512/1178, 2 min", id="20"),
    ],
)
def test_what_is_measured_now_is_shortened_first(width, line):
    assert fitted(Far(step(125.0, done=512, total=1178), WORDS, "± 7.4 %"), width) == line


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(6.4, "6 s"), (70.0, "1 min"), (100.0, "2 min"), (3700.0, "1 h"), (7000.0, "2 h"), (171_000.0, "2 d")],
)
def test_where_there_is_least_room_the_time_has_one_unit(seconds, told):
    assert fitted(Far(step(seconds, done=1000, total=1000), WORDS, ""), 20) == f"1000/1000, {told}"


DONE = st.integers(0, 99_999)
STEPS = st.builds(step, st.floats(0, 172_000), done=DONE, total=DONE)


@given(STEPS, st.text(), st.sampled_from(["", "± 7.4 %"]), st.integers(20, 200))
def test_the_count_and_the_time_are_whole_at_any_width(far, words, worst, width):
    line = fitted(Far(far, words, worst), width)
    assert len(line) <= width
    count, *told = line.split(", ")
    assert count == f"{far.done}/{far.total}"
    assert any(part.endswith(("left", " s", " min", " h", " d")) for part in told)
