"""Which trials of pool_contract there are: one for each pool, on every interpreter, once in a run."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.pool_contract.records import (
    BREAKS,
    DOES,
    EXECUTOR,
    HANGS,
    KEEPS,
    NOT_OFFERED,
    POOLS,
    THREAD_POOL,
    Answer,
    Seen,
)
from gilbench.experiments.pool_contract.trials import NAME, of_pool, pool_of
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered
from gilbench.plan.trial import Skip, Trial

ORDER = 170
SHARE = 0.01
ROUNDS = "once"  # a contract is not timed: it is kept or it is not
CALLS = "one"
_ASKING = {THREAD_POOL: 0.75, EXECUTOR: 0.2}  # seconds; half a second of the first is patience with what hangs


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a trial for each pool."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: the sentence is about ThreadPool."""
    here = [each for each in trials if (each.experiment, each.target) == (NAME, target.id)]
    return {each.id: Rank.DECIDES if pool_of(each) == THREAD_POOL else Rank.ADVISES for each in here}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes."""
    return prices.start + _ASKING[pool_of(trial)]


def invented(trial: Trial) -> Call:
    """Return the answers of a pool to a few questions."""
    pool = pool_of(trial)
    outcomes = (KEEPS, HANGS, BREAKS, NOT_OFFERED, DOES) if pool == THREAD_POOL else (KEEPS, KEEPS, KEEPS, DOES, DOES)
    answers = [_answer(number, outcome) for number, outcome in enumerate(outcomes, 1)]
    return Call(_ASKING[pool] * random.lognormvariate(0.0, 0.02), [], Seen(answers))


def _answer(number: int, outcome: str) -> Answer:
    promise = "" if outcome in (NOT_OFFERED, DOES) else "what it invents"
    instead = "" if outcome in (KEEPS, DOES) else "what is invented instead"
    return Answer("invented", f"An invented question, number {number}", "invented", promise, outcome, instead)


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    for pool in POOLS:
        yield Candidate(of_pool(pool, asked.settings.size, target.id), in_core=True)
