"""What the parts of a trial take: experiments price their trials with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gilbench.inside.opening import DEFAULT
from gilbench.interpreters.kinds import ByKind
from gilbench.plan.trial import Trial

START = 0.06  # seconds for starting a trial on CPython with a GIL, and for its end
ITEM = {"full": 0.0144, "small": 0.002}  # seconds; what the built-in workloads aim at
SETTLING = 5  # calls until a JIT has settled, about
# The share of it that starting one worker process takes; the platform's default is fork or forkserver on Linux.
_OF_START = {"fork": 0.25, DEFAULT: 1.0, "forkserver": 1.0, "spawn": 1.0}


@dataclass(frozen=True)
class Prices:
    """What the parts of a trial take on its target, in one round."""

    start: float  # seconds before the work begins and after it
    calls: int  # timed values
    item: float  # seconds of an item of the trial's workload, serially
    side_by_side: int = 1  # how many workers get on at the same time
    transport: float = 0.0  # seconds that an item costs more in other processes: its result has to come back
    settling: int = 0  # further calls before them, until a JIT has settled
    listed: int = 1  # items that are done together: those of a list, where they differ

    def workers(self, trial: Trial) -> float:
        """Return the seconds until the trial's worker processes have started; threads take next to nothing."""
        return self.start * _OF_START.get(trial.start_method or "", 0.0) * trial.workers


@dataclass(frozen=True)
class Known:
    """What was measured of workloads before the first round, by their names."""

    items: ByKind[float] = field(default_factory=dict)  # seconds of an item, serially
    transport: Mapping[str, float] = field(default_factory=dict)  # as in `Prices`
    speeds: Mapping[str, float] = field(default_factory=dict)  # by target: time of an item ÷ that in `items`
