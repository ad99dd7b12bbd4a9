"""Which trials of latency there are: a service, what is beside it, and where."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.latency.measure import schedule
from gilbench.experiments.latency.records import Seen
from gilbench.experiments.latency.trials import NAME, Parameters, core, whole
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import Candidate, offered, part
from gilbench.plan.trial import Skip, Trial

ORDER = 60
SHARE = 0.05
ROUNDS = "whole"  # beside other experiments once: the interval is that of the repeats within a call
CALLS = "one"  # a call is as many requests as there are in a round
_REQUESTS, _IN_WHOLE = 100, 200  # in a round; p99 needs a hundred
_TAKING_TURNS, _TAKING_TURNS_IN_WHOLE = 48, 96  # under the interval of the trial, and as many under the default one
_SELDOM = 8
_CLOSED = 0.5  # seconds of a closed loop
_SUB_INTERPRETERS = (3, 14)


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield the trials that sentences rest on, and all others where it is measured whole."""
    return offered(asked.settings, NAME, _candidates(asked, target))


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: its sentences rest on the core, and on nothing else."""
    here = [each for each in trials if (each.experiment, each.target) == (NAME, target.id)]
    sentences = core(target.facts)
    return {each.id: Rank.DECIDES for each in here if each.parameters in sentences}


def seconds(trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: its schedule, and the start of two or three processes."""
    planned = schedule.of(dict(trial.parameters), trial.items)
    processes = 2 + (planned.neighbours if planned.where == "process" else 0)
    return processes * prices.start + schedule.BEFORE + (planned.seconds or _CLOSED)


def invented(trial: Trial) -> Call:
    """Return a call in which neighbours that keep the GIL make the service wait for the switch interval."""
    planned = schedule.of(dict(trial.parameters), trial.items)
    interval = planned.interval or schedule.DEFAULT_INTERVAL
    waits = planned.where == "thread" and planned.beside in ("computes", "keeps", "garbage")
    typical = 0.0001 + (interval if waits else 0.0)
    collects = planned.beside == "garbage" and planned.where == "thread"
    own = sum(map(planned.is_own, range(planned.sent)))
    met = [collects and each % 3 == 0 for each in range(own)]
    latencies: list[float | None] = [(typical + 0.004 * each) * random.lognormvariate(0.0, 0.02) for each in met]
    speed = [random.gauss(1000.0, 5.0) for _ in range(planned.requests // planned.block)] if planned.neighbours else []
    seen = Seen(
        latencies=latencies if planned.period else [],
        answers=planned.sent,
        late=[random.uniform(5e-5, 1e-4) for _ in range(planned.sent)],
        late_alone=[random.uniform(5e-5, 1e-4) for _ in range(schedule.BEFORE_WAKINGS)],
        period=planned.period,
        seconds=planned.seconds or _CLOSED,
        keeps_up=True,
        in_flight=typical / planned.period if planned.period else None,
        units_per_second=speed,
        units_by_default=[] if planned.interval is None else speed[::-1],
        switch_interval=interval,
        collector=True,
        collections=400 if collects else 0,
        collecting=0.3 if collects else 0.0,
        long_collections=[random.gauss(0.008, 0.0005) for _ in range(30)] if collects else [],
        met=met,
    )
    return Call(seen.seconds, [], seen)


def _trial(parameters: Parameters, target: Target, *, in_whole: bool) -> Trial:
    names = dict(parameters)
    if "rate" in names:
        requests = _SELDOM
    elif "interval" in names:
        requests = _TAKING_TURNS_IN_WHOLE if in_whole else _TAKING_TURNS
    else:
        requests = _IN_WHOLE if in_whole else _REQUESTS
    return Trial(NAME, None, None, None, 1, "full", requests, target.id, parameters=parameters)


def _impossible(parameters: Parameters, target: Target) -> str | None:
    facts = target.facts
    if ("where", "interpreter") not in parameters:
        return None
    if facts.implementation == "CPython" and tuple(facts.version_info[:2]) >= _SUB_INTERPRETERS:
        return None
    return "Python code can make sub-interpreters from CPython 3.14 on"


def _candidates(asked: Asked, target: Target) -> Iterator[Candidate]:
    sentences, in_whole = core(target.facts), part(asked.settings, NAME) == "whole"
    for parameters in dict.fromkeys((*sentences, *whole(target.facts, asked.usable_cpus))):
        trial = _trial(parameters, target, in_whole=in_whole)
        yield Candidate(trial, parameters in sentences, _impossible(parameters, target))
