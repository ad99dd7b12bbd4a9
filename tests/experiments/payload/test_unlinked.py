"""Shared blocks are removed, also when the trial was killed or went wrong."""

import os
import sys
from pathlib import Path

import pytest
from tests.experiments.asking import SOURCES

from gilbench.experiments.payload.measure import sharing
from gilbench.processes import process

pytestmark = pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="shared memory is looked for in /dev/shm")

HANDS_OVER = """
import multiprocessing, os, time
from gilbench.experiments.payload.measure import sharing
context = multiprocessing.get_context()
with sharing.block_of_bytes(context, [1024]) as way:
    way.trip(bytes(1024))
    print(*{{line.rpartition("/")[2].strip() for line in open("/proc/self/maps") if "/psm_" in line}}, flush=True)
    {then}
"""


def blocks():
    return {each.name for each in Path("/dev/shm").iterdir() if each.name.startswith("psm_")}


@pytest.mark.parametrize(
    ("then", "timeout"),
    [
        pytest.param("time.sleep(60)", 2.0, id="killed-for-its-time"),
        pytest.param("os.kill(os.getpid(), 9)", 20.0, id="killed-alone"),
        pytest.param("raise RuntimeError", 20.0, id="an-error"),
        pytest.param("pass", 20.0, id="the-end"),
    ],
)
def test_no_block_stays(then, timeout, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    command = [sys.executable, "-c", HANDS_OVER.format(then=then)]
    ended = process.run(command, environment=environment, folder=tmp_path, timeout=timeout)
    made = {*ended.printed.beginning().splitlines()[0].split()}
    assert len(made) == 1
    assert not made & blocks()


def _raise_with(block):
    assert block.name in blocks()
    raise ZeroDivisionError(block.name)


def test_a_block_is_removed_when_the_work_raises():
    with pytest.raises(ZeroDivisionError) as raised, sharing._block(1024) as block:
        _raise_with(block)
    assert raised.value.args[0] not in blocks()
