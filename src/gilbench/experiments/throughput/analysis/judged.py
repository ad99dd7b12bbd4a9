"""What the clock says of a trial, where nothing speaks against it: one judgement, of sentences, advice and cells."""

import math

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.intervals import geometric_mean
from gilbench.analysis.ratios import FEWEST_ROUNDS, Difference, difference
from gilbench.analysis.summary import Summary
from gilbench.inside.registry import UNKNOWN
from gilbench.model import Estimate


def judged(evidence: Evidence, summary: Summary, speedup: Estimate) -> Difference:
    """Return what a trial's speed-up says: undecided where more was gained than its CPUs can give."""
    return "undecided" if slow_serial(evidence, summary, speedup) else difference(speedup, evidence.standard)


def slow_serial(evidence: Evidence, summary: Summary, speedup: Estimate) -> str:
    """Return why a gain is none if workers gained more, as the clock shows, than the CPUs that they used or waited for.

    Then not they were fast but serial code was slow, as where the speed of a CPU wandered between trials. Work that
    waits, wholly or in part, gains without a CPU.
    """
    used = cpus_wanted(summary) if summary.nature == "computes" else None
    if used is None or used.high is None or speedup.low is None:
        return ""
    most = gain_of(summary, used.high)
    if speedup.low > 1 and used.high <= 1 + evidence.standard.margin and speedup.value > most:
        return f"kept no more than {fmt.quantity(used.high, 'CPUs')} busy: it was serial code that was slow"
    return ""


def gain_of(summary: Summary, cpus: float) -> float:
    """Return the most that workers can gain who used or waited for so many CPUs: as many times those of serial code.

    Serial code of work that is declared to compute uses one; of work of unknown kind it is measured how much of one.
    """
    return cpus / summary.busy if summary.workload.kind == UNKNOWN and summary.busy else cpus


def cpus_wanted(summary: Summary) -> Estimate | None:
    """Return how many CPUs the workers used or waited for on average; None where too few rounds tell.

    They are not faster than serial code by more than that, unless the same work takes them less CPU time.
    """
    wanted = summary.wanted.values()
    return geometric_mean([math.log(each) for each in wanted]) if len(wanted) >= FEWEST_ROUNDS else None
