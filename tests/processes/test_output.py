"""What a target prints is bounded: its head, its tail and a count are kept, and the host hardly wakes up for it."""

import errno
import os
import sys
import time

import pytest

from gilbench.processes import printed, process, watching
from gilbench.processes.printed import HEAD, MIB, TAIL, Keeper

FLOOD = "import os\nwhile True: os.write({stream}, b'x' * 65536)"


@pytest.fixture(params=["pidfd", "thread"])
def run(request, tmp_path, monkeypatch):
    """Return a function that runs Python code to its end, in both ways of watching it."""
    if request.param == "thread":
        monkeypatch.delattr(os, "pidfd_open", raising=False)
    elif not hasattr(os, "pidfd_open"):
        pytest.skip("there are no pidfds here")

    def python(code, timeout=30.0):
        command = [sys.executable, "-c", code]
        return process.run(command, environment=dict(os.environ), folder=tmp_path, timeout=timeout)

    return python


@pytest.mark.parametrize(
    "chunks",
    [
        pytest.param([], id="nothing"),
        pytest.param([b"a", b"", b"bc"], id="little"),
        pytest.param([b"ab" * HEAD, b"c"], id="more than the head at once"),
        pytest.param([b"0123456789" * 100] * 2000, id="more than the head in pieces"),
        pytest.param([b"a" * (TAIL - 1), b"bc"], id="the tail to the byte"),
    ],
)
def test_head_tail_and_count_are_kept(chunks):
    keeper = Keeper()
    for chunk in chunks:
        keeper.add(chunk)
    whole, found = b"".join(chunks), keeper.so_far()
    assert (found.head, found.tail, found.size) == (whole[:HEAD], whole[-TAIL:], len(whole))


def test_a_target_that_prints_less_than_the_most_is_not_disturbed(run):
    ended = run(f"import sys\nsys.stdout.write('ab' * {MIB})\nsys.stdout.write('the end')\nsys.exit(7)")
    assert (ended.code, ended.printed.size, ended.printed.flooded) == (7, 2 * MIB + 7, False)
    assert ended.printed.beginning() == "ab" * (MIB // 2)
    assert ended.printed.end().endswith("abthe end")
    assert (ended.timed_out, ended.left_processes) == (False, False)


@pytest.mark.parametrize("stream", [1, 2])
def test_one_that_prints_more_is_killed_and_little_of_it_is_kept(run, monkeypatch, stream):
    monkeypatch.setattr(printed, "MOST", 3 * MIB)
    ended = run(FLOOD.format(stream=stream), timeout=60.0)
    assert (ended.printed.flooded, ended.timed_out, ended.left_processes) == (True, False, False)
    assert ended.code != 0
    assert 3 * MIB < ended.printed.size <= 6 * MIB
    assert (len(ended.printed.head), len(ended.printed.tail)) == (HEAD, TAIL)


def test_a_child_that_prints_too_much_is_ended_with_the_target(run, monkeypatch):
    monkeypatch.setattr(printed, "MOST", 3 * MIB)
    child = FLOOD.format(stream=1)
    ended = run(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])", timeout=60.0)
    assert (ended.printed.flooded, ended.timed_out) == (True, False)


def test_one_that_closes_its_output_is_still_waited_for(run):
    ended = run("import os, time; os.write(1, b'bye'); os.close(1); os.close(2); time.sleep(0.5); os._exit(4)")
    assert (ended.code, ended.printed.end(), ended.elapsed > 0.5) == (4, "bye", True)


def test_one_that_prints_on_and_on_is_still_ended_in_time(run):
    ended = run("import os, time\nwhile True: os.write(1, b'x'); time.sleep(0.001)", timeout=1.0)
    assert (ended.timed_out, ended.printed.flooded) == (True, False)
    assert set(ended.printed.end()) == {"x"}


def test_a_kernel_that_refuses_pidfds_is_one_without(tmp_path, monkeypatch):
    def refuse(_):
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(os, "pidfd_open", refuse, raising=False)
    ended = process.run([sys.executable, "-c", "print(1)"], environment={}, folder=tmp_path, timeout=30.0)
    assert (ended.code, ended.printed.end()) == (0, "1\n")


@pytest.fixture
def sleeps(monkeypatch):
    """Return the times at which the host woke up."""
    if not hasattr(os, "pidfd_open"):
        pytest.skip("there are no pidfds here")
    woken, sleep = [], watching._Polled._sleep

    def counted(*arguments, **options):
        try:
            return sleep(*arguments, **options)
        finally:
            woken.append(time.monotonic())

    monkeypatch.setattr(watching._Polled, "_sleep", counted)
    return woken


def test_a_target_that_prints_nothing_wakes_nobody(tmp_path, sleeps):
    command = [sys.executable, "-c", "import time; time.sleep(0.5)"]
    process.run(command, environment={}, folder=tmp_path, timeout=30.0)
    assert len(sleeps) <= 2  # its end; and the end of its output, if that comes first


def test_one_that_prints_all_the_time_wakes_us_now_and_then(tmp_path, sleeps):
    code = "import os, time\nfor _ in range(800): os.write(1, b'x'); time.sleep(0.001)"
    ended = process.run([sys.executable, "-c", code], environment={}, folder=tmp_path, timeout=30.0)
    assert ended.printed.size == 800
    assert len(sleeps) <= 2 * ended.elapsed / watching.PAUSE + 3
