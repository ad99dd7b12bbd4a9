"""What the platform lets gilbench measure, and which interpreters there are to measure."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from gilbench.inside.kernel import read
from gilbench.interpreters.candidate import Candidate
from gilbench.machine import facts
from gilbench.machine.doctor.finding import Finding

GOOD_CLOCKS = ("tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page")


def virtual_machine(root: Path) -> Finding | None:
    """Look for a hypervisor."""
    name = facts.virtual_machine(root)
    if name is None:
        return None
    return Finding(
        "virtual machine",
        "note",
        "this is a virtual machine" + ("" if name == "yes" else f" ({name})"),
        "other guests share its CPUs and caches, and counters do not show all of it: expect factors, not per cents",
        "trust differences that are far larger than their intervals, or measure with --rigorous",
    )


def clock(root: Path) -> Finding | None:
    """Look at what the clock is read from."""
    source = facts.clock_source(root)
    if source is None:
        return None
    if source in GOOD_CLOCKS:
        return Finding("clock source", "ok", source)
    return Finding(
        "clock source",
        "warning",
        source,
        "reading the clock is a system call: short calls and latencies look longer",
        "see /sys/devices/system/clocksource/clocksource0/available_clocksource, and `dmesg` for why it is not tsc",
    )


def ledger(root: Path) -> Finding:
    """Look for what the three columns of the ledger are read from."""
    running, *others = (read(root, "proc/self/schedstat") or "0").split()
    if running != "0" and others:
        return Finding("ledger", "ok", "the kernel tells running, ready and blocked apart")
    return Finding(
        "ledger",
        "note",
        "no /proc/self/schedstat here",
        "without it the ledger cannot tell waiting for a CPU from waiting for the GIL",
        "measure on Linux (CONFIG_SCHED_INFO) for the three columns; the timings are the same",
    )


def interpreters(candidates: Sequence[Candidate]) -> Iterator[Finding]:
    """Look at the interpreters that were found, and for a free-threaded one among them."""
    labels = ", ".join(each.interpreter.label for each in candidates)
    yield Finding("interpreters", "ok", f"{len(candidates)} found: {labels}")
    if not any(each.interpreter.free_threaded for each in candidates):
        yield Finding(
            "free-threading",
            "note",
            "no free-threaded build was found",
            "what your code gains without the GIL, and what that costs it, stays unknown",
            "install one: `uv python install 3.14t`, or one of pyenv's versions that end in `t`; gilbench finds both",
        )
