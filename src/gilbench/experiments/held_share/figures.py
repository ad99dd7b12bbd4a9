"""What the samples of held_share come to."""

from collections.abc import Mapping, Sequence
from typing import Any

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.figures import Figure
from gilbench.analysis.nature import WAITS
from gilbench.analysis.summary import Summary
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

FIGURES = (
    Figure("held_share", "share", "less", "Share of the work's CPU time in which it keeps the GIL."),
    Figure("longest_stall", "s", "less", "The longest that another thread had to wait for the GIL."),
)
COMPARED = None  # its trials are disturbed by the measuring, and their times are compared with nothing


def reduce(trial: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return the share of the last call that has one; its interval is that of the samples within it.

    Work that does nothing but wait has none: it was seen too seldom.
    """
    seen = [call.seen for calls in rounds.values() for call in calls]
    known = [each for each in seen if each.share is not None]
    on_cpu = drawn(trial, rounds)
    if not known or seen[-1].share is None or (on_cpu is not None and on_cpu <= WAITS):
        return {}
    last = known[-1]
    return {
        "held_share": Estimate(last.share, last.low, last.high, len(known)),
        "longest_stall": Estimate(max(each.longest_stall for each in known), None, None, len(known)),
    }


def drawn(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> float | None:
    """Return the share of its time that the work was on a CPU, in the last call; None where nobody knows it.

    More than 1 is work with threads of its own.
    """
    known = [call for calls in rounds.values() for call in calls if call.seen.cpu_seconds is not None]
    if not known:
        return None
    seen = known[-1].seen
    on_cpu: float = max(seen.cpu_seconds, seen.process_seconds or 0.0)
    return on_cpu / known[-1].seconds


def row(_: Evidence, summary: Summary) -> dict[str, Any]:
    """Return the cells of a row of results.csv."""
    share = summary.figures.get("held_share")
    if share is None:
        return {}
    return {"held_share": share.value, "held_share_low": share.low, "held_share_high": share.high}
