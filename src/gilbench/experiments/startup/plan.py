"""Which trials of startup there are: strategies × start methods, the platform's default under its own label."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.startup.records import Seen
from gilbench.experiments.startup.trials import NAME, THREADS, by_default, most_workers
from gilbench.inside.experiment import Call
from gilbench.inside.opening import DEFAULT
from gilbench.inside.schema import StrategyInfo
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import asked_for, part
from gilbench.plan.trial import SERIAL, Skip, Trial
from gilbench.plan.ways import ways

ORDER = 30
SHARE = 0.06
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # it repeats by itself, and its first start must be the first of the process
TRIES = ("process_executor", "process_pool")
CORE = (
    *("thread_executor", "interpreter_executor", f"process_pool[{DEFAULT}]"),
    *(f"process_executor[{method}]" for method in ("fork", "forkserver", "spawn", DEFAULT)),
)
_REPEATING = {"spawn": 0.8, "forkserver": 0.6, "fork": 0.55, DEFAULT: 0.55}  # seconds; with threads a short allowance
_ALLOWANCE = 0.2
_COLD = {"spawn": 0.06, "forkserver": 0.02, "fork": 0.006, DEFAULT: 0.006}  # seconds, invented


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a trial for each way to have workers; naming workloads asks for none of them, since it has none."""
    is_the_point = part(asked.settings, NAME) == "whole"
    if asked.settings.by_name and not is_the_point:
        return
    whole = is_the_point or bool(asked.settings.strategies)
    for strategy in ways(target):
        for workers in _counts(asked, strategy):
            trial = _trial(strategy, workers, asked, target)
            in_core = trial.strategy_label in CORE and strategy.tried and workers == asked.most_useful
            if not asked_for(asked.settings, strategy):
                continue
            if whole or in_core:
                yield Skip(trial, strategy.missing) if strategy.missing else trial
            else:
                yield LeftOut(trial, strategy.missing)


def ranks(trials: Sequence[Trial], target: Target, usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: sentences are about processes by default, beside threads."""
    here = [each for each in trials if (each.experiment, each.target) == (NAME, target.id)]
    labels = {each.strategy_label for each in here}
    told = next((each for each in by_default(target) if each in labels), None)
    if told is None:
        return {}
    workers = most_workers((each.workers for each in here if each.strategy_label == told), usable_cpus)
    decides = [each for each in here if each.workers == workers and each.strategy_label in (told, THREADS)]
    return dict.fromkeys((each.id for each in decides), Rank.DECIDES)


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: repeats fill an allowance, or take what the fewest take."""
    return prices.start + _REPEATING.get(trial.start_method or "", _ALLOWANCE) + prices.workers(trial)


def invented(trial: Trial) -> Call:
    """Return a call with plausible figures."""
    cold = [_COLD.get(trial.start_method or "", 0.0003) * random.lognormvariate(0.0, 0.05) for _ in range(6)]
    first, quick = [0.8 * each for each in cold], [0.1 * each for each in cold]
    start_method = "fork" if trial.start_method == DEFAULT else trial.start_method
    seen = Seen(2 * cold[0], first, cold, quick, quick, 4e6, 1e6, None, start_method, trial.workers)
    return Call(sorted(cold)[3], [], seen)


def _counts(asked: Asked, strategy: StrategyInfo) -> tuple[int, ...]:
    return (1,) if strategy.family == SERIAL else tuple(count for count in asked.workers if count > 1) or asked.workers


def _trial(strategy: StrategyInfo, workers: int, asked: Asked, target: Target) -> Trial:
    size = asked.settings.size
    return Trial(NAME, None, strategy.name, strategy.start_method, workers, size, workers, target.id)
