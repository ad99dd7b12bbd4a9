"""What the repeats of logging come to."""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from gilbench.analysis import repeats
from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import typical
from gilbench.experiments.logging_price.records import (
    DISABLED,
    EAGER,
    EXCEPTION,
    FILE,
    GUARDED,
    LAZY,
    LOGGED,
    OWN,
    PLAIN,
    PROCESS_QUEUE,
    QUEUE,
    ROTATING,
    SHARED,
    Seen,
    Setting,
    main_setting,
)
from gilbench.experiments.logging_price.trials import goes_to
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

CALL, EAGER_CALL, GUARDED_CALL, EXTRA = "log_call", "log_eager_call", "log_guarded_call", "log_eager_extra"
LOGGED_CALL, EXC_INFO_BY_PLAIN, LOGGED_BY_PLAIN = (
    "log_exception_call",
    "log_exc_info_by_plain",
    "log_exception_by_plain",
)
SPEEDUP, EAGER_SPEEDUP, GUARDED_SPEEDUP = "log_speedup", "log_eager_speedup", "log_guarded_speedup"
OWN_SPEEDUP, OWN_BY_SHARED = "log_own_speedup", "log_own_by_shared"
DELIVERED, DELIVERED_SPEEDUP = "log_delivered", "log_delivered_speedup"
RATE_OF_ONE, RATE, OWN_RATE = "log_rate_of_one", "log_rate", "log_own_rate"
DELIVERED_RATE_OF_ONE, DELIVERED_RATE = "log_delivered_rate_of_one", "log_delivered_rate"
CPU, OWN_CPU = "log_cpu_by_one", "log_own_cpu_by_one"
RUNNING, READY, WAITING = "log_running", "log_ready", "log_waiting"
OWN_RUNNING, OWN_READY, OWN_WAITING = "log_own_running", "log_own_ready", "log_own_waiting"
ROTATIONS = "log_rotations"

FIGURES = (
    Figure(CALL, "s", "less", "A logging call of one worker; CPU time of one with % arguments for a disabled level."),
    Figure(EAGER_CALL, "s", "less", "CPU time of a call of a disabled level in one thread that formats an f-string."),
    Figure(GUARDED_CALL, "s", "less", "The same behind isEnabledFor, which keeps it from being made."),
    Figure(EXTRA, "s", "less", "CPU time that a disabled call takes more with an f-string than with % arguments."),
    Figure(LOGGED_CALL, "s", "less", "A call of Logger.exception in one thread, while an exception is handled."),
    Figure(EXC_INFO_BY_PLAIN, "×", "less", "A record with exc_info to a file ÷ one without, in one thread."),
    Figure(LOGGED_BY_PLAIN, "×", "less", "A call of Logger.exception to a file ÷ a record without, in one thread."),
    Figure(DELIVERED, "s", "less", "Wall time until a queue's last record is written ÷ records, logged by one worker."),
    Figure(RATE_OF_ONE, "per second", "more", "Records per second of one worker."),
    Figure(RATE, "per second", "more", "Records per second of all workers, threads through one handler."),
    Figure(OWN_RATE, "per second", "more", "The same of threads with a logger, handler and file each."),
    Figure(DELIVERED_RATE_OF_ONE, "per second", "more", "Records of a queue written per second, logged by one worker."),
    Figure(DELIVERED_RATE, "per second", "more", "The same, logged by all workers."),
    Figure(SPEEDUP, "×", "more", "Calls per second of all workers ÷ of one, threads with one logger and handler."),
    Figure(EAGER_SPEEDUP, "×", "more", "The same of a disabled level with an f-string."),
    Figure(GUARDED_SPEEDUP, "×", "more", "The same behind isEnabledFor."),
    Figure(DELIVERED_SPEEDUP, "×", "more", "Records written per second, logged by all workers ÷ by one."),
    Figure(OWN_SPEEDUP, "×", "more", "Calls per second of threads with a logger, handler and file each ÷ of one."),
    Figure(OWN_BY_SHARED, "×", "more", "Calls per second of threads with a handler and file each ÷ with one for all."),
    Figure(CPU, "×", "less", "CPU time of a record of all workers ÷ of one, threads with one logger and handler."),
    Figure(OWN_CPU, "×", "less", "The same of threads with a logger, handler and file each."),
    Figure(RUNNING, "share", "", "Share of the threads' time on a CPU while they log to a file through one handler."),
    Figure(READY, "share", "less", "Share of that time in which no CPU was free."),
    Figure(WAITING, "share", "less", "Share of that time in which they waited: for the handler's lock, or the GIL."),
    Figure(OWN_RUNNING, "share", "", "Share of the threads' time on a CPU, with a handler and file each."),
    Figure(OWN_READY, "share", "less", "Share of that time in which no CPU was free."),
    Figure(OWN_WAITING, "share", "less", "Share of that time in which they waited: for the GIL, or whatever else."),
    Figure(ROTATIONS, "", "", "How often a rotating file was rotated in a repeat of one thread."),
)
COMPARED = CALL

_Key = tuple[str, str]  # what, "alone" or "together"
_Tell = Callable[[Setting], Sequence[float]]
_Rounds = Sequence[Sequence[Seen]]
ALONE, TOGETHER = "alone", "together"
_SPEEDUPS = {SPEEDUP: LAZY, EAGER_SPEEDUP: EAGER, GUARDED_SPEEDUP: GUARDED}
_LEDGER = {SHARED: (RUNNING, READY, WAITING), OWN: (OWN_RUNNING, OWN_READY, OWN_WAITING)}


def reduce(trial: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return what calls take and how settings compare, over rounds; of one round with the interval of its repeats.

    Both sides of a ratio, or of a difference, are of the same repeat.
    """
    of_rounds = [[call.seen for call in calls] for calls in rounds.values() if calls]
    if not of_rounds:
        return {}
    to, took, cpu = (
        goes_to(trial),
        _Taken(of_rounds, lambda each: each.seconds),
        _Taken(of_rounds, lambda each: each.cpu),
    )
    if to == DISABLED:
        return _of_disabled(took, cpu)
    more = {FILE: _of_file, EXCEPTION: _of_exception, ROTATING: _of_rotating}
    more |= dict.fromkeys((QUEUE, PROCESS_QUEUE), _of_queue)
    main = main_setting(to)
    alone, together = (main, ALONE), (main, TOGETHER)
    return {
        CALL: took.seconds(alone),
        RATE_OF_ONE: took.rate(alone),
        RATE: took.rate(together),
        SPEEDUP: took.ratio(alone, together),
        CPU: cpu.ratio(together, alone),
        **(more[to](of_rounds) if to in more else {}),
    }


def _of_disabled(took: "_Taken", cpu: "_Taken") -> dict[str, Estimate]:
    times = {CALL: LAZY, EAGER_CALL: EAGER, GUARDED_CALL: GUARDED}
    return {
        **{name: cpu.seconds((what, ALONE)) for name, what in times.items()},
        EXTRA: cpu.difference((EAGER, ALONE), (LAZY, ALONE)),
        **{name: took.ratio((what, ALONE), (what, TOGETHER)) for name, what in _SPEEDUPS.items()},
    }


def _of_file(of_rounds: _Rounds) -> dict[str, Estimate]:
    took, cpu = _Taken(of_rounds, lambda each: each.seconds), _Taken(of_rounds, lambda each: each.cpu)
    return {
        OWN_RATE: took.rate((OWN, TOGETHER)),
        OWN_SPEEDUP: took.ratio((SHARED, ALONE), (OWN, TOGETHER)),
        OWN_BY_SHARED: took.ratio((SHARED, TOGETHER), (OWN, TOGETHER)),
        OWN_CPU: cpu.ratio((OWN, TOGETHER), (SHARED, ALONE)),
        **_ledger(of_rounds),
    }


def _ledger(of_rounds: _Rounds) -> dict[str, Estimate]:
    """Return what the threads' time went on; only how much they ran where the platform tells no more."""
    running, waiting = _Taken(of_rounds, lambda each: each.running), _Taken(of_rounds, _waiting)
    ready = _Taken(of_rounds, lambda each: each.ready)
    tells = all(each.ready for seens in of_rounds for seen in seens for each in seen.settings)
    found = {}
    for what, (runs, is_ready, waits) in _LEDGER.items():
        found[runs] = running.share((what, TOGETHER))
        if tells:
            found |= {is_ready: ready.share((what, TOGETHER)), waits: waiting.share((what, TOGETHER))}
    return found


def _waiting(setting: Setting) -> list[float]:
    return [max(0.0, 1 - running - ready) for running, ready in zip(setting.running, setting.ready, strict=False)]


def _of_exception(of_rounds: _Rounds) -> dict[str, Estimate]:
    took = _Taken(of_rounds, lambda each: each.seconds)
    return {
        LOGGED_CALL: took.seconds((LOGGED, ALONE)),
        EXC_INFO_BY_PLAIN: took.ratio((SHARED, ALONE), (PLAIN, ALONE)),
        LOGGED_BY_PLAIN: took.ratio((LOGGED, ALONE), (PLAIN, ALONE)),
    }


def _of_rotating(of_rounds: _Rounds) -> dict[str, Estimate]:
    return {ROTATIONS: _Taken(of_rounds, lambda each: each.rotations).number((SHARED, ALONE))}


def _of_queue(of_rounds: _Rounds) -> dict[str, Estimate]:
    arrived = _Taken(of_rounds, lambda each: each.delivered)
    return {
        DELIVERED: arrived.seconds((SHARED, ALONE)),
        DELIVERED_RATE_OF_ONE: arrived.rate((SHARED, ALONE)),
        DELIVERED_RATE: arrived.rate((SHARED, TOGETHER)),
        DELIVERED_SPEEDUP: arrived.ratio((SHARED, ALONE), (SHARED, TOGETHER)),
    }


class _Taken:
    """Seconds by setting, round by round and repeat by repeat."""

    def __init__(self, of_rounds: _Rounds, tell: _Tell) -> None:
        self._rounds = [
            [{_key(each): tell(each) for each in seen.settings} for seen in of_round] for of_round in of_rounds
        ]

    def seconds(self, key: _Key) -> Estimate:
        """Return the median time in a setting; raises ValueError if a call has none."""
        return repeats.seconds(self._values(key))

    def rate(self, key: _Key) -> Estimate:
        """Return how many times per second, 1 ÷ the geometric mean of times; raises ValueError if a call has none."""
        return repeats.factor([[-math.log(each) for each in of_round] for of_round in self._values(key)])

    def share(self, key: _Key) -> Estimate:
        """Return the median of shares, with an interval between 0 and 1; raises ValueError if a call has none."""
        found = self.number(key)
        return found if found.high is None else replace(found, high=min(1.0, found.high))

    def number(self, key: _Key) -> Estimate:
        """Return the median of what is 0 or more; raises ValueError if a call has none."""
        found = repeats.over(self._values(key), statistics.median, typical)
        return found if found.low is None else replace(found, low=max(0.0, found.low))

    def ratio(self, one: _Key, other: _Key) -> Estimate:
        """Return the geometric mean of one time ÷ the other; raises ValueError if a call has none."""
        pairs = zip(self._values(one), self._values(other), strict=True)
        logs = [[math.log(a / b) for a, b in zip(*both, strict=True)] for both in pairs]
        return repeats.factor(logs)

    def difference(self, one: _Key, other: _Key) -> Estimate:
        """Return the median of what one time is longer than the other; raises ValueError if a call has none."""
        pairs = zip(self._values(one), self._values(other), strict=True)
        differences = [[a - b for a, b in zip(*both, strict=True)] for both in pairs]
        return repeats.over(differences, statistics.median, typical)

    def _values(self, key: _Key) -> list[list[float]]:
        found = [[value for seen in of_round for value in seen.get(key, ())] for of_round in self._rounds]
        if not all(found):
            raise ValueError(f"no times of {' '.join(key)}")
        return found


def _key(setting: Setting) -> _Key:
    return setting.what, ALONE if setting.threads == 1 else TOGETHER
