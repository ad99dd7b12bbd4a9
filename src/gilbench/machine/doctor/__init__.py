"""What would disturb a measurement on this machine, why it matters, and how to fix it. Reads; never changes anything.

The thresholds are rules of thumb, on the side of speaking up: a finding costs a line, a disturbed run costs an hour.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from gilbench.inside.kernel import ROOT
from gilbench.interpreters import discovery
from gilbench.interpreters.candidate import Candidate, Unusable
from gilbench.machine.doctor import moment, processors, system
from gilbench.machine.doctor.finding import Finding, Severity

__all__ = ["Finding", "Severity", "examine", "examine_interpreters", "examine_machine"]

WINDOW = 0.5  # seconds over which stolen time is watched

CHECKS: tuple[Callable[[Path], Finding | None], ...] = (
    moment.load,
    moment.pressure,
    moment.battery,
    moment.memory,
    processors.usable_cpus,
    processors.affinity,
    processors.quota,
    processors.isolated,
    processors.smt,
    processors.core_kinds,
    processors.governor,
    processors.turbo,
    system.virtual_machine,
    system.clock,
    system.ledger,
)


def examine(root: Path = ROOT, window: float = WINDOW) -> tuple[Finding, ...]:
    """Look at the machine and at the interpreters on it; whatever cannot be known here is left out.

    `window` is how many seconds to watch for stolen time.
    """
    return (*examine_machine(root, window), *examine_interpreters(discovery.survey()))


def examine_machine(root: Path = ROOT, window: float = WINDOW) -> tuple[Finding, ...]:
    """Look at the machine only."""
    found = [*(check(root) for check in CHECKS), moment.steal(root, window), moment.disk(Path.cwd())]
    return tuple(finding for finding in found if finding is not None)


def examine_interpreters(found: Sequence[Candidate | Unusable]) -> tuple[Finding, ...]:
    """Look at what `discovery.survey` found."""
    return tuple(system.interpreters([each for each in found if isinstance(each, Candidate)]))
