"""Run one call on one target, in a process of its own, and read what it found."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from gilbench.inside.held.several import CANNOT_TELL
from gilbench.inside.probe import printing
from gilbench.inside.probe.records import Holding, Measured, ProbeRequest
from gilbench.inside.probe.records import Together as Compared
from gilbench.inside.schema import as_json
from gilbench.inside.telling import plain
from gilbench.interpreters.possible import require_measured
from gilbench.interpreters.target import Target
from gilbench.probe import beside, verdicts
from gilbench.probe.calls import Call
from gilbench.probe.results import Probed, State
from gilbench.processes import answers, process, scratch, staging, temporary
from gilbench.processes.printed import FLOODED
from gilbench.processes.process import describe_exit
from gilbench.store.sound import require_numbers

NO_GIL = "there is no GIL"
_MOST_NOTES = 20
_STEPS = {
    "": "the interpreter did not begin",
    "setup": "the setup did not end",
    "call": "it did not return",
    "private": "it returned once, and the private statement did not end",
    "again": "it returned once, and not when it was called again,",
}
_ENDED = {
    "": "the interpreter ended before it began",
    "setup": "the setup ended the interpreter",
    "call": "it ended the interpreter",
    "private": "the private statement ended the interpreter",
    "again": "it ended the interpreter when it was called again",
}


@dataclass(frozen=True)
class Prober:
    """Starts targets, one call each; what goes wrong costs that call only."""

    staged: Path
    folder: Path  # to work in; calls run there and find it empty
    path: Sequence[str]  # folders where targets look for modules, after all others
    seconds: float  # of measuring, at most
    timeout: float  # seconds for one call on one target
    cpus: int  # usable
    threads: int  # for the second speed-up
    variables: Mapping[str, str] = field(default_factory=dict)  # of --env

    def probe(self, call: Call, target: Target) -> Probed:
        """Probe a call on a target; raises StoreError if the folder cannot be written."""
        try:
            return self._probed(call, target, scratch.emptied(self.folder))
        finally:  # a lost call may have left any number of files, which nobody needs
            shutil.rmtree(self.folder, ignore_errors=True)

    def _probed(self, call: Call, target: Target, empty: Path) -> Probed:
        answer = self.folder / "answer.jsonl"
        request = ProbeRequest(
            call=call.call,
            setup=call.setup,
            private=call.private,
            path=list(self.path),
            optional=call.optional,
            seconds=self.seconds,
            timeout=self.timeout,
            answer_file=str(answer),
        )
        command = [target.executable, "-m", "gilbench.inside", "probe-call", "--request", json.dumps(as_json(request))]
        try:
            with temporary.of_targets(self.folder) as own:
                ended = process.run(
                    command,
                    environment=staging.environment(self.staged, target.environment, self.variables, own),
                    folder=empty,
                    timeout=self.timeout,
                )
        except OSError as error:
            reason = f"{target.executable} could not be started: {error.strerror or error}"
            return self._lost(call, target, "failed", reason)
        try:
            return self._read(call, target, answers.lines(answer).lines, ended)
        except (answers.UnreadableError, msgspec.ValidationError, ValueError) as error:
            return self._lost(call, target, "failed", f"it left no readable answer: {plain(str(error))}")

    def _read(self, call: Call, target: Target, lines: list[dict[str, Any]], ended: process.Ended) -> Probed:
        refused, absent, found = (_first(lines, key) for key in ("failed", "absent", "measured"))
        if refused is not None:
            return self._lost(call, target, "failed", _told(refused))
        if absent is not None:
            return self._lost(call, target, "absent", _told(absent))
        if found is not None:
            result = self._result(call, target, _measured(found), _compared(lines, ended))
            result = beside.added(result, call.private, beside.read(lines))
            return replace(result, notes=(*result.notes, *_seen(ended)))
        if ended.timed_out:
            return self._lost(call, target, "timed out", f"{_STEPS[_step(lines)]} within {self.timeout:g} s")
        if ended.printed.flooded:
            return self._lost(call, target, "failed", FLOODED)
        return self._lost(call, target, "failed", f"{_ENDED[_step(lines)]}: {describe_exit(ended.code)}")

    def _result(self, call: Call, target: Target, found: Measured, compared: Compared) -> Probed:
        result = Probed(
            call=call.label,
            group=call.group,
            target=target.id,
            state="ok",
            reason=found.reason,
            call_seconds=found.call_seconds,
            overhead=found.overhead,
            threads=self.threads,
            together=compared.outcome,
            together_detail=compared.detail,
            notes=(*found.notes, *_notes(found)),
        )
        if found.holding is None:
            return result if found.gil else replace(result, verdict="no GIL", reason=NO_GIL)
        return self._judged(result, found.holding) if found.gil else self._free(result, found.holding)

    def _judged(self, result: Probed, holding: Holding) -> Probed:
        held = verdicts.deciding(holding)
        known = held.high - held.low < verdicts.WIDEST or holding.running < verdicts.WAITS
        bounds = self._bounds(holding, held.low) if known else {}
        return replace(
            result,
            verdict=verdicts.decide(holding),
            held_share=holding.share,
            held_low=None if holding.share is None else holding.low,
            held_high=None if holding.share is None else holding.high,
            held_of_wall=holding.of_wall,
            held_of_wall_low=holding.of_wall_low,
            held_of_wall_high=holding.of_wall_high,
            longest_stall=holding.longest_stall,
            **_running(holding),
            **bounds,
        )

    def _free(self, result: Probed, holding: Holding) -> Probed:
        return replace(result, verdict="no GIL", reason=NO_GIL, **_running(holding), **self._bounds(holding, held=0.0))

    def _bounds(self, holding: Holding, held: float) -> dict[str, Any]:
        """Return the speed-ups and what bounds them; none for work with threads of its own, which need CPUs already."""
        if holding.own_threads is not None:
            return {}
        two, more = (verdicts.bound(threads, self.cpus, holding.running, held) for threads in (2, self.threads))
        return {
            "speedup_2": two.speedup,
            "speedup_2_bound": two.by,
            "speedup_n": more.speedup,
            "speedup_n_bound": more.by,
        }

    def _lost(self, call: Call, target: Target, state: State, reason: str) -> Probed:
        return Probed(call.label, call.group, target.id, state, reason=reason)


def _first(lines: Iterable[Mapping[str, Any]], key: str) -> Any:
    return next((line[key] for line in lines if key in line), None)


def _step(lines: Sequence[Mapping[str, Any]]) -> str:
    """Return the step that was begun last; empty if none was, or none that there is."""
    begun = next((line["begin"] for line in reversed(lines) if "begin" in line), "")
    return begun if isinstance(begun, str) and begun in _STEPS else ""


def _told(said: Any) -> str:
    return plain(said) if isinstance(said, str) else f"it gave a reason of type {type(said).__name__}"


def _measured(said: Any) -> Measured:
    """Return what was measured; raises ValueError for numbers that cannot be."""
    found = msgspec.convert(said, Measured)
    require_numbers("what was measured", found)
    require_measured("times", (found.call_seconds, found.calls, found.holding and found.holding.longest_stall))
    return replace(found, reason=plain(found.reason), notes=[plain(note) for note in found.notes[:_MOST_NOTES]])


def _compared(lines: Sequence[Mapping[str, Any]], ended: process.Ended) -> Compared:
    found = _first(lines, "together")
    if found is not None and not _broke_off(lines):
        outcome = msgspec.convert(found, Compared)
        return replace(outcome, detail=plain(outcome.detail))
    if ended.timed_out:
        return Compared("stuck", "")
    return Compared("crashed", f"the interpreter ended: {describe_exit(ended.code)}")


def _broke_off(lines: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether threads that went well at first ended it, or did not come back, when they were timed."""
    return any(line.get("begin") == "contention" for line in lines) and _first(lines, "contention") is None


def _running(holding: Holding) -> dict[str, Any]:
    """Return the share of its time that a call runs, or, if it has threads of its own, how many CPUs they keep busy."""
    own = holding.own_threads
    return {"running": holding.running if own is None else None, "own_threads": own}


def _seen(ended: process.Ended) -> Iterator[str]:
    """Yield what a call did that the target itself does not see."""
    if printing.between(ended.printed.head, ended.printed.tail):
        yield "it prints: what it printed was thrown away"
    if ended.left_processes:
        yield "left processes running"


def _notes(found: Measured) -> list[str]:
    hardly = found.gil and found.holding and found.holding.share is None and found.holding.running > verdicts.WAITS
    if not (hardly and found.holding):
        return []
    if found.holding.own_threads is not None:
        return [CANNOT_TELL]
    return ["the thread that looks hardly got a turn, so nothing can be said of the GIL"]
