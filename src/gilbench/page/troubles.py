"""What gave no result, and what a run left out: grouped, so that nothing is silently missing."""

from collections.abc import Iterable, Sequence

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.privacy import file_name
from gilbench.model import Trouble
from gilbench.plan.trial import Trial
from gilbench.store.records import Manifest


def troubles(evidence: Evidence) -> list[Trouble]:
    """Return every failed trial, every target and file that could not be used, and the skips grouped by reason."""
    return [*_trials(evidence), *_setup(evidence.manifest), *_skips(evidence.manifest)]


def left_out(trials: Iterable[Trial]) -> list[str]:
    """Return one line for each target and strategy: "thread_pool × 12 workloads on 3.13 (24 trials)"."""
    groups: dict[tuple[str, str], list[Trial]] = {}
    for trial in trials:
        groups.setdefault((trial.target, trial.strategy_label), []).append(trial)
    return [_group(members) for members in groups.values()]


def _trials(evidence: Evidence) -> list[Trouble]:
    states = {"wrong": "failed", "failed": "failed", "timed out": "timed out"}
    return [
        Trouble(trial, states[each.state], each.reason, each.tail)
        for trial, each in evidence.summaries.items()
        if each.state in states
    ]


def _setup(manifest: Manifest) -> list[Trouble]:
    unusable = [Trouble(each.spec, "unusable", each.reason, "") for each in manifest.unusable]
    problems: dict[tuple[str, str], list[str]] = {}
    for target in manifest.subjects:
        for problem in target.catalogue.problems:
            problems.setdefault((file_name(problem.where), problem.reason), []).append(target.id)
    not_loaded = [
        Trouble(f"{where} on {', '.join(targets)}", "not loaded", reason, "")
        for (where, reason), targets in problems.items()
    ]
    return unusable + not_loaded


def _skips(manifest: Manifest) -> list[Trouble]:
    groups: dict[tuple[str, str], list[Trial]] = {}
    for skip in manifest.plan.skips:
        groups.setdefault((skip.trial.target, skip.reason), []).append(skip.trial)
    return [Trouble(_group(members), "skipped", reason, "") for (_, reason), members in groups.items()]


def _group(trials: Sequence[Trial]) -> str:
    """Return what trials of one target have in common, with the number of the rest."""
    workloads = list(dict.fromkeys(trial.workload or trial.experiment for trial in trials))
    strategies = list(dict.fromkeys(trial.strategy_label for trial in trials))
    line = f"{_some(strategies, 'strategies')} × {_some(workloads, 'workloads')} on {trials[0].target}"
    several = max(len(workloads), len(strategies))
    return line if len(trials) == several else f"{line} ({len(trials)} trials)"


def _some(names: Sequence[str], plural: str) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} {plural}"
