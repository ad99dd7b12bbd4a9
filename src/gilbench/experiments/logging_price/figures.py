"""What the repeats of logging come to."""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence

from gilbench.analysis import repeats
from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import typical
from gilbench.experiments.logging_price.records import (
    DISABLED,
    EAGER,
    FILE,
    GUARDED,
    LAZY,
    OWN,
    QUEUE,
    SHARED,
    Seen,
    Setting,
)
from gilbench.experiments.logging_price.trials import goes_to
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

CALL, EAGER_CALL, GUARDED_CALL, EXTRA = "log_call", "log_eager_call", "log_guarded_call", "log_eager_extra"
SPEEDUP, EAGER_SPEEDUP, GUARDED_SPEEDUP = "log_speedup", "log_eager_speedup", "log_guarded_speedup"
OWN_SPEEDUP, OWN_BY_SHARED = "log_own_speedup", "log_own_by_shared"
DELIVERED, DELIVERED_SPEEDUP = "log_delivered", "log_delivered_speedup"

FIGURES = (
    Figure(CALL, "s", "less", "A logging call in one thread; CPU time of one with % arguments for a disabled level."),
    Figure(EAGER_CALL, "s", "less", "CPU time of a call of a disabled level in one thread that formats an f-string."),
    Figure(GUARDED_CALL, "s", "less", "The same behind isEnabledFor, which keeps it from being made."),
    Figure(EXTRA, "s", "less", "CPU time that a disabled call takes more with an f-string than with % arguments."),
    Figure(DELIVERED, "s", "less", "Wall time until a queue's last record is written ÷ records, logged by one thread."),
    Figure(SPEEDUP, "×", "more", "Calls per second of all threads ÷ of one, with one logger and handler."),
    Figure(EAGER_SPEEDUP, "×", "more", "The same of a disabled level with an f-string."),
    Figure(GUARDED_SPEEDUP, "×", "more", "The same behind isEnabledFor."),
    Figure(DELIVERED_SPEEDUP, "×", "more", "Records written per second, logged by all threads ÷ by one."),
    Figure(OWN_SPEEDUP, "×", "more", "Calls per second of threads with a logger, handler and file each ÷ of one."),
    Figure(OWN_BY_SHARED, "×", "more", "Calls per second of threads with a handler and file each ÷ with one for all."),
)
COMPARED = CALL

_Key = tuple[str, str]  # what, "alone" or "together"
_Tell = Callable[[Setting], Sequence[float]]
ALONE, TOGETHER = "alone", "together"
_SPEEDUPS = {SPEEDUP: LAZY, EAGER_SPEEDUP: EAGER, GUARDED_SPEEDUP: GUARDED}


def reduce(trial: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return what calls take and how settings compare, over rounds; of one round with the interval of its repeats.

    Both sides of a ratio, or of a difference, are of the same repeat.
    """
    of_rounds = [[call.seen for call in calls] for calls in rounds.values() if calls]
    if not of_rounds:
        return {}
    took = _Taken(of_rounds, lambda setting: setting.seconds)
    if goes_to(trial) == DISABLED:
        return _of_disabled(took, _Taken(of_rounds, lambda setting: setting.cpu))
    found = {CALL: took.seconds((SHARED, ALONE)), SPEEDUP: took.ratio((SHARED, ALONE), (SHARED, TOGETHER))}
    if goes_to(trial) == FILE:
        found[OWN_SPEEDUP] = took.ratio((SHARED, ALONE), (OWN, TOGETHER))
        found[OWN_BY_SHARED] = took.ratio((SHARED, TOGETHER), (OWN, TOGETHER))
    if goes_to(trial) == QUEUE:
        arrived = _Taken(of_rounds, lambda setting: setting.delivered)
        found[DELIVERED] = arrived.seconds((SHARED, ALONE))
        found[DELIVERED_SPEEDUP] = arrived.ratio((SHARED, ALONE), (SHARED, TOGETHER))
    return found


def _of_disabled(took: "_Taken", cpu: "_Taken") -> dict[str, Estimate]:
    times = {CALL: LAZY, EAGER_CALL: EAGER, GUARDED_CALL: GUARDED}
    return {
        **{name: cpu.seconds((what, ALONE)) for name, what in times.items()},
        EXTRA: cpu.difference((EAGER, ALONE), (LAZY, ALONE)),
        **{name: took.ratio((what, ALONE), (what, TOGETHER)) for name, what in _SPEEDUPS.items()},
    }


class _Taken:
    """Seconds by setting, round by round and repeat by repeat."""

    def __init__(self, of_rounds: Sequence[Sequence[Seen]], tell: _Tell) -> None:
        self._rounds = [
            [{_key(each): tell(each) for each in seen.settings} for seen in of_round] for of_round in of_rounds
        ]

    def seconds(self, key: _Key) -> Estimate:
        """Return the median time in a setting; raises ValueError if a call has none."""
        return repeats.seconds(self._values(key))

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
