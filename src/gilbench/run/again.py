"""Measure an earlier run again: its settings, on the interpreters that it measured."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from gilbench.analysis.evidence import THROUGHPUT
from gilbench.errors import StoreError, UsageError
from gilbench.interpreters import specs
from gilbench.interpreters.target import Target
from gilbench.plan.amounts import worker_counts
from gilbench.plan.trial import Plan
from gilbench.settings import Settings
from gilbench.store import trusting
from gilbench.store.records import Manifest, settings_of
from gilbench.store.trusting import Trust

_SAME = ("implementation", "version", "implementation_version", "build", "executable_sha256", "gil_enabled", "jit")


def load(folder: Path, trust: Trust = Trust.SEAL) -> Manifest:
    """Return what the run in a folder was, its paths to interpreters absolute: they may have been typed elsewhere.

    Raises StoreError if it is no run folder, is not to be trusted, or is damaged.
    """
    manifest = trusting.load(folder, trust).manifest
    settings = settings_of(manifest)
    typed = [target for target in manifest.targets if target.spec in settings.pythons]
    absolute = {target.spec: specs.at(target.spec, target.executable) for target in typed}
    settings = replace(settings, pythons=tuple(absolute.get(text, text) for text in settings.pythons))
    targets = tuple(replace(target, spec=absolute.get(target.spec, target.spec)) for target in manifest.targets)
    return replace(manifest, settings=msgspec.to_builtins(settings), targets=targets)


def settings(before: Manifest, folder: Path, experiments: Sequence[str], experiment_folders: Sequence[str]) -> Settings:
    """Return what to ask for so that the run in the folder is measured again, with as many items in a value.

    `experiments` are the names of those that can be planned here, `experiment_folders` where those of the user's own
    are. Raises StoreError if an experiment of the run, and UsageError if one of its folders of workloads, is not here.
    """
    found = settings_of(before)
    names = found.experiments or tuple(dict.fromkeys(trial.experiment for trial in before.plan.trials))
    for name in names:
        if name not in experiments:
            raise StoreError(
                f"cannot measure {folder} again: {name!r} is no experiment here: give its folder with --experiments"
            )
    for name in found.workloads:
        if not Path(name).exists():
            raise UsageError(f"cannot measure {folder} again: its workloads in {name} are not there any more")
    counts = worker_counts(found, before.usable_cpus)
    return replace(
        found,
        experiments=names,
        experiment_folders=tuple(experiment_folders),
        workers=counts,  # their default may be another one by now
        wider=_wider(before.plan, max(counts)),
        seed=before.seed,
        like=str(folder),
    )


def _wider(plan: Plan, most: int) -> tuple[int, ...]:
    """Return the worker counts of a run beyond its own: those of work that waits."""
    found = (each for each in plan.trials if each.experiment == THROUGHPUT)
    return tuple(sorted({each.workers for each in found if each.workers > most}))


def require_same_targets(before: Sequence[Target], now: Sequence[Target]) -> None:
    """Raise StoreError if other interpreters are found than those that were measured, or one of them has changed."""
    left = list(now)
    for target in before:
        alike = [each for each in left if each.spec == target.spec]
        same = next((each for each in alike if _place(each) == _place(target)), None)
        if same is None:
            raise _different(target, alike[0] if alike else None)
        _require_unchanged(target, same)
        left.remove(same)
    if left:
        raise StoreError(f"cannot measure again: {_named(left[0])} was not measured in that run. Start a new run.")


def difference(before: Plan, now: Plan) -> str | None:
    """Say how many trials a plan has that another had not, and the other way round; None if they are the same."""
    old, new = ({trial.id for trial in plan.trials} for plan in (before, now))
    if old == new:
        return None
    return f"not quite the same trials as in that run: {len(new - old)} more, {len(old - new)} fewer"


def _place(target: Target) -> object:
    return target.executable, dict(target.environment)


def _different(target: Target, now: Target | None) -> StoreError:
    how = "without --python, gilbench" if target.spec == "default" else f"--python {target.spec}"
    found = f"finds {_named(now)} now" if now else "finds it no more"
    return StoreError(f"cannot measure again: that run measured {_named(target)}, and {how} {found}. Start a new run.")


def _require_unchanged(before: Target, now: Target) -> None:
    changed = [name for name in _SAME if getattr(before.facts, name) != getattr(now.facts, name)]
    if changed:
        what = ", ".join(changed)
        raise StoreError(
            f"cannot measure again: {_named(before)} has changed since that run ({what}). Start a new run."
        )


def _named(target: Target) -> str:
    return f"{target.executable} ({target.facts.version})"
