"""The CPUs that workers will run on, and how they are set up."""

from pathlib import Path

from gilbench.inside import cgroups
from gilbench.machine import cpus, facts
from gilbench.machine.doctor.finding import Finding


def usable_cpus(root: Path) -> Finding:
    """Look at how many workers can really run at once."""
    count, limit = cpus.usable(root), cpus.usable_limit(root)
    what = f"{count} usable {'CPU' if count == 1 else 'CPUs'} ({limit})"
    if count > 1:
        return Finding("usable CPUs", "ok", what)
    return Finding(
        "usable CPUs",
        "warning",
        what,
        "no strategy can be faster than serial on one CPU: a parallel speed-up cannot be shown here",
        "use a machine with two CPUs or more, or lift the limit",
    )


def affinity(root: Path) -> Finding | None:
    """Look for an affinity or cpuset."""
    may, here = cpus.allowed(root), cpus.online(root)
    if may is None or may >= here:
        return None
    return Finding(
        "CPU affinity",
        "note",
        f"this process may run on {len(may & here)} of {len(here)} CPUs",
        "everything that is measured inherits that",
        "start gilbench without `taskset`, or with a larger cpuset, if that was not meant",
    )


def quota(root: Path) -> Finding | None:
    """Look for a quota of CPU time."""
    quota = cgroups.cpu_quota(root)
    if quota is None:
        return None
    what = f"the control group grants {quota:g} CPUs' worth of time"
    if quota >= len(cpus.online(root)):
        return Finding("CPU quota", "ok", what)
    return Finding(
        "CPU quota",
        "warning",
        what,
        "once it is used up all workers stand still until the next period: timings come in steps",
        "raise the quota (docker: `--cpus`, Kubernetes: the CPU limit) or keep `--workers` below it",
    )


def isolated(root: Path) -> Finding | None:
    """Look for CPUs that the scheduler leaves alone."""
    alone = cpus.isolated(root)
    if not alone:
        return None
    return Finding(
        "isolated CPUs",
        "note",
        f"{len(alone)} isolated CPUs: {', '.join(map(str, sorted(alone)))}",
        "the kernel does not spread threads over isolated CPUs: pinned to them, all workers share the first one",
        "measure concurrency on CPUs that are not isolated",
    )


def smt(root: Path) -> Finding | None:
    """Look for cores with several hardware threads."""
    state = facts.smt(root)
    if state != "on":
        return None if state is None else Finding("SMT", "ok", "one hardware thread per core")
    return Finding(
        "SMT",
        "note",
        f"{len(cpus.online(root))} logical CPUs on {cpus.physical(root) or 'fewer'} cores",
        "two workers on one core share its units: past the number of cores, scaling flattens without any GIL",
        "read the scaling curve up to the number of cores",
    )


def core_kinds(root: Path) -> Finding | None:
    """Look for cores of different speed."""
    kinds = cpus.core_kinds(root)
    if not kinds:
        return None
    return Finding(
        "kinds of cores",
        "note",
        ", ".join(f"{count} CPUs on {kind} cores" for kind, count in kinds.items()),
        "the cores differ in speed, and a worker on a slow one holds up the others",
        "pin gilbench to the CPUs of one kind: `taskset --cpu-list` with a list from /sys/devices/cpu_core/cpus",
    )


def governor(root: Path) -> Finding | None:
    """Look at what sets the clock."""
    names = facts.governors(root)
    if not names:
        return None
    what = f"frequency governor: {', '.join(sorted(names))}"
    if names == {"performance"}:
        return Finding("governor", "ok", what)
    return Finding(
        "governor",
        "warning",
        what,
        "the clock follows the load, so the first seconds of each trial run slower than the rest",
        "`sudo cpupower frequency-set --governor performance`, and back afterwards",
    )


def turbo(root: Path) -> Finding | None:
    """Look for a clock that depends on how many cores are busy."""
    state = facts.turbo(root)
    if state != "on":
        return None if state is None else Finding("turbo", "ok", "the clock does not rise above its nominal rate")
    return Finding(
        "turbo",
        "note",
        "turbo is on",
        "one busy core runs at a higher clock than many: parallel runs look worse than they scale",
        "switch it off in the firmware or, as root, in /sys/devices/system/cpu, for figures on scaling",
    )
