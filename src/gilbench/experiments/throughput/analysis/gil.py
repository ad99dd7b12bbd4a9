"""Which GIL, if any, the workers of a trial share, and how much of their work needs it."""

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.inside.registry import UNKNOWN
from gilbench.inside.schema import WorkloadInfo
from gilbench.plan.classes import C_RELEASES_GIL, workload_class

_SHARE_ONE_INTERPRETER = ("threads", "asyncio")
_MOSTLY = 0.5


def shares_gil(summary: Summary) -> bool:
    """Return whether its workers have to take turns to run Python code."""
    return summary.gil_enabled and summary.strategy.family in _SHARE_ONE_INTERPRETER


def held_share(evidence: Evidence, summary: Summary) -> float:
    """Return the share of its CPU time in which its work keeps a GIL that all its workers share.

    As measured; where it was not, as the workload declares: all of it, or none in C code that releases the GIL. Of
    work of which nobody declares it, it is the least that it can be, none: what follows from it is a gain at most.
    """
    if not shares_gil(summary):
        return 0.0
    measured = evidence.figure("held_share", summary.trial.target, summary.trial.workload)
    return float(_keeps_it(summary.workload)) if measured is None else measured.value


def needs_gil(evidence: Evidence, summary: Summary) -> bool:
    """Return whether its workers share a GIL that their work keeps, so that what they fall short of may be its doing.

    Work of which nobody declares it needs one that was measured to keep it for half of its CPU time or more.
    """
    if not shares_gil(summary) or summary.workload.kind != UNKNOWN:
        return shares_gil(summary) and workload_class(summary.workload) != C_RELEASES_GIL
    measured = evidence.figure("held_share", summary.trial.target, summary.trial.workload)
    return measured is not None and measured.low is not None and measured.low >= _MOSTLY


def _keeps_it(workload: WorkloadInfo) -> bool:
    """Return whether a workload is declared to keep the GIL all the time."""
    return workload.kind != UNKNOWN and workload.code != "c_releases_gil"
