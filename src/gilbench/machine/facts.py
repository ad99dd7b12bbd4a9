"""Facts about the machine that help a reader to judge its numbers. No host name, no user name, no serial number."""

import platform
from collections.abc import Callable
from pathlib import Path

from gilbench import fmt
from gilbench.inside import cgroups
from gilbench.inside.kernel import ROOT, field, read
from gilbench.machine import cpus


def facts(root: Path = ROOT) -> dict[str, str]:
    """Return what is known, in the order in which to show it; what is not known is left out."""
    known = {name: ask(root) for name, ask in _QUESTIONS.items()}
    return {name: fact for name, fact in known.items() if fact}


def usable_cpus(root: Path = ROOT) -> int:
    """Return how many CPUs' worth of work can go on at once, after affinity and quota."""
    return cpus.usable(root)


def usable_cpus_limit(root: Path = ROOT) -> str:
    """Say in a few words what limits the usable CPUs."""
    return cpus.usable_limit(root)


def governors(root: Path) -> frozenset[str]:
    """Return the frequency governors of the CPUs; empty where the frequency is not the kernel's business."""
    named = {read(root, f"{cpus.FOLDER}/cpu{cpu}/cpufreq/scaling_governor") for cpu in cpus.online(root)}
    return frozenset(name for name in named if name)


def turbo(root: Path) -> str | None:
    """Return "on" or "off"; None where the kernel does not say."""
    no_turbo = read(root, f"{cpus.FOLDER}/intel_pstate/no_turbo")
    boost = read(root, f"{cpus.FOLDER}/cpufreq/boost")
    if no_turbo is None and boost is None:
        return None
    return "on" if no_turbo == "0" or boost == "1" else "off"


def smt(root: Path) -> str | None:
    """Return "on" if cores run two or more hardware threads, "off" if not; None where the kernel does not say."""
    return {"1": "on", "0": "off"}.get(read(root, f"{cpus.FOLDER}/smt/active") or "")


def load_average(root: Path) -> tuple[float, float, float] | None:
    """Return the number of runnable or stuck processes, averaged over 1, 5 and 15 minutes."""
    try:
        one, five, fifteen, *_ = (read(root, "proc/loadavg") or "").split()
        return float(one), float(five), float(fifteen)
    except ValueError:
        return None


def cpu_pressure(root: Path) -> float | None:
    """Return the share of the last 10 s in which some process was ready but had to wait for a CPU."""
    for line in (read(root, "proc/pressure/cpu") or "").splitlines():
        kind, *pairs = line.split()
        values = dict(pair.partition("=")[::2] for pair in pairs)
        if kind == "some" and "avg10" in values:
            return float(values["avg10"]) / 100
    return None


def memory(root: Path, key: str) -> int | None:
    """Return the bytes that /proc/meminfo gives for `MemTotal`, `MemAvailable` or another key."""
    kibibytes, *_ = (field(root, "proc/meminfo", key) or "").split() or [""]
    return int(kibibytes) * 1024 if kibibytes.isdecimal() else None


def free_memory(root: Path = ROOT) -> int | None:
    """Return how many bytes programs can still take, within what the control group allows; None where nothing tells."""
    known = [each for each in (memory(root, "MemAvailable"), cgroups.memory_limit(root)) if each is not None]
    return min(known, default=None)


def virtual_machine(root: Path) -> str | None:
    """Name the hypervisor, or say that there is one; None on bare metal and where nothing tells."""
    if "microsoft" in (read(root, "proc/sys/kernel/osrelease") or "").lower():
        return "WSL"
    named = [read(root, f"sys/class/dmi/id/{name}") for name in ("sys_vendor", "product_name")]
    flags = field(root, "proc/cpuinfo", "flags") or ""
    if "hypervisor" in flags.split() or read(root, "sys/hypervisor/type"):
        return " ".join(dict.fromkeys(name for name in named if name)) or read(root, "sys/hypervisor/type") or "yes"
    return None


def container(root: Path) -> str | None:
    """Name what this process is contained in; None if nothing shows."""
    if (root / ".dockerenv").exists():
        return "Docker"
    if (root / "run/.containerenv").exists():
        return "Podman"
    groups = read(root, "proc/1/cgroup") or ""
    hints = {"kubepods": "Kubernetes", "docker": "Docker", "lxc": "LXC", "containerd": "containerd"}
    return read(root, "run/systemd/container") or next((hints[hint] for hint in hints if hint in groups), None)


def clock_source(root: Path) -> str | None:
    """Return the kernel's clock source: `tsc`, `kvm-clock`, ..."""
    return read(root, "sys/devices/system/clocksource/clocksource0/current_clocksource")


def _cpu(root: Path) -> str | None:
    names = (field(root, "proc/cpuinfo", key) for key in ("model name", "Model", "Hardware", "cpu model"))
    return next((name for name in names if name), None) or platform.processor() or platform.machine()


def _affinity(root: Path) -> str | None:
    may, here = cpus.allowed(root), cpus.online(root)
    return None if may is None or may >= here else f"{len(may & here)} of {len(here)} CPUs"


def _quota(root: Path) -> str | None:
    quota = cgroups.cpu_quota(root)
    return None if quota is None else f"{quota:g} CPUs"


def _memory(root: Path) -> str | None:
    total, available, limit = memory(root, "MemTotal"), memory(root, "MemAvailable"), cgroups.memory_limit(root)
    parts = {"": total, " available": available, " allowed by the control group": limit}
    return ", ".join(f"{fmt.size(size)}{what}" for what, size in parts.items() if size is not None)


def _load(root: Path) -> str | None:
    load = load_average(root)
    return None if load is None else " ".join(f"{value:.2f}" for value in load)


def _pressure(root: Path) -> str | None:
    share = cpu_pressure(root)
    return None if share is None else f"{fmt.share(share)} of the last 10 s"


def _core_kinds(root: Path) -> str:
    return ", ".join(f"{count} CPUs on {kind} cores" for kind, count in cpus.core_kinds(root).items())


def _system(root: Path) -> str:
    for line in (read(root, "etc/os-release") or "").splitlines():
        name, _, value = line.partition("=")
        if name == "PRETTY_NAME":
            return value.strip("\"'")
    return f"{platform.system()} {platform.release()}".strip()


_QUESTIONS: dict[str, Callable[[Path], str | None]] = {
    "CPU": _cpu,
    "logical CPUs": lambda root: str(len(cpus.online(root))),
    "physical cores": lambda root: str(cpus.physical(root) or ""),
    "usable CPUs": lambda root: f"{cpus.usable(root)} ({cpus.usable_limit(root)})",
    "kinds of cores": _core_kinds,
    "SMT": smt,
    "CPU affinity": _affinity,
    "CPU quota": _quota,
    "governor": lambda root: ", ".join(sorted(governors(root))),
    "turbo": turbo,
    "memory": _memory,
    "load average": _load,
    "CPU pressure": _pressure,
    "virtual machine": virtual_machine,
    "container": container,
    "OS": _system,
    "kernel": lambda root: read(root, "proc/sys/kernel/osrelease") or platform.release(),
    "clock source": clock_source,
}
