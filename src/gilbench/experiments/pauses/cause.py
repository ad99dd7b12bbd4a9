"""Is it the collector? Only where what it says and what the threads see agree."""

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.pauses.trials import COLLECTS_BY_ITSELF, OFF, find, kind_of, place_of

ENOUGH = 0.5  # share of the time in pauses that lies within collections, above which it may be named
NOTICED = 0.01  # share of the time in pauses from which on there is something to explain


def is_collector(evidence: Evidence, summary: Summary) -> bool | None:
    """Tell whether the pauses of a trial come from the collector; None if nobody tells, or there are none.

    More than half of the time in pauses must lie within collections, by the collector's own clock. With the collector
    off, where that was measured too, clearly less of the time must be in pauses, by half at least; but for code that
    collects by itself, whatever the collector is set to.
    """
    share, within = summary.figures.get("pause_share"), summary.figures.get("pause_by_collector")
    if share is None or within is None or share.value < NOTICED:
        return None
    if within.value <= ENOUGH:
        return False
    kind = kind_of(summary.trial)
    off = (
        None if kind == COLLECTS_BY_ITSELF else find(evidence, summary.trial.target, kind, OFF, place_of(summary.trial))
    )
    if off is None or not off.sound:
        return True
    without = off.figures["pause_share"]
    apart = share.low is None or without.high is None or without.high < share.low
    return apart and without.value <= share.value / 2
