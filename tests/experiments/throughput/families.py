"""Simulated runs of one function over several values of its parameters."""

from dataclasses import replace

from tests.known import collect
from tests.simulated import WORKLOADS, scenario, simulate, target, workload


def member(family, **values):
    """Return the workload of a family that has these values, numbers or text."""
    label = ",".join(f"{name}={value}" for name, value in values.items())
    told = tuple((name, value if isinstance(value, str) else float(value)) for name, value in values.items())
    return workload(
        f"{family}[{label}]", family=family, parameters=told, file=f"/home/someone/bm_{family}.py", asks="Q?"
    )


def evidence(speedups, world=None, on=("3.13",)):
    """Return the evidence of a run; `speedups` are those of strategies by workload."""
    seconds = {
        name: each
        for python in on
        for work, of in speedups.items()
        for name, each in scenario(f"{python}/{work.name}", of).items()
    }
    return collect(simulate(seconds, **({"world": world} if world else {}), targets=tuple(described(speedups, on))))


def described(works, on):
    """Yield targets which have these workloads, in their order, before the usual ones."""
    for python in on:
        known = target(python)
        yield replace(known, catalogue=replace(known.catalogue, workloads=[*works, *WORKLOADS]))
