"""Run one trial once: the Runner protocol, its outcome, and the runner that starts a real interpreter."""

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import msgspec

from gilbench import foreign
from gilbench.inside import jsonlines, settling, undeclared
from gilbench.inside.loading import plain
from gilbench.inside.schema import Surroundings, TrialRequest, as_json
from gilbench.inside.trial import INHERITED
from gilbench.interpreters.target import Target
from gilbench.plan.trial import Trial
from gilbench.processes import process, scratch, staging, temporary
from gilbench.processes.printed import FLOODED, Printed
from gilbench.processes.process import describe_exit
from gilbench.processes.removal import remove
from gilbench.store import sound, suites
from gilbench.store.records import Outcome, State, StoredCall

TAIL = 2000  # characters
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
    warmups: int
    timeout: float  # seconds for one trial in one round


@dataclass(frozen=True)
class SubprocessRunner:
    """Starts the target, reads what it wrote, and cleans up after it."""

    targets: Mapping[str, Target]
    staged: Path
    folder: Path  # to work in; trials run there and find it empty
    repetition: Repetition
    single: frozenset[str] = frozenset()  # experiments of which a trial is one call without a warm-up
    variables: Mapping[str, str] = field(default_factory=dict)  # of --env

    def run(self, trial: Trial) -> Outcome:
        """Measure the trial in a process of its own; raises StoreError if the folder cannot be written."""
        try:
            return self._measured(trial, scratch.emptied(self.folder))
        finally:  # a lost trial may have left any number of files, which nobody needs
            remove(self.folder)

    def _measured(self, trial: Trial, empty: Path) -> Outcome:
        target, repetition = self.targets[trial.target], self._repetition(trial)
        files = _Files(self.folder / "pyperf.json", self.folder / "metrics.jsonl")
        try:
            with temporary.of_targets(self.folder) as own:
                ended = process.run(
                    [*_command(target, trial, files, repetition), *_inherited(self.variables)],
                    environment=staging.environment(self.staged, target.environment, self.variables, own),
                    folder=empty,
                    timeout=repetition.timeout,
                )
        except OSError as error:
            return _lost("failed", f"{target.executable} could not be started: {error.strerror or error}", "", 0.0)
        outcome = _read(files, ended, repetition)
        if outcome.state == "failed" and not Path(target.executable).exists():
            return replace(outcome, reason=f"{target.executable} vanished while it ran: {outcome.reason}")
        return outcome

    def _repetition(self, trial: Trial) -> Repetition:
        return replace(self.repetition, values=1, warmups=0) if trial.experiment in self.single else self.repetition


@dataclass(frozen=True)
class _Files:
    """What one trial writes beside what it prints."""

    pyperf: Path
    metrics: Path


def _command(target: Target, trial: Trial, files: _Files, repetition: Repetition) -> list[str]:
    command = [target.executable, "-m", "gilbench.inside", "trial", "--quiet", "--processes", "1", "--loops", "1"]
    command += ["--warmups", str(repetition.warmups), "--values", str(repetition.values)]
    command += ["--output", str(files.pyperf)]
    command += ["--trial", json.dumps(as_json(_request(target, trial, files, repetition.warmups)))]
    if hasattr(os, "sched_getaffinity"):  # else pyperf would pin the worker to isolated CPUs if there are any
        command += ["--affinity", ",".join(map(str, sorted(os.sched_getaffinity(0))))]
    return command


def _inherited(variables: Iterable[str]) -> list[str]:
    """Return what pyperf's manager hands to its worker beyond pyperf's own list."""
    return ["--inherit-environ", ",".join((*INHERITED, *variables))]


def _request(target: Target, trial: Trial, files: _Files, warmups: int) -> TrialRequest:
    workloads = {each.name: each.file for each in target.catalogue.workloads}
    strategies = {each.name: each.file for each in target.catalogue.strategies}
    return TrialRequest(
        experiment=trial.experiment,
        name=trial.name,
        workload=trial.workload,
        workload_file=None if trial.workload is None else workloads[trial.workload],
        strategy=trial.strategy,
        strategy_file=None if trial.strategy is None else strategies[trial.strategy],
        start_method=trial.start_method,
        workers=trial.workers,
        size=trial.size,
        items=trial.items,
        parameters=dict(trial.parameters),
        gil=target.facts.gil_enabled,
        jit=target.facts.jit == "on",
        warmups=warmups,
        metrics_file=str(files.metrics),
    )


def _read(files: _Files, ended: process.Ended, repetition: Repetition) -> Outcome:
    lines = list(jsonlines.read(files.metrics))
    tail = ended.printed.end()[-TAIL:]
    refused = next((line["failed"] for line in lines if "failed" in line), None)
    if ended.printed.flooded:
        refused = f"{FLOODED}: do not print while being measured"
    if ended.timed_out:
        return _lost("timed out", _late(lines, repetition), tail, ended.elapsed)
    if refused is not None:
        return _lost("failed", _named(str(refused), ended.printed), tail, ended.elapsed)
    if ended.code != 0:
        return _lost("failed", f"the interpreter ended without a result: {_why(ended, tail)}", tail, ended.elapsed)
    try:
        calls = [msgspec.convert(line["call"], StoredCall) for line in lines if "call" in line]
        surroundings = next(
            msgspec.convert(line["surroundings"], Surroundings) for line in lines if "surroundings" in line
        )
        settled = _settling(lines)
        suite = json.loads(foreign.read(files.pyperf))
        warmed = suites.warmed(suite)
        sound.require_outcome(Outcome("ok", "", "", tuple(calls), surroundings, ended.elapsed, None, settled))
    except (OSError, ValueError, StopIteration, msgspec.ValidationError) as error:
        reason = f"the interpreter ended well but left no readable result{_unread(error)}"
        return _lost("failed", reason, tail, ended.elapsed)
    if len(calls) != repetition.warmups + repetition.values:
        return _lost(
            "failed",
            f"{len(calls)} timed calls instead of {repetition.warmups} + {repetition.values}",
            tail,
            ended.elapsed,
        )
    notes = [*surroundings.notes, *settling.remarks(settled), *_notes(ended)]
    return Outcome(
        state="ok",
        reason="",
        tail="",
        calls=tuple(calls[repetition.warmups :]),
        surroundings=replace(surroundings, notes=notes, gil_module=_undeclared(ended.printed)),
        elapsed=ended.elapsed,
        pyperf=suite,
        settling=settled,
        warmed=warmed,
    )


def _unread(error: Exception) -> str:
    said = plain(str(error))  # nothing, where there is no line of the kind that is looked for
    return f": {said}" if said else ""


def _settling(lines: Iterable[Mapping[str, Any]]) -> tuple[float, ...]:
    series = (line["settling"] for line in lines if "settling" in line)
    return msgspec.convert(next(series, ()), tuple[float, ...])


def _late(lines: Iterable[Mapping[str, Any]], repetition: Repetition) -> str:
    """Tell work that never ended from an interpreter that never ended after it."""
    around = next((line["surroundings"] for line in lines if "surroundings" in line), None)
    if around is None:
        return f"no result within {repetition.timeout:g} s"
    why = ", ".join(around["notes"]) or "something still ran"
    return f"the work was done but the interpreter did not end within {repetition.timeout:g} s: {why}"


def _notes(ended: process.Ended) -> list[str]:
    size = ended.printed.size
    notes = [f"printed {size} bytes while being measured"] if size else []
    return [*notes, "left processes running"] if ended.left_processes else notes


def _why(ended: process.Ended, tail: str) -> str:
    """Say how a process without a result ended; pyperf's manager reports a killed worker in its last line."""
    worker = re.search(r"failed with exit code (-?\d+)", tail)
    if ended.code > 0 and worker:
        return describe_exit(int(worker[1]))
    return describe_exit(ended.code)


def _undeclared(printed: Printed) -> str | None:
    """Return the module whose import brought the GIL back, in the target or in a process that the work started."""
    return undeclared.named_in(printed.beginning())


def _named(refused: str, printed: Printed) -> str:
    """Return why a target refused, with the module that the target itself had no note of but that it warned of."""
    found = _undeclared(printed)
    return refused if found is None else refused.replace(undeclared.in_words(None), undeclared.in_words(plain(found)))


def _lost(state: State, reason: str, tail: str, elapsed: float) -> Outcome:
    return Outcome(state, reason[:_LONGEST_REASON], tail, calls=(), surroundings=None, elapsed=elapsed, pyperf=None)
