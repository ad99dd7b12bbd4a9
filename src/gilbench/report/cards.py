"""Who was measured: the cards of the targets."""

from gilbench.analysis.privacy import file_name, without_folders
from gilbench.inside.schema import Facts
from gilbench.interpreters.target import Target
from gilbench.model import TargetCard


def card(target: Target) -> TargetCard:
    """Return the card of a target, without any folder."""
    return TargetCard(
        id=target.id,
        label=label(target.facts),
        executable=file_name(target.executable),
        facts={name: without_folders(value) for name, value in _facts(target).items() if value},
    )


def label(facts: Facts) -> str:
    """Return what an interpreter is in a few words: "CPython 3.13.5, free-threaded, GIL off"."""
    words = [f"{facts.implementation} {facts.version}"]
    if facts.free_threaded:
        words.append("free-threaded")
    words.append(f"GIL {'on' if facts.gil_enabled else 'off'}")
    if facts.jit == "on":
        words.append("JIT on")
    return ", ".join(words)


def _facts(target: Target) -> dict[str, str]:
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
