import resource
import sys
from types import SimpleNamespace

import pytest

from gilbench.inside import memory
from gilbench.inside.memory import Weight

UNTOLD = Weight(None, "the kernel does not tell the PSS of processes (no /proc/PID/smaps_rollup)")


@pytest.fixture
def machine(tmp_path):
    """Return a function that records a process: its number, its parent, and the kilobytes of its PSS if it has any."""

    def record(pid, parent, kilobytes=None, name="python3"):
        folder = tmp_path / "proc" / str(pid)
        folder.mkdir(parents=True)
        (folder / "stat").write_text(f"{pid} ({name}) S {parent} {pid} {pid} 0 -1 4194560\n")
        if kilobytes is not None:
            (folder / "smaps_rollup").write_text(
                "00400000-7fff5d1fe000 ---p 00000000 00:00 0                              [rollup]\n"
                f"Rss:               99999 kB\nPss:            {kilobytes:8} kB\nPss_Anon:               7 kB\n"
            )
        return str(tmp_path)

    return record


def test_every_descendant_counts_and_nobody_else(machine):
    machine(1, 0, 5000)
    machine(20, 1, 100)
    machine(21, 20, 30, name="resource) S 1 (tracker")
    machine(22, 20, 40)
    machine(23, 22, 2)
    root = machine(24, 1, 700)
    assert memory.tree(root, 20) == {20, 21, 22, 23}
    assert memory.pss(root, 20) == Weight(172 * 1024)


def test_a_child_that_has_just_ended_counts_nothing(machine, tmp_path):
    machine(20, 1, 100)
    root = machine(21, 20)
    (tmp_path / "proc" / "22").mkdir()  # its files are gone already
    assert memory.pss(root, 20) == Weight(100 * 1024)


def test_a_kernel_without_the_file_is_a_reason(machine):
    assert memory.pss(machine(20, 1), 20) == UNTOLD


def test_a_file_without_the_field_is_a_reason(machine, tmp_path):
    root = machine(20, 1)
    (tmp_path / "proc" / "20" / "smaps_rollup").write_text("Rss:  5 kB\n")
    assert memory.pss(root, 20) == UNTOLD


def test_a_machine_without_proc_is_a_reason(tmp_path):
    assert memory.tree(str(tmp_path), 20) == {20}
    assert memory.pss(str(tmp_path), 20) == UNTOLD


def test_a_descendant_that_may_not_be_read_is_a_reason_not_a_smaller_sum(machine, tmp_path):
    machine(20, 1, 100)
    root = machine(21, 20)
    (tmp_path / "proc" / "21" / "smaps_rollup").mkdir()  # cannot be read, whoever asks
    assert memory.pss(root, 20) == Weight(None, "the kernel does not tell the PSS of a process: Is a directory")


@pytest.mark.skipif(sys.platform != "linux", reason="where there is no /proc, another way is taken")
def test_the_peak_of_a_process_rises_with_what_it_takes():
    before = memory.peak()
    held = bytes(bytearray(before))
    assert before < len(held) + 2**20 < memory.peak()


@pytest.mark.parametrize(
    ("said", "peak"),
    [
        pytest.param("VmPeak:\t 9000 kB\nVmHWM:\t   1234 kB\n", 1234 * 1024, id="in kilobytes"),
        pytest.param("Name:\tpython\n", None, id="no such line"),
        pytest.param("VmHWM:\n", "asked elsewhere", id="no number"),
        pytest.param(None, "asked elsewhere", id="no such file"),
    ],
)
def test_the_peak_is_the_kernels_or_that_of_whoever_else_may_know(tmp_path, monkeypatch, said, peak):
    monkeypatch.setattr(memory, "_peak_by_usage", lambda: "asked elsewhere")
    (tmp_path / "proc" / "self").mkdir(parents=True)
    if said is not None:
        (tmp_path / "proc" / "self" / "status").write_text(said)
    assert memory.peak(str(tmp_path)) == peak


@pytest.mark.parametrize(("platform", "unit"), [("darwin", 1), ("freebsd", 1024)])
def test_elsewhere_the_peak_is_that_of_getrusage(monkeypatch, platform, unit):
    monkeypatch.setattr(resource, "getrusage", lambda _: SimpleNamespace(ru_maxrss=7))
    monkeypatch.setattr(sys, "platform", platform)
    assert memory._peak_by_usage() == 7 * unit


def test_windows_has_no_getrusage(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    assert memory._peak_by_usage() is None
