"""Take the amounts of work from an earlier run, so that a new one can be compared with it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from gilbench.errors import UsageError
from gilbench.plan.amounts import LEAST_ITEMS
from gilbench.plan.prices import Known
from gilbench.plan.trial import Plan
from gilbench.settings import Settings
from gilbench.store import run_folder


def items(settings: Settings, counts: Sequence[int]) -> Mapping[str, int]:
    """Return the items per value of every workload of the run that `settings.like` names; empty if it names none.

    Raises StoreError if that is no run folder, and UsageError if its amounts of work do not suit this run.
    """
    if settings.like is None:
        return {}
    found = {}
    for trial in run_folder.load(Path(settings.like)).manifest.plan.trials:
        if trial.size != settings.size:
            raise UsageError(f"--like {settings.like}: it was measured with --size {trial.size}; use the same for both")
        if trial.workload is not None:
            _require_shares(trial.workload, trial.items, counts, settings.like)
            found[trial.workload] = trial.items
    return found


def plan(settings: Settings) -> Plan | None:
    """Return the plan of the run that `settings.like` names; None if it names none."""
    return None if settings.like is None else run_folder.load(Path(settings.like)).manifest.plan


def known(settings: Settings) -> Known:
    """Return what the run that `settings.like` names has measured of its workloads; nothing if it names none."""
    calibration = None if settings.like is None else run_folder.load(Path(settings.like)).manifest.calibration
    return (
        Known()
        if calibration is None
        else Known(calibration.seconds_per_item, calibration.transport, calibration.speeds)
    )


def _require_shares(workload: str, number: int, counts: Sequence[int], like: str) -> None:
    for workers in counts:
        if number % workers or number < LEAST_ITEMS * workers:
            raise UsageError(
                f"--like {like}: {number} items of {workload} cannot be shared out to {workers} workers, "
                f"{LEAST_ITEMS} or more to each; choose --workers as that run did"
            )
