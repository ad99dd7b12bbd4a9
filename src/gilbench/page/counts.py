"""What became of the trials of a run, and how much of its time was timed."""

from collections import Counter
from collections.abc import Sequence

from gilbench.analysis.evidence import Evidence
from gilbench.store.records import Outcome


def by_state(evidence: Evidence) -> dict[str, int]:
    """Return the number of trials by state.

    "no room in the budget" only where there was none, "not run" only where a run ended before all had their turn.
    """
    states = Counter("failed" if each.state == "wrong" else each.state for each in evidence.summaries.values())
    counts = {each: states[each] for each in ("ok", "failed", "timed out", "skipped")}
    counts["left out"] = len(evidence.manifest.plan.left_out)
    over = evidence.manifest.plan.over_budget
    further = {"no room in the budget": len(over.trials) if over else 0, "not run": states["not run"]}
    return counts | {state: number for state, number in further.items() if number}


def timed_share(outcomes: Sequence[Outcome]) -> float:
    """Return the share of the elapsed time that was inside timed sections, warm-ups included; 0 if nothing ran."""
    elapsed = sum(each.elapsed for each in outcomes)
    timed = sum(sample.seconds for each in outcomes for sample in each.calls)
    timed += sum(each.warmed + sum(each.settling) for each in outcomes)
    return timed / elapsed if elapsed > 0 else 0.0
