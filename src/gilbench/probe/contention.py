"""From repeats of a call alone and beside itself to a verdict. Pure; docs/probe.md has the rules in words."""

import statistics
from collections.abc import Sequence

from gilbench.analysis import repeats
from gilbench.inside.probe.records import Sides
from gilbench.probe.results import Contends, Contention, Cures, Factor
from gilbench.probe.verdicts import WAITS

WORTH_SAYING = 1.1  # × the CPU time from which on it counts
SIDE_BY_SIDE = 1.5  # × the calls of one thread: two that make fewer wait for each other
BUSY = 0.25  # share of a repeat waited for a CPU, above which it does not count
BUSY_COST = 1.5  # × the CPU time that counts on a busy machine: there, other programs empty the caches
LEAST = 6  # repeats: of fewer a median has no interval of 95 %


def judged(sides: Sides) -> Contention:
    """Return what the repeats say; raises ValueError for fewer than LEAST, for none of these has an interval."""
    counted = _counted(sides.ready)
    cpu = _factor(counted, sides.beside_cpu, sides.alone_cpu)
    calls = _factor(counted, sides.alone_time, sides.beside_time)
    busy = statistics.median(sides.ready[each] for each in counted)
    runs = statistics.median(sides.alone_cpu[each] / sides.alone_time[each] for each in counted)
    return Contention(decide(cpu, calls, busy, runs), cpu, calls, busy)


def decide(cpu: Factor, calls: Factor, busy: float, runs: float) -> Contends:
    """Return what the intervals say. runs: share of the time of a call alone that it needs a CPU.

    A busy machine keeps threads apart and so hides what they would do to each other: then only much CPU time counts.
    Of a call that hardly needs any, CPU time is no price, and does not count.
    """
    counts = runs >= WAITS
    if counts and cpu.low > (BUSY_COST if busy > BUSY else WORTH_SAYING):
        return "contends"
    if busy > BUSY:
        return "undecided"
    if calls.high < SIDE_BY_SIDE:
        return "takes turns"
    as_cheap = not counts or cpu.high < WORTH_SAYING
    return "does not contend" if as_cheap and calls.low > SIDE_BY_SIDE else "undecided"


def cures(shared: Sides, private: Sides) -> Cures | None:
    """Tell whether threads that share nothing are rid of what they do to each other; None if there is nothing."""
    before, after = judged(shared).verdict, judged(private).verdict
    if before in {"does not contend", "undecided"}:
        return None if before == "does not contend" else "undecided"
    gain = _gain(before, shared, private)
    if after == "does not contend":
        return "yes" if gain.low > 1 else "undecided"
    if gain.low > WORTH_SAYING:
        return "partly"
    return "no" if gain.high < WORTH_SAYING and after != "undecided" else "undecided"


def _gain(verdict: Contends, shared: Sides, private: Sides) -> Factor:
    """Return the price of company with what is shared ÷ with what is each thread's own, of the same repeats."""
    counted = _counted([max(pair) for pair in zip(shared.ready, private.ready, strict=True)])
    return _factor(counted, _prices(verdict, shared), _prices(verdict, private))


def _prices(verdict: Contends, sides: Sides) -> list[float]:
    """Return what a second thread costs in each repeat: CPU time if threads contend, else time."""
    if verdict == "contends":
        return [beside / alone for beside, alone in zip(sides.beside_cpu, sides.alone_cpu, strict=True)]
    return [beside / alone for beside, alone in zip(sides.beside_time, sides.alone_time, strict=True)]


def _counted(ready: Sequence[float]) -> list[int]:
    """Return the places of the repeats that count: those that other programs left alone, if there are enough."""
    calm = [place for place, share in enumerate(ready) if share <= BUSY]
    return calm if len(calm) >= LEAST else list(range(len(ready)))


def _factor(counted: Sequence[int], more: Sequence[float], less: Sequence[float]) -> Factor:
    found = repeats.by_order([more[each] / less[each] for each in counted])
    if found.low is None or found.high is None:
        raise ValueError("too few repeats for an interval")
    return Factor(found.value, found.low, found.high)
