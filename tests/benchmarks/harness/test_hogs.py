"""Hogs come, draw the same times for the same seed, and go with whoever started them."""

import itertools
import os
import subprocess
import sys
from pathlib import Path

import hogs
import pytest


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("count", [0, 1, 2])
def test_as_many_hogs_as_asked_for_stay_as_long_as_the_block(count):
    with hogs.hogs(count, "seed") as pids:
        assert len(pids) == count
        assert all(map(alive, pids))
    assert not any(map(alive, pids))


def test_a_hog_ends_with_its_standard_input():
    hog = subprocess.Popen([sys.executable, str(Path(hogs.__file__)), "seed"], stdin=subprocess.PIPE)
    hog.stdin.close()
    assert hog.wait(timeout=30) == 0


def test_the_same_seed_draws_the_same_times_and_another_one_others():
    first, again, other = (list(itertools.islice(hogs.durations(seed), 50)) for seed in ("1/0", "1/0", "1/1"))
    assert first == again != other
    assert all(hogs.SHORTEST <= each <= hogs.LONGEST for times in first for each in times)
