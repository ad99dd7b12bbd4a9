"""Shared memory and semaphores of what is killed are removed by Python's own trackers, which are not killed with it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.end_to_end.command import wait_for

from gilbench.inside import trackers as inside
from gilbench.processes import process, trackers

pytestmark = pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="shared memory is looked for in /dev/shm")

SHARES = """
import multiprocessing, time
from multiprocessing import shared_memory
memory = shared_memory.SharedMemory(create=True, size=100)
semaphore = multiprocessing.get_context("spawn").Semaphore(1)
print(memory.name, "sem." + semaphore._semlock.name.strip("/"), flush=True)
"""
ESCAPES = "import os\nif not os.fork():\n    os.setsid()\n    time.sleep(5)\n    os._exit(0)\n"


@pytest.fixture
def killed(tmp_path):
    """Return a function that runs code which never ends, and says how it was ended and what it had in /dev/shm."""

    def run(code, timeout):
        command = [sys.executable, "-c", f"{code}\ntime.sleep(60)"]
        ended = process.run(command, environment=dict(os.environ), folder=tmp_path, timeout=timeout)
        return ended, [Path("/dev/shm", name) for name in ended.printed.beginning().splitlines()[0].split()]

    return run


def test_nothing_of_what_is_killed_stays_in_memory(killed):
    ended, names = killed(SHARES, 3.0)
    assert ended.timed_out
    assert len(names) == 2
    assert not any(name.exists() for name in names)


@pytest.mark.slow
def test_a_tracker_that_somebody_keeps_waiting_is_killed_after_the_grace(killed):
    ended, names = killed(SHARES + ESCAPES, 3.0)
    assert ended.timed_out
    assert ended.elapsed < 3.0 + trackers.GRACE + 2.0
    for name in names:
        name.unlink(missing_ok=True)


def test_a_group_without_a_tracker_is_left_as_it_is():
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True) as sleeping:
        trackers.finish(sleeping.pid)
        assert sleeping.poll() is None
        sleeping.kill()


def test_only_members_of_the_group_are_killed():
    shell = f"sleep 60 & echo $!; exec {sys.executable} -c 'import time; time.sleep(60)' '{inside._TRACKER.decode()}'"
    with (
        subprocess.Popen(["sh", "-c", shell], start_new_session=True, stdout=subprocess.PIPE, text=True) as tracker,
        subprocess.Popen(["sleep", "60"], start_new_session=True) as other,
    ):
        member = int(tracker.stdout.readline())
        wait_for(lambda: inside._is_tracker(tracker.pid))
        began = time.monotonic()
        trackers.finish(tracker.pid)
        assert time.monotonic() - began >= trackers.GRACE
        assert (tracker.poll(), other.poll()) == (None, None)
        wait_for(lambda: not inside._runs_in(member, tracker.pid))
        tracker.kill()
        other.kill()
