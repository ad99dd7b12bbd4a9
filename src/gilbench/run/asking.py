"""Ask the targets of a run what they are and what they can run; again, when it is resumed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from gilbench.errors import NothingToRunError, StoreError
from gilbench.experiments.catalogue import Experiments
from gilbench.inside.opening import DEFAULT
from gilbench.inside.schema import Catalogue, Problem, StrategyInfo, WorkloadInfo
from gilbench.interpreters import discovery, specs
from gilbench.interpreters.candidate import Candidate, Unusable
from gilbench.interpreters.description import Question, describe, describe_all
from gilbench.interpreters.target import Target
from gilbench.plan.same_lists import agreed
from gilbench.processes import staging
from gilbench.run import again, calls, twins, unregistered
from gilbench.run.progress import RunProgress
from gilbench.settings import Call, Settings
from gilbench.store.records import Manifest, settings_of


def stage(folder: Path, experiments: Experiments, typed: Sequence[Call] = ()) -> Path:
    """Put together what targets import; return its absolute path.

    The measuring side of these experiments is part of it, and a file for each call that was typed.
    """
    measured = {each.name: each.folder for each in experiments.known if each.planner is not None}
    return staging.stage(folder, measured, calls.files(typed))


def find(
    settings: Settings,
    experiments: Experiments,
    staged: Path,
    progress: RunProgress,
    expected: Sequence[Target] | None = None,
) -> tuple[list[Target], list[Unusable]]:
    """Find and describe what `--python` asks for, and the twins that gilbench's own choice lacks.

    Raises NothingToRunError if none of it can be measured, a place of the user's has nothing to measure, or a call of
    the user's can be made nowhere, and StoreError if it is not what was `expected`.
    """
    candidates, absent = discovery.find([specs.parse(text) for text in settings.pythons])
    if candidates:
        progress.say(f"asking {', '.join(_name(each) for each in candidates)} what they can run")
    question = _question(settings, experiments, staged.resolve())
    targets, refused = describe_all(candidates, question)
    brought, without = twins.brought(targets, question, expected)
    targets, unusable = agreed([*targets, *brought]), [*absent, *refused, *without]
    for each in unusable:
        progress.say(f"not measured: {each.spec}: {each.reason}")
    problems = _problems(settings, targets, question.staged)
    for problem in problems:
        progress.say(f"not loaded: {problem.where}: {problem.reason}")
    if expected is not None:
        again.require_same_targets(expected, targets)
    if not targets:
        raise NothingToRunError("there is no interpreter to measure; `gilbench list interpreters` shows what is here")
    unregistered.require_some(settings.workloads, targets)
    calls.require_possible(settings.calls, targets, problems)
    return targets, unusable


def _problems(settings: Settings, targets: Sequence[Target], staged: Path) -> list[Problem]:
    """Return what any target could not load, once each, in order."""
    found = {calls.named(each, settings.calls, staged) for target in targets for each in target.catalogue.problems}
    return sorted(found, key=lambda each: (each.where, each.reason))


def unchanged(manifest: Manifest, experiments: Experiments, staged: Path) -> tuple[Target, ...]:
    """Return the targets of an interrupted run with their files where these are now.

    The run's folder, which holds what targets import, and gilbench itself may have been moved. Raises StoreError if a
    folder of workloads is not where it was, or a target is no longer what it was when the run began.
    """
    settings = settings_of(manifest)
    for name in settings.workloads:
        if not Path(name).exists():
            raise StoreError(f"cannot go on: its workloads in {name} are not there any more: put them back")
    question = _question(settings, experiments, staged)
    now = agreed([_described(target, question) for target in manifest.targets])
    return tuple(_unchanged(*each, settings) for each in zip(manifest.targets, now, strict=True))


def _described(target: Target, question: Question) -> Target:
    now = describe(target, twins.question_for(target, question))
    if isinstance(now, Unusable):
        raise StoreError(f"cannot go on: {now.reason}. Start a new run.")
    return now


def _unchanged(target: Target, now: Target, settings: Settings) -> Target:
    before, after = msgspec.to_builtins(target.facts), msgspec.to_builtins(now.facts)
    changed = [name for name, value in before.items() if value != after[name]]
    if _wherever_it_is(now.catalogue, settings) != _wherever_it_is(target.catalogue, settings):
        changed.append("what it can run")
    if changed:
        what = ", ".join(changed)
        raise StoreError(f"cannot go on: {target.id} has changed since the run began ({what}). Start a new run.")
    return replace(target, catalogue=now.catalogue)


def _wherever_it_is(catalogue: Catalogue, settings: Settings) -> list[WorkloadInfo | StrategyInfo]:
    """Return what a target can run, of gilbench's own files the names only; the user's stay where they are."""
    users = {Path(name) for name in settings.workloads}
    found: list[WorkloadInfo | StrategyInfo] = [*catalogue.workloads, *catalogue.strategies]
    return [each if _is_of(each, users) else replace(each, file=Path(each.file).name) for each in found]


def _is_of(each: WorkloadInfo | StrategyInfo, users: set[Path]) -> bool:
    file = Path(each.file)
    return file in users or file.parent in users


def _name(candidate: Candidate) -> str:
    return candidate.spec if candidate.spec not in ("default", "all") else candidate.interpreter.label


def _question(settings: Settings, experiments: Experiments, staged: Path) -> Question:
    return replace(_asked(settings, experiments, staged), variables=settings.variables)


def _asked(settings: Settings, experiments: Experiments, staged: Path) -> Question:
    folders = [staging.built_in_workloads(), *map(Path, settings.workloads), *calls.paths(settings.calls, staged)]
    names = tuple(experiments.planners)
    if settings.strategies:
        probes = "serial", *settings.strategies
        return Question(staged, folders, probes, experiments=names, variants=settings.strategies)
    if settings.whole:
        return Question(staged, folders, experiments=names)
    tries = tuple(glob for each in experiments.planners.values() for glob in each.tries)
    return Question(staged, folders, start_methods=(DEFAULT,), tries=tries, experiments=names)
