"""Take the amounts of work from an earlier run, so that a new one can be compared with it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from gilbench.errors import UsageError
from gilbench.interpreters.kinds import EVERY, ByKind, kind_of
from gilbench.interpreters.target import Target
from gilbench.plan.amounts import LEAST_ITEMS, can_be_shared_out, items_in_list, items_in_list_of
from gilbench.plan.prices import Known
from gilbench.plan.selection import workloads
from gilbench.plan.trial import Plan, Trial
from gilbench.settings import Settings
from gilbench.store import run_folder
from gilbench.store.records import Manifest


def items(settings: Settings, counts: Sequence[int]) -> ByKind[int]:
    """Return the items per value of every workload of the run that `settings.like` names; empty if it names none.

    They hold for the kinds of its interpreters; for every kind if they were not settled by kind.

    Raises StoreError if that is no run folder, and UsageError if its amounts of work do not suit this run.
    """
    if settings.like is None:
        return {}
    manifest = _manifest(settings.like)
    kinds, waiting = _kinds(manifest), _waiting(manifest)
    targets = {target.id: target for target in manifest.targets}
    asked = {each.name for target in manifest.targets for each in workloads(settings, target)}
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for trial in manifest.plan.trials:
        if trial.size != settings.size:
            raise UsageError(f"--like {settings.like}: it was measured with --size {trial.size}; use the same for both")
        if trial.workload is not None:
            if trial.workload in asked:
                least = 1 if trial.workload in waiting else LEAST_ITEMS  # waits overlap from their first moment on
                listed = items_in_list_of(trial.workload, targets[trial.target], trial.size)
                _require_shares(trial, least, counts, settings.like, listed)
            found[kinds[trial.target]][trial.workload] = trial.items
    return found


def require_same_lists(settings: Settings, targets: Sequence[Target]) -> None:
    """Raise UsageError if a list of items is not as long as in the run that `settings.like` names."""
    before = () if settings.like is None else _manifest(settings.like).targets
    lengths = dict(_lengths(settings, before))
    for name, now in _lengths(settings, targets):
        then = lengths.get(name, now)
        if then != now:
            raise UsageError(
                f"--like {settings.like}: the list of {name} had {then or 'no'} items there and has {now or 'none'} "
                "now; measure without --like"
            )


def _lengths(settings: Settings, targets: Sequence[Target]) -> Iterator[tuple[str, int | None]]:
    """Yield the workloads that were asked for and can be measured, each with the length of its list."""
    for target in targets:
        for each in workloads(settings, target):
            if each.missing is None:
                yield each.name, items_in_list(each, settings.size)


def plan(settings: Settings) -> Plan | None:
    """Return the plan of the run that `settings.like` names; None if it names none."""
    return None if settings.like is None else _manifest(settings.like).plan


def known(settings: Settings) -> Known:
    """Return what the run that `settings.like` names has measured of its workloads; nothing if it names none."""
    calibration = None if settings.like is None else _manifest(settings.like).calibration
    return (
        Known()
        if calibration is None
        else Known(calibration.seconds_per_item, calibration.transport, calibration.speeds)
    )


def staying(settings: Settings) -> ByKind[str]:
    """Return why results of the run that `settings.like` names cannot come back from processes; only of those."""
    calibration = None if settings.like is None else _manifest(settings.like).calibration
    return {} if calibration is None else calibration.staying


def _manifest(like: str) -> Manifest:
    """Return the manifest alone: nothing here needs what was measured, which may be long to read."""
    folder = Path(like)
    return run_folder.manifest(folder, run_folder.content(folder))


def _kinds(manifest: Manifest) -> dict[str, str]:
    """Return what the items of each target hold for: its kind, unless one number was settled for all, or none was."""
    by_kind = manifest.calibration is not None and EVERY not in manifest.calibration.items
    return {target.id: kind_of(target) if by_kind else EVERY for target in manifest.targets}


def _waiting(manifest: Manifest) -> set[str]:
    return {each.name for target in manifest.targets for each in target.catalogue.workloads if each.kind == "io"}


def _require_shares(trial: Trial, least: int, counts: Sequence[int], like: str, listed: int | None) -> None:
    for workers in counts:
        if trial.items < least * workers or not can_be_shared_out(trial.items, workers, listed):
            raise UsageError(
                f"--like {like}: {trial.items} items of {trial.workload} cannot be shared out to {workers} workers, "
                f"{least} or more to each; choose --workers as that run did"
            )
