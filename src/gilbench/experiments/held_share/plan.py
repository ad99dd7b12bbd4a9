"""Which trials of held_share there are: serial work that may compute, where there is a GIL; each measured once."""

import random
from collections.abc import Iterator, Mapping, Sequence

from gilbench.experiments.held_share.records import Seen
from gilbench.inside.experiment import Call
from gilbench.inside.registry import UNKNOWN
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.classes import (
    PURE_PYTHON,
    SHARED_READ,
    SHARED_WRITTEN,
    lead_of_classes,
    of_its_own,
    speakers,
)
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import impossible, workloads
from gilbench.plan.trial import SERIAL, Skip, Trial

ORDER = 20
SHARE = 0.05
INNER_LOOPS = "items"  # the seconds of a call are made those of as many items as the trial has
ROUNDS = "once"  # the interval is that of the samples within a call
_SAMPLING = 0.6  # seconds in each call; see measure.py
# On a busy machine sentences about these say what threads would gain on an idle one, which takes the share.
_IN_SENTENCES = (PURE_PYTHON, SHARED_READ, SHARED_WRITTEN)


def wanted(asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
    """Yield a serial trial of each workload that may compute; small sizes, of smoke tests, have no share to measure."""
    if not target.facts.gil_enabled or asked.settings.size != "full":
        return
    chosen = workloads(asked.settings, target)
    core = speakers(chosen)
    serial = [each for each in target.catalogue.strategies if each.family == SERIAL]
    for workload in chosen:
        for strategy in serial if workload.kind in {"cpu", UNKNOWN} else ():
            items = asked.items_of(workload.name, target)
            trial = Trial("held_share", workload.name, strategy.name, None, 1, "full", items, target.id)
            reason = impossible(workload, strategy)
            if asked.whole or workload.name in core:
                yield trial if reason is None else Skip(trial, reason)
            else:
                yield LeftOut(trial, reason)


def ranks(trials: Sequence[Trial], target: Target, _usable_cpus: int) -> Mapping[str, Rank]:
    """Return the ranks of the trials of one target: beside those for sentences, advice for a class asks for its own."""
    here = [each for each in trials if each.target == target.id]
    names = {each.workload for each in here}
    leads = lead_of_classes(each for each in target.catalogue.workloads if each.name in names)
    told = {lead.name for name, lead in leads.items() if name in _IN_SENTENCES or of_its_own(name)}
    advised = {lead.name for lead in leads.values()}
    return {
        each.id: Rank.DECIDES if each.workload in told else Rank.ADVISES
        for each in here
        if each.experiment == "held_share" and each.workload in advised
    }


def seconds(_trial: Trial, prices: Prices) -> float:
    """Return about how many seconds a trial takes: a call samples for a fixed time, and ends its last item, or list."""
    once = prices.item * prices.listed
    return prices.start + once + (prices.calls + prices.settling) * (_SAMPLING + once / 2)


def invented(trial: Trial) -> Call:
    """Return a call in which the work held the GIL nearly all the time."""
    share = random.uniform(0.9, 1.0)
    return Call(0.0144 * trial.items, [], Seen(share, share - 0.03, min(1.0, share + 0.03), 600, 540, 0.005))
