"""Who was measured: the cards of the targets."""

from gilbench.analysis.privacy import file_name
from gilbench.interpreters.naming import label
from gilbench.interpreters.target import Target
from gilbench.model import TargetCard


def card(target: Target) -> TargetCard:
    """Return the card of a target."""
    beside = f"; serial code only, beside {target.twin_of}" if target.twin_of else ""
    return TargetCard(id=target.id, label=f"{label(target.facts)}{beside}")


def facts(target: Target) -> dict[str, str]:
    """Return what a target said about itself, by the name of each fact, in the order in which they are shown."""
    known = {"executable": file_name(target.executable), **_described(target)}
    return {name: value for name, value in known.items() if value}


def _described(target: Target) -> dict[str, str]:
    facts = target.facts
    return {
        "asked for as": target.spec,
        "implementation": facts.implementation,
        "version": facts.version,
        "build": facts.build,
        "GIL build": "no, free-threaded" if facts.free_threaded else "yes",
        "GIL enabled": "yes" if facts.gil_enabled else "no",
        "JIT": facts.jit,
        "environment": " ".join(f"{name}={value}" for name, value in target.environment.items()),
        "switch interval": "" if facts.switch_interval is None else f"{facts.switch_interval:g} s",
        "CPUs": "" if facts.cpu_count is None else str(facts.cpu_count),
        "affinity": "" if facts.affinity is None else ", ".join(map(str, facts.affinity)),
        "CPU quota": "" if facts.cgroup_quota is None else f"{facts.cgroup_quota:g} CPUs",
        "start methods": ", ".join(facts.start_methods),
        "default start method": facts.default_start_method,
        "compiler": facts.compiler,
        "C library": facts.libc,
        "zlib": facts.zlib,
        "platform": facts.platform,
        "build options": facts.config_args,
        "SHA-256 of the executable": facts.executable_sha256,
    }
