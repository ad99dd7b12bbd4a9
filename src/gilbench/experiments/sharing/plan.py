"""Which trials of sharing there are: one for each step of the ladder, and each cure of one, and number of threads."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.sharing.records import Seen
from gilbench.experiments.sharing.trials import (
    ADDS,
    COPIED,
    CORE,
    CURE,
    CURED,
    INTERPRETERS,
    MERGED,
    NAME,
    STEP,
    STEPS,
    THREADS,
    cure_of,
    step_of,
)
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered
from gilbench.plan.trial import Skip, Trial

ORDER = 130
SHARE = 0.01
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # it repeats by itself
# As in measure: repeats, and seconds of work in each, of one thread and of several.
_REPEATS = 6
_ALONE, _TOGETHER = 0.008, 0.014
_CURED_ALONE, _CURED_TOGETHER = 0.006, 0.009
_SUB_INTERPRETERS = (3, 14)  # from this version on
_SWITCHES = 0.01  # seconds in a repeat in which threads start, wait for each other and end, about
_ITEM = 3e-8  # seconds


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a trial for each step and for each cure: two threads, and as many as the CPUs serve."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: claims rest on the core but for one cure, which sentences tell of.

    So do they of what is lost.
    """
    here = [each for each in trials if (each.experiment, each.target, each.workers) == (NAME, target.id, THREADS)]
    decide = {*((step, None) for step in CORE), COPIED}
    found = {each.id: Rank.DECIDES for each in here if (step_of(each), cure_of(each)) in decide}
    return found | {each.id: Rank.ADVISES for each in here if (step_of(each), cure_of(each)) in {(ADDS, None), MERGED}}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: each setting fills its time."""
    alone, together = (_ALONE, _TOGETHER) if cure_of(trial) is None else (_CURED_ALONE, _CURED_TOGETHER)
    return prices.start + _REPEATS * (alone + 2 * together + _SWITCHES)


def invented(trial: Trial) -> Call:
    """Return a call in which sharing costs, as without a GIL, and what is not shared does not."""
    cost, shared, apart = (0.9 + trial.workers) * random.uniform(0.95, 1.05), 0.4, 0.95 * trial.workers
    side = "private" if cure_of(trial) is None else "cured"
    without: dict[str, list[float]] = {"private_cpu": [], "private_wall": [], "cured_cpu": [], "cured_wall": []}
    own = {f"{side}_cpu": _noisy(_ITEM), f"{side}_wall": _noisy(_ITEM / apart)}
    seen = Seen(
        items=4_000_000,
        lost=500_000 if step_of(trial) == ADDS else 0,
        alone_cpu=_noisy(_ITEM),
        shared_cpu=_noisy(_ITEM * cost),
        alone_wall=_noisy(_ITEM),
        shared_wall=_noisy(_ITEM / shared),
        **{**without, **own},
    )
    return Call(seen.shared_cpu[0], [], seen)


def _noisy(value: float) -> list[float]:
    return [value * random.lognormvariate(0.0, 0.02) for _ in range(_REPEATS)]


def _trial(step: str, cure: str | None, threads: int, asked: Asked, target: Target) -> Trial:
    size = asked.settings.size
    parameters = ((STEP, step),) if cure is None else ((STEP, step), (CURE, cure))
    return Trial(NAME, None, None, None, threads, size, threads, target.id, parameters=parameters)


def _impossible(cure: str | None, target: Target) -> str | None:
    facts = target.facts
    if cure != INTERPRETERS:
        return None
    if facts.implementation == "CPython" and tuple(facts.version_info[:2]) >= _SUB_INTERPRETERS:
        return None
    return "Python code can make sub-interpreters from CPython 3.14 on"


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    core = {*((step, None) for step in CORE), COPIED, MERGED}
    for threads in dict.fromkeys((THREADS, max(THREADS, asked.most_useful))):
        for step, cure in (*((step, None) for step in STEPS), *CURED):
            trial = _trial(step, cure, threads, asked, target)
            yield Candidate(trial, threads == THREADS and (step, cure) in core, _impossible(cure, target))
