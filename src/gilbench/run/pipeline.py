"""The steps of a run, in order: describe targets → plan → measure → store → report."""

import datetime as dt
import multiprocessing
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

import gilbench
from gilbench.analysis.precision import comparisons
from gilbench.errors import NothingToRunError, StoreError
from gilbench.interpreters import discovery, specs
from gilbench.interpreters.candidate import Candidate, Unusable
from gilbench.interpreters.description import Question, describe, describe_all
from gilbench.interpreters.target import Target
from gilbench.machine import facts
from gilbench.plan import amounts, matrix
from gilbench.plan.estimate import seconds_per_round
from gilbench.plan.schedule import Comparison
from gilbench.plan.trial import Plan
from gilbench.processes import staging
from gilbench.run import calibration, earlier
from gilbench.run.fake import FakeRunner
from gilbench.run.progress import RunProgress
from gilbench.run.rounds import Rounds, measure
from gilbench.run.runner import Repetition, Runner, SubprocessRunner
from gilbench.settings import Settings
from gilbench.store import logs, pyperf_files, run_folder
from gilbench.store.journal import Journal
from gilbench.store.records import SCHEMA, Manifest, Record, StoredRun, settings_of

STAGED = "stage"  # what targets import; made afresh by every run and every --resume, gone at the end
WORK = "work"
CORE_START_METHODS = ("fork", "spawn")  # the first that the platform has: warm pools do not care, and fork is cheapest
RESERVE = 10.0  # seconds of the budget that are kept for writing the report

MakeRunner = Callable[[Manifest, Path], Runner]


def preview(settings: Settings, progress: RunProgress, scratch: Path) -> tuple[Plan, float]:
    """Describe the targets and plan, measuring nothing; return the plan and the seconds of its least rounds."""
    usable = facts.usable_cpus()
    known = earlier.items(settings, amounts.worker_counts(settings, usable))
    targets, _ = _targets(settings, staging.stage(scratch / STAGED), progress)
    planned = matrix.make(settings, targets, usable, known)
    return planned, settings.depth.rounds * seconds_per_round(planned.measured, settings.depth)


def start(
    settings: Settings, folder: Path, command: Sequence[str], progress: RunProgress, make_runner: MakeRunner
) -> StoredRun:
    """Do a whole run in a new folder and return it; on Ctrl-C it returns unfinished, with what was measured."""
    began = time.monotonic()
    with run_folder.owned(folder):
        if (folder / run_folder.MANIFEST).exists():
            raise StoreError(f"{folder} holds a run already: continue it with --resume, or choose another --out")
        try:
            manifest = _prepare(settings, folder, command, progress, make_runner)
            run_folder.write_manifest(folder, manifest)
        except BaseException:
            run_folder.abandon(folder, STAGED, WORK)
            raise
        return _measure(StoredRun(folder, manifest, ()), settings, began, progress, make_runner)


def _prepare(
    settings: Settings, folder: Path, command: Sequence[str], progress: RunProgress, make_runner: MakeRunner
) -> Manifest:
    """Describe the targets, settle the amounts of work, and plan; return what the run folder begins with."""
    usable, depth = facts.usable_cpus(), settings.depth
    known = earlier.items(
        settings, amounts.worker_counts(settings, usable)
    )  # it may be refused: before anything is started
    targets, unusable = _targets(settings, staging.stage(folder / STAGED), progress)
    manifest = Manifest(
        schema=SCHEMA,
        gilbench=gilbench.__version__,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        command=tuple(command),
        invented=make_runner is invent,
        settings=msgspec.to_builtins(settings),
        seed=settings.seed,
        values=depth.values,
        warmups=depth.warmups,
        usable_cpus=usable,
        machine=facts.facts(),
        targets=tuple(targets),
        unusable=tuple(unusable),
        plan=matrix.make(settings, targets, usable, known),
    )
    manifest = _calibrated(manifest, settings, folder, known, make_runner)
    if manifest.calibration:
        progress.say(calibration.in_words(manifest.calibration))
    _announce(manifest, settings, progress)
    return manifest


def _calibrated(
    manifest: Manifest, settings: Settings, folder: Path, known: Mapping[str, int], make_runner: MakeRunner
) -> Manifest:
    """Settle the items of each workload that is not known, and plan with them; small sizes are left as they are."""
    if settings.size == "small":
        return manifest
    few = calibration.repetition(settings.timeout)
    asked = msgspec.to_builtins(replace(settings, timeout=few.timeout))
    runner = make_runner(replace(manifest, values=few.values, warmups=few.warmups, settings=asked), folder)
    counts = amounts.worker_counts(settings, manifest.usable_cpus)
    found = calibration.calibrate(manifest.plan, manifest.targets, counts, runner, known)
    if not found.items:
        return manifest
    final = matrix.make(settings, manifest.targets, manifest.usable_cpus, found.items)
    return replace(manifest, plan=final, calibration=replace(found, like=_name_of_run(settings.like)))


def _name_of_run(folder: str | None) -> str | None:
    return None if folder is None else Path(folder).resolve().name


def resume(folder: Path, progress: RunProgress) -> StoredRun:
    """Go on with an interrupted run; raises StoreError if its targets are no longer what they were."""
    if not (folder / run_folder.MANIFEST).exists():  # before anything is written into a folder that is not ours
        raise StoreError(f"{folder} is not a run folder: it has no {run_folder.MANIFEST}")
    with run_folder.owned(folder):
        run = run_folder.load(folder)
        if run.finished:
            raise StoreError(f"{folder} is finished already: `gilbench report {folder}` shows it")
        settings = settings_of(run.manifest)
        staged = staging.stage(folder / STAGED)
        for target in run.manifest.targets:
            _require_unchanged(target, _question(settings, staged))
        spent = sum(record.outcome.elapsed for record in run.records)
        progress.say(f"resuming {folder}: {len(run.records)} trials are stored")
        make_runner = invent if run.manifest.invented else measured
        return _measure(run, settings, time.monotonic() - spent, progress, make_runner)


def measured(manifest: Manifest, folder: Path) -> Runner:
    """Return the runner that starts real interpreters."""
    return SubprocessRunner(
        targets={target.id: target for target in manifest.targets},
        staged=(folder / STAGED).resolve(),
        folder=(folder / WORK).resolve(),
        repetition=Repetition(manifest.values, manifest.warmups, settings_of(manifest).timeout),
    )


def invent(manifest: Manifest, _: Path) -> Runner:
    """Return the runner that measures nothing and makes timings up."""
    return FakeRunner(Repetition(manifest.values, manifest.warmups, timeout=0.0))


def _targets(settings: Settings, staged: Path, progress: RunProgress) -> tuple[list[Target], list[Unusable]]:
    candidates, absent = discovery.find([specs.parse(text) for text in settings.pythons])
    if candidates:
        progress.say(f"asking {', '.join(_name(each) for each in candidates)} what they can run")
    targets, refused = describe_all(candidates, _question(settings, staged.resolve()))
    unusable = [*absent, *refused]
    for each in unusable:
        progress.say(f"not measured: {each.spec}: {each.reason}")
    for problem in sorted({(p.where, p.reason) for target in targets for p in target.catalogue.problems}):
        progress.say(f"not loaded: {problem[0]}: {problem[1]}")
    if not targets:
        raise NothingToRunError("there is no interpreter to measure; `gilbench list interpreters` shows what is here")
    return targets, unusable


def _name(candidate: Candidate) -> str:
    return candidate.spec if candidate.spec not in ("default", "all") else candidate.interpreter.label


def _question(settings: Settings, staged: Path) -> Question:
    folders = [staging.built_in_workloads(), *map(Path, settings.workloads)]
    if settings.strategies:
        return Question(staged, folders, probes=("serial", *settings.strategies))
    if settings.globs or settings.suite == "full":
        return Question(staged, folders)
    return Question(staged, folders, start_methods=_core_start_methods())


def _core_start_methods() -> tuple[str, ...]:
    here = multiprocessing.get_all_start_methods() if sys.platform == "linux" else ["spawn"]
    return (next(method for method in CORE_START_METHODS if method in here),)


def _require_unchanged(target: Target, question: Question) -> None:
    now = describe(target, question)
    if isinstance(now, Unusable):
        raise StoreError(f"cannot go on: {now.reason}. Start a new run.")
    before, after = msgspec.to_builtins(target.facts), msgspec.to_builtins(now.facts)
    changed = [name for name, value in before.items() if value != after[name]]
    if (now.catalogue.workloads, now.catalogue.strategies) != (target.catalogue.workloads, target.catalogue.strategies):
        changed.append("what it can run")
    if changed:
        what = ", ".join(changed)
        raise StoreError(f"cannot go on: {target.id} has changed since the run began ({what}). Start a new run.")


def _announce(manifest: Manifest, settings: Settings, progress: RunProgress) -> None:
    planned, depth, least = manifest.plan, settings.depth, _least(manifest, settings)
    progress.say(
        f"{len(planned.trials)} trials on {', '.join(target.id for target in manifest.targets)}, "
        f"{len(planned.copies)} of them twice ({len(planned.skips)} skipped, {len(planned.left_out)} left out), "
        f"at least {depth.rounds} rounds: about {least:.0f} s or more, seed {settings.seed}"
    )
    if least > depth.budget:
        progress.say(
            f"{depth.rounds} rounds need more than the budget of {depth.budget:.0f} s: they are measured anyway"
        )


def _measure(
    run: StoredRun, settings: Settings, began: float, progress: RunProgress, make_runner: MakeRunner
) -> StoredRun:
    records = list(run.records)
    journal = Journal(run.folder / run_folder.JOURNAL)

    def keep(record: Record) -> None:
        journal.append(record)
        records.append(record)
        if record.outcome.state != "ok":
            logs.keep(run.folder, len(records), record)

    def compare(number: int) -> list[Comparison]:
        earlier = tuple(record for record in records if record.round < number)
        return comparisons(replace(run, records=earlier))

    deadline = began + settings.depth.budget - RESERVE
    progress.expect(_expected(run.manifest, settings, deadline - time.monotonic()))
    rounds = Rounds(run.manifest.plan.measured, settings.seed, settings.depth, deadline, run.records)
    runner = make_runner(run.manifest, run.folder)
    finished = False
    try:
        measure(rounds, runner, keep, progress, compare)
        finished = True
    except KeyboardInterrupt:
        records = list(run_folder.load(run.folder).records)  # the last may have been stored but not counted yet
        progress.say("interrupted; reporting what was measured")
    finally:
        progress.close()
        journal.close()
    return _finish(run, records, finished=finished)


def _least(manifest: Manifest, settings: Settings) -> float:
    """Return about how many seconds the least number of rounds will take."""
    per_item = manifest.calibration.seconds_per_item if manifest.calibration else {}
    return settings.depth.rounds * seconds_per_round(manifest.plan.measured, settings.depth, per_item)


def _expected(manifest: Manifest, settings: Settings, budget: float) -> float:
    """Return about how many seconds the rounds will take: what is left of the budget if it allows for more of them."""
    depth, least = settings.depth, _least(manifest, settings)
    return least if depth.rounds == depth.most_rounds else max(least, budget)


def _finish(run: StoredRun, records: Sequence[Record], *, finished: bool) -> StoredRun:
    states: dict[str, tuple[str, ...]] = {trial.id: () for trial in run.manifest.plan.measured}
    for record in records:
        states[record.trial] = (*states[record.trial], record.outcome.state)
    ended = replace(run, manifest=replace(run.manifest, finished=finished, states=states), records=tuple(records))
    pyperf_files.write(ended)
    run_folder.write_manifest(run.folder, ended.manifest)  # last: whoever reads "finished" finds everything
    for name in (STAGED, WORK):
        shutil.rmtree(run.folder / name, ignore_errors=True)
    return ended
