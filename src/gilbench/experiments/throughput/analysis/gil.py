"""Which GIL, if any, the workers of a trial share, and how much of their work needs it."""

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary

_SHARE_ONE_INTERPRETER = ("threads", "asyncio")


def shares_gil(summary: Summary) -> bool:
    """Return whether its workers have to take turns to run Python code."""
    return summary.gil_enabled and summary.strategy.family in _SHARE_ONE_INTERPRETER


def held_share(evidence: Evidence, summary: Summary) -> float:
    """Return the share of its CPU time in which its work keeps a GIL that all its workers share.

    As measured; where it was not, as the workload declares: all of it, or none in C code that releases the GIL.
    """
    if not shares_gil(summary):
        return 0.0
    measured = evidence.figure("held_share", summary.trial.target, summary.trial.workload)
    return float(summary.workload.code != "c_releases_gil") if measured is None else measured.value
