"""Which trials of grain there are: strategies × even and uneven tasks × chunks, and a few with much work."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.grain.records import HOPS, REPEATS, Seen, cut
from gilbench.experiments.grain.trials import CORE, NAME, PROCESSES, USUAL, Kind, kind_of, kinds
from gilbench.inside.experiment import Call
from gilbench.inside.opening import DEFAULT
from gilbench.inside.schema import StrategyInfo
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, asked_for, offered
from gilbench.plan.trial import Skip, Trial
from gilbench.plan.ways import ways

ORDER = 80
SHARE = 0.02
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # it repeats by itself
TRIES = ("process_executor", "process_pool")
_COST, _COST_OF_PROCESSES = 40e-6, 120e-6  # seconds of a task that does nothing, about
_STARTS_ANEW = "process"  # the strategy that pays for new processes at each use


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a trial for each strategy and what it is asked, with as many workers as there are CPUs for."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: the claim is about processes, the first lines are about all."""
    here = [each for each in trials if (each.experiment, each.target) == (NAME, target.id)]
    shown = [each for each in here if each.strategy_label in CORE and kind_of(each) == USUAL]
    return {each.id: Rank.DECIDES if each.strategy_label == PROCESSES else Rank.ADVISES for each in shown}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: its repeats, and making workers as often as the strategy does."""
    numbers = _numbers(trial)
    serial = sum(length * many for length, many in numbers)
    tasks = sum(many for _, many in numbers) + HOPS
    repeat = serial + serial / prices.side_by_side + tasks * _cost(trial)
    repeats = REPEATS[kind_of(trial).work]
    uses = repeats * (len(numbers) + HOPS) if trial.strategy == _STARTS_ANEW else 1
    return prices.start + repeats * repeat + uses * prices.workers(trial)


def invented(trial: Trial) -> Call:
    """Return a call with plausible figures."""
    numbers, cost = _numbers(trial), _cost(trial)
    repeats = REPEATS[kind_of(trial).work]
    gain = 1.0 if trial.start_method is None else 0.95 * trial.workers
    seen = Seen(
        lengths=[length for length, _ in numbers],
        tasks=[many for _, many in numbers],
        took=[length for length, _ in numbers],
        serial=[_noisy(many * (length + 5e-8), repeats) for length, many in numbers],
        strategy=[_noisy(many * max(cost, length / gain) + cost, repeats) for length, many in numbers],
        hops=_noisy(2 * cost, repeats),
        turns=trial.start_method is None,
        start_method="fork" if trial.start_method == DEFAULT else trial.start_method,
    )
    return Call(sorted(seen.strategy[0])[repeats // 2], [], seen)


def _noisy(seconds: float, repeats: int) -> list[float]:
    return [seconds * random.lognormvariate(0.0, 0.03) for _ in range(repeats)]


def _numbers(trial: Trial) -> list[tuple[float, int]]:
    kind = kind_of(trial)
    return cut(kind.tasks, kind.work, trial.workers)


def _cost(trial: Trial) -> float:
    return _COST if trial.start_method is None else _COST_OF_PROCESSES


def _in_core(trial: Trial, strategy: StrategyInfo) -> bool:
    return trial.strategy_label in CORE and kind_of(trial) == USUAL and strategy.tried


def _trial(strategy: StrategyInfo, kind: Kind, asked: Asked, target: Target) -> Trial:
    size, workers, more = asked.settings.size, asked.most_useful, kind.parameters
    name, method = strategy.name, strategy.start_method
    return Trial(NAME, None, name, method, workers, size, workers, target.id, parameters=more)


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    for strategy in ways(target):
        for kind in kinds(strategy) if asked_for(asked.settings, strategy) else ():
            trial = _trial(strategy, kind, asked, target)
            yield Candidate(trial, _in_core(trial, strategy), strategy.missing)
