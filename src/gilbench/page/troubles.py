"""What gave no result, and what a run left out: grouped, so that nothing is silently missing."""

from collections.abc import Iterable, Sequence

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.privacy import file_name
from gilbench.model import Trouble
from gilbench.plan.naming import Names
from gilbench.plan.trial import Trial
from gilbench.store.records import Manifest


def troubles(evidence: Evidence) -> list[Trouble]:
    """Return every failed trial, every target and file that could not be used, and the skips grouped by reason."""
    names = Names(evidence.manifest.targets)
    return [*_trials(evidence, names), *_setup(evidence.manifest), *_skips(evidence.manifest, names)]


def left_out(trials: Iterable[Trial], names: Names) -> list[str]:
    """Return one line for each target and strategy: "ThreadPool × 12 workloads on 3.13 (24 trials)"."""
    groups: dict[tuple[str, str], list[Trial]] = {}
    for trial in trials:
        groups.setdefault((trial.target, trial.strategy_label or trial.experiment), []).append(trial)
    return [_group(members, names) for members in groups.values()]


def _trials(evidence: Evidence, names: Names) -> list[Trouble]:
    states = {"wrong": "failed", "failed": "failed", "timed out": "timed out"}
    return [
        Trouble(names.trial(each.trial), states[each.state], each.reason, each.tail)
        for each in evidence.summaries.values()
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


def _skips(manifest: Manifest, names: Names) -> list[Trouble]:
    groups: dict[tuple[str, str], list[Trial]] = {}
    for skip in manifest.plan.skips:
        groups.setdefault((skip.trial.target, skip.reason), []).append(skip.trial)
    return [Trouble(_group(members, names), "skipped", reason, "") for (_, reason), members in groups.items()]


def _group(trials: Sequence[Trial], names: Names) -> str:
    """Return what trials of one target have in common, with the number of the rest."""
    workloads = list(dict.fromkeys(trial.workload or trial.experiment for trial in trials))
    strategies = list(dict.fromkeys(map(names.strategy, trials)))
    work = _some(workloads, "workloads")
    line = f"{_some(strategies, 'strategies')} × {work}" if any(strategies) else work
    line = f"{line} on {trials[0].target}"
    several = max(len(workloads), len(strategies))
    return line if len(trials) == several else f"{line} ({len(trials)} trials)"


def _some(names: Sequence[str], plural: str) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} {plural}"
