"""Speed-ups that are more than the workers can give: whatever they come from, it is not parallel work."""

from gilbench import fmt
from gilbench.analysis.ratios import MARGIN
from gilbench.analysis.summary import Summary
from gilbench.inside.schema import Facts
from gilbench.model import Estimate


def beyond(summary: Summary, speedup: Estimate, usable_cpus: int) -> str:
    """Return a doubt if a speed-up is clearly more than a trial's workers can give on these CPUs, else nothing.

    Clearly: its whole 95 % interval lies above that by more than the margin. Work that waits, wholly or in part, needs
    no CPU while it does: only the workers bound it.
    """
    workers, cpus = summary.trial.workers, _at_once(summary.target.facts, usable_cpus)
    most = min(workers, cpus) if summary.nature == "computes" else workers
    if speedup.low is None or speedup.low <= most * (1 + MARGIN):
        return ""
    where = "" if most == workers else f" on {fmt.plural(cpus, 'CPU')}"
    return f"more than {fmt.plural(workers, 'worker')}{where} can give: noise, or cheaper work"


def _at_once(facts: Facts, usable_cpus: int) -> int:
    """Return how many CPUs can be at work at a moment.

    A quota limits the average over a tenth of a second: until it is used up, workers may run on every CPU there is, and
    short work truly gains by that.
    """
    if facts.cgroup_quota is None:
        return usable_cpus
    return max(usable_cpus, len(facts.affinity or ()) or facts.cpu_count or 1)
