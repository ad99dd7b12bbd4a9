"""What goes on at this moment: other programs, other guests, and what is left of memory and disk."""

import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from gilbench import fmt
from gilbench.inside import cgroups
from gilbench.inside.kernel import read
from gilbench.machine import facts
from gilbench.machine.doctor.finding import Finding

MOST_LOAD = 0.5  # processes that run beside us, on average over the last minute
MOST_PRESSURE = 0.05  # share of time in which some process waited for a CPU
MOST_STEAL = 0.01  # share of CPU time that the hypervisor gave to others
STEAL = 7  # column of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal
LEAST_DISK = 1 << 30  # bytes: a full suite with its logs stays far below
LEAST_MEMORY = 2 << 30  # bytes: a few interpreters, and payloads of 64 MB on both sides of a pipe


def load(root: Path) -> Finding | None:
    """Look for other programs."""
    averages = facts.load_average(root)
    if averages is None:
        return None
    what = f"load average {averages[0]:.2f} over the last minute"
    if averages[0] <= MOST_LOAD:
        return Finding("load", "ok", what)
    return Finding(
        "load",
        "warning",
        what,
        "other programs take CPU time from the workers, and speed-ups look smaller than they are",
        "close what is running, or wait; CPU ÷ time in the report shows how much was lost",
    )


def pressure(root: Path) -> Finding | None:
    """Look for processes that wait for a CPU now."""
    share = facts.cpu_pressure(root)
    if share is None:
        return None
    what = f"some process waited for a CPU in {fmt.share(share)} of the last 10 s"
    if share <= MOST_PRESSURE:
        return Finding("CPU pressure", "ok", what)
    return Finding(
        "CPU pressure",
        "warning",
        what,
        "there is more to run than there are CPUs, before gilbench has started anything",
        "find the busy process with `top` and end it, or wait",
    )


def steal(root: Path, window: float) -> Finding | None:
    """Watch for CPU time that goes to other guests, for `window` seconds."""
    before = _cpu_times(root)
    if before is None:
        return None
    time.sleep(window)
    share = steal_share(before, _cpu_times(root) or before)
    what = f"{fmt.share(share)} of CPU time stolen in the last {window:g} s"
    if share <= MOST_STEAL:
        return Finding("stolen time", "ok", what)
    return Finding(
        "stolen time",
        "warning",
        what,
        "the hypervisor runs other guests on these CPUs; a worker stands still without any sign of it in the ledger",
        "use a machine with dedicated CPUs, or more rounds: `--rigorous`",
    )


def steal_share(before: Sequence[int], after: Sequence[int]) -> float:
    """Return the share of time that was stolen between two readings of the first line of /proc/stat.

    The columns are in ticks; those after `STEAL` are left out because user and nice contain them.
    """
    ticks = [later - earlier for earlier, later in zip(before[: STEAL + 1], after, strict=False)]
    return ticks[STEAL] / sum(ticks) if sum(ticks) > 0 else 0.0


def _cpu_times(root: Path) -> list[int] | None:
    name, *ticks = ((read(root, "proc/stat") or "").splitlines() or [""])[0].split() or [""]
    return [int(each) for each in ticks] if name == "cpu" and len(ticks) > STEAL else None


def battery(root: Path) -> Finding | None:
    """Look at the power supply."""
    supplies = sorted(root.glob("sys/class/power_supply/*"))
    if not any(read(supply, "status") == "Discharging" and read(supply, "scope") != "Device" for supply in supplies):
        return None
    return Finding("power", "warning", "running on battery", "the clock is kept low to save power", "plug it in")


def memory(root: Path) -> Finding | None:
    """Look at the memory that is left."""
    available = facts.memory(root, "MemAvailable")
    if available is None:
        return None
    least = min(available, cgroups.memory_limit(root) or available)
    what = f"{fmt.size(least)} of memory available"
    if least >= LEAST_MEMORY:
        return Finding("memory", "ok", what)
    return Finding(
        "memory",
        "warning",
        what,
        "process pools and large payloads may swap or be killed",
        "close programs, or keep `--workers` small",
    )


def disk(folder: Path) -> Finding:
    """Look at the space for run folders."""
    free = shutil.disk_usage(folder).free
    what = f"{fmt.size(free)} free where this command runs"
    if free >= LEAST_DISK:
        return Finding("disk", "ok", what)
    return Finding("disk", "warning", what, "a run folder holds every value and log", "free some, or use `--out`")
