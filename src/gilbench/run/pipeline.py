"""The steps of a run, in order: describe targets → plan → measure → store."""

import datetime as dt
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

import gilbench
from gilbench.analysis import items_that_differ, large_results
from gilbench.analysis.amount_of_work import in_words
from gilbench.analysis.precision import pairs
from gilbench.errors import StoreError
from gilbench.experiments.catalogue import Experiments
from gilbench.interpreters.candidate import Unusable
from gilbench.interpreters.kinds import merged
from gilbench.interpreters.target import Target
from gilbench.machine import facts
from gilbench.plan import twins
from gilbench.plan.amounts import room, worker_counts
from gilbench.plan.asked import Asked
from gilbench.plan.estimate import Pricing
from gilbench.plan.make import make
from gilbench.plan.naming import Names
from gilbench.plan.prices import Known
from gilbench.plan.schedule import Pair, of_one_rank
from gilbench.plan.trial import Plan
from gilbench.processes import interruption
from gilbench.run import admitting, again, asking, calibration, earlier, ending, sealing, settle, states
from gilbench.run.announcing import FINISHING, announce
from gilbench.run.fake import FakeRunner
from gilbench.run.progress import RunProgress
from gilbench.run.rounds import Rounds, measure
from gilbench.run.runner import Repetition, Runner, SubprocessRunner
from gilbench.run.watched import Watched
from gilbench.settings import Settings
from gilbench.store import logs, parts, pyperf_files, run_folder, trusting
from gilbench.store.files import remove_unfinished
from gilbench.store.journal import Journal
from gilbench.store.place import Place
from gilbench.store.records import SCHEMA, Manifest, Record, StoredRun, settings_of, with_spares
from gilbench.store.trusting import Trust

STAGED = parts.STAGE  # what targets import; made afresh by every run and every --resume, gone at the end
WORK = parts.WORK

MakeRunner = Callable[[Manifest, Path, Experiments], Runner]


@dataclass(frozen=True)
class Job:
    """What every step of a new run needs."""

    settings: Settings
    experiments: Experiments  # those to run
    progress: RunProgress
    make_runner: MakeRunner
    before: Manifest | None = None  # of the run that is measured again


@dataclass(frozen=True)
class Ahead:
    """What a run would do."""

    plan: Plan
    seconds: float  # of its shortest run, with all that is around it
    names: Names
    remarks: tuple[str, ...]


def preview(job: Job, scratch: Path) -> Ahead:
    """Describe the targets and plan, measuring nothing."""
    began = time.monotonic()
    settings, planners = job.settings, job.experiments.planners
    asked = _asked(settings, facts.usable_cpus())
    targets, _ = _targets(job, scratch)
    planned = make(asked, targets, planners)
    calibrating = 0.0
    if settings.size == "full":
        calibrating = calibration.seconds(planned, targets, asked.items)
        expected = calibration.expected(planned, targets, asked.workers, asked.items)
        planned = make(replace(asked, items=merged(asked.items, expected)), targets, planners)
    pricing = Pricing(planners, settings, {each.id: each for each in targets}, earlier.known(settings))
    before = time.monotonic() - began + calibrating
    planned = admitting.taking_part(planned, asked, pricing, job.before, before)
    _say_difference(job, planned)
    seconds = before + pricing.least(planned) + FINISHING
    return Ahead(planned, seconds, Names(targets), tuple(twins.remarks(targets, planned, pricing)))


def start(job: Job, folder: Path, command: Sequence[str]) -> StoredRun:
    """Do a whole run in a new folder and return it; on Ctrl-C it returns unfinished, with what was measured."""
    began = time.monotonic()
    run_folder.require_ours(folder, STAGED, WORK)
    with run_folder.owned(folder) as place:
        if (folder / run_folder.MANIFEST).exists():
            raise StoreError(f"{folder} holds a run already: continue it with --resume, or choose another --out")
        with run_folder.beginning(place, STAGED, WORK):
            manifest = _prepare(job, folder, command, began)
            place.require()
            sealing.write(folder, manifest, job.progress)
        with place.watched(), run_folder.cleared(place, STAGED, WORK):
            runner = job.make_runner(manifest, folder, job.experiments)
            return _measure(StoredRun(folder, manifest, ()), job, runner, place, began)


def resume(folder: Path, experiments: Experiments, progress: RunProgress, trust: Trust = Trust.SEAL) -> StoredRun:
    """Go on with an interrupted run.

    Raises StoreError if it is not to be trusted, or if its targets are no longer what they were.
    """
    trusting.manifest(folder, trust)  # before anything is written into a folder that is not ours
    with run_folder.owned(folder) as place, place.watched(), ExitStack() as until_the_end:
        run = trusting.load(folder, trust)
        if run.finished:
            raise StoreError(f"{folder} is finished already: `gilbench report {folder}` shows it")
        run = replace(run, manifest=states.rebuilt(run.manifest))
        settings = settings_of(run.manifest)
        chosen = _those_of(run, experiments)
        until_the_end.enter_context(run_folder.cleared(place, STAGED, WORK))
        remove_unfinished(folder, folder / pyperf_files.FOLDER, folder / logs.FOLDER)
        here = asking.unchanged(run.manifest, chosen, asking.stage(folder / STAGED, chosen, settings.calls))
        run = replace(run, manifest=replace(run.manifest, schema=SCHEMA))  # what is appended from here on is today's
        sealing.write(folder, run.manifest, progress)
        spent = sum(record.outcome.elapsed for record in run.records)
        progress.say(f"resuming {folder}: {len(run.records)} trials are stored")
        job = Job(settings, chosen, progress, invent if run.manifest.invented else measured)
        runner = job.make_runner(replace(run.manifest, targets=here), folder, chosen)
        return _measure(run, job, runner, place, time.monotonic() - spent)


def measured(manifest: Manifest, folder: Path, experiments: Experiments) -> Runner:
    """Return the runner that starts real interpreters."""
    settings = settings_of(manifest)
    runner = SubprocessRunner(
        targets={target.id: target for target in manifest.targets},
        staged=folder.resolve() / STAGED,
        folder=folder.resolve() / WORK,
        repetition=Repetition(manifest.values, settings.timeout),
        single=frozenset(name for name, each in experiments.planners.items() if each.calls == "one"),
        of_items=experiments.of_items,
        variables=settings.variables,
        reductions=experiments.reductions,
    )
    return Watched(runner, Place.of(folder))


def invent(manifest: Manifest, _: Path, experiments: Experiments) -> Runner:
    """Return the runner that measures nothing and makes timings up, as each experiment would have them."""
    planners = experiments.planners
    return FakeRunner(
        Repetition(manifest.values, timeout=0.0),
        calls=lambda trial: planners[trial.experiment].invented(trial),
        of_items=experiments.of_items,
    )


def _asked(settings: Settings, usable_cpus: int) -> Asked:
    """Return the request; raises what `earlier.items` does, before anything is started."""
    counts = worker_counts(settings, usable_cpus)
    items = earlier.items(settings, counts)
    return Asked(settings, usable_cpus, counts, items, staying=earlier.staying(settings))


def _those_of(run: StoredRun, experiments: Experiments) -> Experiments:
    """Return the experiments of a stored run; raises StoreError if one of them is not known here."""
    names = dict.fromkeys(trial.experiment for trial in run.manifest.plan.measured)
    unknown = [name for name in names if name not in experiments.planners]
    if unknown:
        raise StoreError(f"cannot go on: {unknown[0]!r} is no experiment here: give its folder with --experiments")
    return experiments.only(names)


def _targets(job: Job, folder: Path) -> tuple[list[Target], list[Unusable]]:
    """Stage what targets import, and describe them.

    Raises what `asking.find` and `earlier.require_same_lists` do.
    """
    staged = asking.stage(folder / STAGED, job.experiments, job.settings.calls)
    expected = job.before.targets if job.before else None
    targets, unusable = asking.find(job.settings, job.experiments, staged, job.progress, expected)
    earlier.require_same_lists(job.settings, targets)
    return targets, unusable


def _say_difference(job: Job, planned: Plan) -> None:
    told = again.difference(job.before.plan, planned) if job.before else None
    if told:
        job.progress.say(told)


def _prepare(job: Job, folder: Path, command: Sequence[str], began: float) -> Manifest:
    """Describe the targets, settle the amounts of work, and plan; return what the run folder begins with."""
    settings, experiments, progress = job.settings, job.experiments, job.progress
    depth, asked = settings.depth, _asked(settings, facts.usable_cpus())
    targets, unusable = _targets(job, folder)
    planned = make(asked, targets, experiments.planners)
    manifest = Manifest(
        schema=SCHEMA,
        gilbench=gilbench.__version__,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        command=tuple(command),
        invented=job.make_runner is invent,
        settings=msgspec.to_builtins(settings),
        seed=settings.seed,
        values=depth.values,
        usable_cpus=asked.usable_cpus,
        machine=facts.facts(),
        targets=tuple(twins.taking_part(targets, planned)),
        unusable=tuple(unusable),
        plan=planned,
    )
    manifest = _calibrated(manifest, asked, job, folder)
    if manifest.calibration:
        progress.say(in_words(manifest.calibration))
        if large := large_results.in_words(manifest.calibration):
            progress.say(large)
    if differ := items_that_differ.in_words(manifest.plan.trials, manifest.targets):
        progress.say(f"items that differ: {differ}")
    spent, pricing = time.monotonic() - began, _pricing(manifest, experiments)
    manifest = replace(manifest, plan=admitting.taking_part(manifest.plan, asked, pricing, job.before, spent))
    announce(manifest, pricing, progress, spent)
    _say_difference(job, manifest.plan)
    return manifest


def _calibrated(manifest: Manifest, asked: Asked, job: Job, folder: Path) -> Manifest:
    """Settle the items of each workload that is not known, and plan with them; small sizes are left as they are."""
    settings = asked.settings
    if settings.size == "small":
        return manifest
    few = calibration.repetition(settings.timeout)
    patient = msgspec.to_builtins(replace(settings, timeout=few.timeout))
    shortened = replace(manifest, values=few.values, settings=patient)
    runner = job.make_runner(shortened, folder, job.experiments)
    return settle.settled(manifest, asked, job.experiments.planners, runner, room(facts.free_memory()))


def _measure(run: StoredRun, job: Job, runner: Runner, place: Place, began: float) -> StoredRun:
    experiments, progress = job.experiments, job.progress
    records, rules = list(run.records), experiments.rules(run.manifest)
    settings, journal = settings_of(run.manifest), Journal(run.folder / run_folder.JOURNAL)

    def keep(record: Record) -> None:
        journal.append(record)
        records.append(record)
        if record.outcome.state != "ok":
            logs.keep(run.folder, len(records), record)

    def compare(number: int) -> list[Pair]:
        before = tuple(record for record in records if record.round < number)
        found = pairs(with_spares(replace(run, records=before)), rules)
        return of_one_rank(found) if settings.named else found

    deadline = began + settings.depth.budget - admitting.RESERVE
    price = _pricing(run.manifest, experiments).trial
    rounds = Rounds(run.manifest.plan, settings.seed, settings.depth, deadline, run.records, price, rules.once)
    progress.meet(Names(run.manifest.targets))
    finished = False
    try:
        measure(rounds, runner, keep, progress, compare)
        finished = True
    except KeyboardInterrupt:
        interruption.answered()
        records = list(run_folder.load(run.folder).records)  # the last may have been stored but not counted yet
        progress.say("interrupted; reporting what was measured")
    finally:
        progress.close()
        journal.close()
    place.require()
    progress.say("finishing: writing the results and the report")
    ended = with_spares(replace(run, records=tuple(records)))
    return ending.stored(ended, records, experiments.of_items, finished=finished)


def _pricing(manifest: Manifest, experiments: Experiments) -> Pricing:
    """Return what trials are thought to take, by what was measured before the first round."""
    found, targets = manifest.calibration, {each.id: each for each in manifest.targets}
    known = Known() if found is None else Known(found.seconds_per_item, found.transport, found.speeds)
    return Pricing(experiments.planners, settings_of(manifest), targets, known)
