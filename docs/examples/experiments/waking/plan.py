"""Which trials of waking there are: one on every interpreter."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.waking.records import Seen

from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Skip, Trial

ORDER = 500
SHARE = 0.02


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield the trial."""
    yield Trial("waking", None, None, None, 1, asked.settings.size, 1, target.id)


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the rank of the trial of one target: its claim rests on it."""
    return {each.id: Rank.DECIDES for each in trials if (each.experiment, each.target) == ("waking", target.id)}


def seconds(_trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes in one round."""
    return prices.start + 0.11 * prices.calls


def invented(_: Trial) -> Call:
    """Return a made-up call for dry runs."""
    return Call(0.106, [], Seen(random.uniform(5e-5, 7e-5)))
