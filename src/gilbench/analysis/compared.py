"""What experiments compare, of every trial in every round that went well: one number for each."""

from collections.abc import Mapping

from gilbench.analysis.figures import Reductions
from gilbench.store.records import StoredCall, StoredRun

Compared = Mapping[str, Mapping[int, float]]  # trial id → round → the figure that its experiment compares


def compared(run: StoredRun, reductions: Reductions) -> dict[str, dict[int, float]]:
    """Return what is compared, copies included; what no experiment compares, and what went wrong, is absent."""
    calls: dict[str, dict[int, tuple[StoredCall, ...]]] = {}
    for record in run.records:
        if record.outcome.state == "ok":
            calls.setdefault(record.trial, {})[record.round] = record.outcome.calls
    found = {}
    for trial in run.manifest.plan.measured:
        reduction = reductions.get(trial.experiment)
        if reduction is not None and trial.id in calls:
            found[trial.id] = reduction.by_round(trial, calls[trial.id])
    return {trial: rounds for trial, rounds in found.items() if rounds}
