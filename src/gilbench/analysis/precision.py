"""How precise a run is so far: what the schedule stops on."""

import math

from gilbench.analysis.evidence import SERIAL, collect
from gilbench.model import Estimate
from gilbench.store import StoredRun


def worst_half_width(run: StoredRun) -> float:
    """Return the widest half-width of any speed-up's interval, relative to the speed-up (0.05: ± 5 %).

    Trials that failed, were skipped or have no serial twin do not count. Infinite as long as a trial that counts has
    fewer than two rounds or has not run, and if there is no speed-up at all.
    """
    evidence = collect(run)
    if any(each.state == "not run" for each in evidence.summaries.values()):
        return math.inf
    widths = [
        _relative_half_width(speedup)
        for trial, speedup in evidence.speedups.items()
        if evidence.summaries[trial].trial.strategy != SERIAL
    ]
    return max(widths, default=math.inf)


def _relative_half_width(estimate: Estimate) -> float:
    if estimate.low is None or estimate.high is None:
        return math.inf
    return (estimate.high - estimate.low) / 2 / estimate.value
