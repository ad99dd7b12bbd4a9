"""What shared memory is for, and whether the executor of processes costs more than multiprocessing's pool."""

from collections.abc import Mapping

from gilbench import fmt
from gilbench.analysis.claims import CannotSayError, Claim, any_target, essay, sentence, sound
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.payload.figures import PER_BYTE, round_trip
from gilbench.experiments.payload.quotients import crossing, gains, is_more, is_no_more, quotient
from gilbench.experiments.payload.records import SIZES
from gilbench.experiments.payload.trials import BLOCK, EXECUTOR, NAME, POOL, WAYS, from_where, of_bytes
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence

_SHARING, _POOLS = "shared-memory-beats-copies", "executor-costs-no-more"


def _shared_memory(evidence: Evidence, target: Target) -> Sentence:
    copied, shared = (_measured(evidence, target, each).figures for each in (EXECUTOR, BLOCK))
    found = gains(copied, shared)
    if not found:
        raise CannotSayError("not measured: no size has an interval by both ways")
    largest = max(found)
    gain, where = found[largest], crossing(found)
    if where is None and not is_no_more(gain):
        raise CannotSayError(
            f"undecided: {fmt.size(largest)} get there and back {fmt.ratio_interval(gain)} as fast in shared memory"
        )
    beats = f"beats sending copies {from_where(where)}" if where else "does not beat sending copies"
    text = (
        f"On {target.id}, shared memory {beats}. A round trip of {fmt.size(largest)} to a process is "
        f"{fmt.ratio_interval(gain)} as fast."
    )
    return _said(_SHARING, target, text, gain, holds=where is not None)


def _executor(evidence: Evidence, target: Target) -> Sentence:
    executor, pool = (_measured(evidence, target, each).figures for each in (EXECUTOR, POOL))
    task, byte = (
        _cost(executor, pool, name, what) for name, what in ((round_trip(SIZES[0]), "task"), (PER_BYTE, "byte"))
    )
    dearer = [each for each in (task, byte) if is_more(each)]
    if not dearer and not (is_no_more(task) and is_no_more(byte)):
        told = _told(fmt.ratio_interval(task), fmt.ratio_interval(byte))
        raise CannotSayError(f"undecided: {WAYS[EXECUTOR]} costs {told}")
    rests_on = dearer[0] if dearer else max(task, byte, key=lambda each: each.value)
    shown = (fmt.ratio_interval(each) if each is rests_on else fmt.ratio(each.value) for each in (task, byte))
    text = f"On {target.id}, {WAYS[EXECUTOR]} costs {_told(*shown)}."
    return _said(_POOLS, target, text, rests_on, holds=not dearer)


def _told(task: str, byte: str) -> str:
    return f"{task} as much as {WAYS[POOL]} per task, and {byte} per byte"


def _measured(evidence: Evidence, target: Target, through: str) -> Summary:
    """Return the trial that hands bytes over by a way; raises CannotSayError if no sentence may rest on it."""
    called = f"bytes through {WAYS[through]}"
    found = of_bytes(evidence.of(NAME), target.id).get(through)
    if found is None:
        raise CannotSayError(f"not measured: {called} is not in this run")
    return sound(found, called)


def _cost(executor: Mapping[str, Estimate], pool: Mapping[str, Estimate], name: str, what: str) -> Estimate:
    """Return what a task or a byte costs in the executor ÷ in the pool; raises CannotSayError if that is not known."""
    one, other = executor.get(name), pool.get(name)
    if one is None or other is None or one.low is None or other.low is None:
        raise CannotSayError(f"not measured: what a {what} costs has no interval by both ways")
    found = quotient(one, other)
    if found is None:
        raise CannotSayError(f"undecided: what a {what} costs may be nothing by one of both ways")
    return found


def _said(claim: str, target: Target, text: str, rests_on: Estimate, *, holds: bool) -> Sentence:
    decided: Decided = "holds" if holds else "does not hold"
    return sentence(claim, target, decided, text, rests_on, unit="×", evidence=NAME)


CLAIMS = (
    Claim(
        id=_SHARING,
        order=71,
        says="From some size on shared_memory beats sending copies to a process.",
        source=essay(14),
        needs="payload of bytes by process_executor and shared_memory",
        refuted="copies as fast as shared memory at the largest size",
        applies=any_target,
        elsewhere="",
        rule=_shared_memory,
    ),
    Claim(
        id=_POOLS,
        order=72,
        says="ProcessPoolExecutor costs no more than Pool, per task and per byte.",
        source=essay(13),
        needs="payload of bytes by process_executor and process_pool",
        refuted="a task or a byte that costs 5 % more through the executor",
        applies=any_target,
        elsewhere="",
        rule=_executor,
    ),
)
