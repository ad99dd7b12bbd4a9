"""Run one trial once: the Runner protocol, its outcome, and the runner that starts a real interpreter."""

import json
import os
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import msgspec

from gilbench.analysis.figures import Reductions
from gilbench.inside import settling, undeclared
from gilbench.inside.schema import Surroundings, TrialRequest, as_json
from gilbench.inside.telling import plain
from gilbench.interpreters.target import Target
from gilbench.plan.amounts import items_in_list
from gilbench.plan.trial import Trial
from gilbench.processes import answers, process, scratch, staging, temporary
from gilbench.processes.printed import FLOODED, Printed
from gilbench.processes.process import describe_exit
from gilbench.processes.removal import remove
from gilbench.store import sound, suites
from gilbench.store.reading import FOREIGN, require_short
from gilbench.store.records import Outcome, State, StoredCall

TAIL = 2000  # characters
_UNREAD = "the interpreter ended well but left no readable result"
_MOST_NOTES = 20  # of what a target has to say of a trial that went well
_LONGEST_REASON = 10_000  # characters: an exception may say anything, and it goes into one line of the journal


class Runner(Protocol):
    """Runs one trial once."""

    def run(self, trial: Trial) -> Outcome:
        """Measure the trial in a process of its own; never raises for what the target does."""
        ...


@dataclass(frozen=True)
class Repetition:
    """How often a trial's timed section runs within one round."""

    values: int
    timeout: float  # seconds for one trial in one round
    settles: bool = True  # whether a JIT may settle before


@dataclass(frozen=True)
class SubprocessRunner:
    """Starts the target, reads what it wrote, and cleans up after it."""

    targets: Mapping[str, Target]
    staged: Path
    folder: Path  # to work in; trials run there and find it empty
    repetition: Repetition
    single: frozenset[str] = frozenset()  # experiments of which a trial is one call without a warm-up
    of_items: frozenset[str] = frozenset()  # experiments whose calls are made of the items of their trial
    variables: Mapping[str, str] = field(default_factory=dict)  # of --env
    reductions: Reductions = field(default_factory=dict)  # of the experiments whose calls are looked at

    def run(self, trial: Trial) -> Outcome:
        """Measure the trial in a process of its own; raises StoreError if the folder cannot be written."""
        try:
            return self._measured(trial, scratch.emptied(self.folder))
        finally:  # a lost trial may have left any number of files, which nobody needs
            remove(self.folder)

    def _measured(self, trial: Trial, empty: Path) -> Outcome:
        target, repetition = self.targets[trial.target], self._repetition(trial)
        files = Files(self.folder / "pyperf.json", self.folder / "metrics.jsonl")
        try:
            with temporary.of_targets(self.folder) as own:
                ended = process.run(
                    command(target, request(target, trial, files, repetition, self.of_items), repetition),
                    environment=staging.environment(self.staged, target.environment, self.variables, own),
                    folder=empty,
                    timeout=repetition.timeout,
                )
        except OSError as error:
            return _lost("failed", f"{target.executable} could not be started: {error.strerror or error}", "", 0.0)
        try:
            outcome = self._believed(trial, _read(files, ended, repetition))
        except answers.UnreadableError as error:
            outcome = _lost("failed", f"the interpreter left no readable result: {error}", "", ended.elapsed)
        if outcome.state == "failed" and not Path(target.executable).exists():
            return replace(outcome, reason=f"{target.executable} vanished while it ran: {outcome.reason}")
        return outcome

    def _believed(self, trial: Trial, outcome: Outcome) -> Outcome:
        """Return the outcome if its experiment can do something with it, else a lost one."""
        try:
            if outcome.state == "ok" and trial.experiment in self.reductions:
                self.reductions[trial.experiment].require(trial, outcome.calls)
        except ValueError as error:
            return _lost("failed", f"{_UNREAD}: {plain(str(error))}", "", outcome.elapsed)
        return outcome

    def _repetition(self, trial: Trial) -> Repetition:
        return replace(self.repetition, values=1, settles=False) if trial.experiment in self.single else self.repetition


@dataclass(frozen=True)
class Files:
    """What one trial writes beside what it prints."""

    pyperf: Path
    metrics: Path


def command(target: Target, request: TrialRequest, repetition: Repetition) -> list[str]:
    """Return how the target is started to run what is asked for once."""
    words = [target.executable, "-m", "gilbench.inside", "trial", "--in-process", "--quiet"]
    words += ["--processes", "1", "--loops", "1", "--warmups", "0", "--values", str(repetition.values)]
    words += ["--trial", json.dumps(as_json(request))]
    if hasattr(os, "sched_getaffinity"):  # else pyperf would pin it to isolated CPUs if there are any
        words += ["--affinity", ",".join(map(str, sorted(os.sched_getaffinity(0))))]
    return words


def request(
    target: Target, trial: Trial, files: Files, repetition: Repetition, of_items: Container[str]
) -> TrialRequest:
    """Return a trial as its target needs to know it.

    `of_items` names the experiments whose calls are made of the items of their trial.
    """
    workloads = {each.name: each for each in target.catalogue.workloads}
    work = None if trial.workload is None else workloads[trial.workload]
    strategies = {each.name: each.file for each in target.catalogue.strategies}
    return TrialRequest(
        experiment=trial.experiment,
        name=trial.name,
        workload=trial.workload,
        workload_file=None if work is None else work.file,
        strategy=trial.strategy,
        strategy_file=None if trial.strategy is None else strategies[trial.strategy],
        start_method=trial.start_method,
        workers=trial.workers,
        size=trial.size,
        items=trial.items,
        inner_loops=trial.items if trial.experiment in of_items else None,
        parameters=dict(trial.parameters),
        gil=target.facts.gil_enabled,
        jit=target.facts.jit == "on",
        settles=repetition.settles,
        metrics_file=str(files.metrics),
        pyperf_file=str(files.pyperf),
        platform=target.facts.platform,
        default_start_method=target.facts.default_start_method,
        listed=None if work is None else items_in_list(work, trial.size),
    )


def _read(files: Files, ended: process.Ended, repetition: Repetition) -> Outcome:
    said = answers.lines(files.metrics)
    lines, tail = said.lines, ended.printed.end()[-TAIL:]
    refused = _first(lines, "failed")
    if ended.printed.flooded:
        refused = f"{FLOODED}: do not print while being measured"
    if ended.timed_out:
        return _lost("timed out", _late(lines, repetition), tail, ended.elapsed)
    if refused is not None:
        return _lost("failed", _named(_told(refused), ended.printed), tail, ended.elapsed)
    if ended.code != 0:
        reason = f"the interpreter ended without a result: {describe_exit(ended.code)}"
        return _lost("failed", reason, tail, ended.elapsed)
    try:
        calls = [msgspec.convert(line["call"], StoredCall) for line in lines if "call" in line]
        surroundings = next(
            msgspec.convert(line["surroundings"], Surroundings) for line in lines if "surroundings" in line
        )
        settled = _settling(lines)
        suite = answers.document(files.pyperf)
        warmed = suites.warmed(suite)
        measured = Outcome("ok", "", "", tuple(calls), surroundings, ended.elapsed, suite, settled, warmed)
        sound.require_outcome(measured)
        require_short(measured)
    except (answers.UnreadableError, StopIteration, *FOREIGN) as error:
        reason = f"{_UNREAD}{_unread(error, said.broken)}"
        return _lost("failed", reason, tail, ended.elapsed)
    if len(calls) != repetition.values:
        return _lost(
            "failed",
            f"{len(calls)} timed calls instead of {repetition.values}",
            tail,
            ended.elapsed,
        )
    notes = [*map(plain, surroundings.notes[:_MOST_NOTES]), *settling.remarks(settled), *_notes(ended)]
    return replace(
        measured,
        calls=tuple(calls),
        surroundings=replace(surroundings, notes=notes, gil_module=_undeclared(ended.printed)),
    )


def _unread(error: Exception, broken: str) -> str:
    said = plain(str(error)) or broken  # neither, where there is no line of the kind that is looked for
    return f": {said}" if said else ""


def _first(lines: Iterable[Mapping[str, Any]], key: str) -> Any:
    return next((line[key] for line in lines if key in line), None)


def _told(said: Any) -> str:
    """Return what a target gave for a word, in one line."""
    return plain(said) if isinstance(said, str) else f"it gave a reason of type {type(said).__name__}"


def _settling(lines: Iterable[Mapping[str, Any]]) -> tuple[float, ...]:
    series = (line["settling"] for line in lines if "settling" in line)
    return msgspec.convert(next(series, ()), tuple[float, ...])


def _late(lines: Iterable[Mapping[str, Any]], repetition: Repetition) -> str:
    """Tell work that never ended from an interpreter that never ended after it."""
    raised, failed, around = (_first(lines, key) for key in ("raised", "failed", "surroundings"))
    if failed is not None:
        return f"{_told(failed)}; and the interpreter did not end within {repetition.timeout:g} s"
    if raised is not None:
        return f"{_told(raised)} was raised, and nothing more was heard within {repetition.timeout:g} s"
    if around is None:
        return f"no result within {repetition.timeout:g} s"
    notes = around.get("notes") if isinstance(around, dict) else None
    why = ", ".join(map(_told, notes or ())) if isinstance(notes, list) else ""
    why = why or "something still ran"
    return f"the work was done but the interpreter did not end within {repetition.timeout:g} s: {why}"


def _notes(ended: process.Ended) -> list[str]:
    size = ended.printed.size
    notes = [f"printed {size} bytes while being measured"] if size else []
    return [*notes, "left processes running"] if ended.left_processes else notes


def _undeclared(printed: Printed) -> str | None:
    """Return the module whose import brought the GIL back, in the target or in a process that the work started."""
    return undeclared.named_in(printed.beginning())


def _named(refused: str, printed: Printed) -> str:
    """Return why a target refused, with the module that the target itself had no note of but that it warned of."""
    found = _undeclared(printed)
    return refused if found is None else refused.replace(undeclared.in_words(None), undeclared.in_words(plain(found)))


def _lost(state: State, reason: str, tail: str, elapsed: float) -> Outcome:
    return Outcome(state, reason[:_LONGEST_REASON], tail, calls=(), surroundings=None, elapsed=elapsed, pyperf=None)
