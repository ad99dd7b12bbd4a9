"""What the windows of queues come to: times and CPU times of an item, of a hand-over, and what became of items.

Times are those of rounds, or of the repeats in one; counts of all rounds are put together and have exact intervals.
"""

from collections.abc import Callable, Mapping, Sequence

from gilbench.analysis import repeats
from gilbench.analysis.figures import Figure
from gilbench.analysis.shares import exact
from gilbench.experiments.queues.records import Flow, Seen
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

ITEM, CPU, BOUNDED = "queue_item_time", "queue_item_cpu", "_bounded"
HANDOVER, TAIL = "queue_handover", "queue_handover_p99"
LOST, TWICE, DISORDERED, ITEMS = "queue_lost", "queue_twice", "queue_disordered", "queue_items"
PER_MILLION = "per million"
MILLION = 1_000_000
_ROOM = "with room for 16 items"
FIGURES = (
    Figure(ITEM, "s", "less", "Time from the first put to the last get ÷ items of all producers, without a bound."),
    Figure(f"{ITEM}{BOUNDED}", "s", "less", f"The same {_ROOM}."),
    Figure(CPU, "s", "less", "CPU time of all producers and consumers ÷ items, without a bound."),
    Figure(f"{CPU}{BOUNDED}", "s", "less", f"The same {_ROOM}."),
    Figure(HANDOVER, "s", "less", "Half of a round trip of one item between two who wait for it, at the median."),
    Figure(TAIL, "s", "less", "The same at the 99th percentile."),
    Figure(LOST, PER_MILLION, "less", "Items that no consumer got."),
    Figure(TWICE, PER_MILLION, "less", "Items that were got once more."),
    Figure(DISORDERED, PER_MILLION, "less", "Items that a consumer got after a later one of the same producer."),
    Figure(ITEMS, "", "", "How many items these counts are about, with and without a bound."),
)
COMPARED = ITEM
_COUNTS: dict[str, Callable[[Flow], int]] = {
    LOST: lambda flow: flow.lost,
    TWICE: lambda flow: flow.twice,
    DISORDERED: lambda flow: flow.disordered,
}


def reduce(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return the medians of times, and what was counted in all rounds."""
    seen = [calls[0].seen for calls in rounds.values() if calls]
    return _items(seen) | _handovers(seen) | _counts(seen) if seen else {}


def per_million(hits: int, of: int, rounds: int) -> Estimate:
    """Return how many of a million were hit, with the exact interval of a share.

    Raises ValueError of none, or for more than there are.
    """
    (low, high), value = exact(hits, of), hits / of
    return Estimate(MILLION * value, MILLION * min(low, value), MILLION * max(high, value), rounds)


def _items(seen: Sequence[Seen]) -> dict[str, Estimate]:
    found = {}
    for end, bounded in (("", False), (BOUNDED, True)):
        flows = [flow for call in seen for flow in call.flows if (flow.bound is not None) == bounded]
        if flows:
            found[f"{ITEM}{end}"] = repeats.seconds_by_order([_each(flow.seconds, flow.put) for flow in flows])
            found[f"{CPU}{end}"] = repeats.seconds_by_order([_each(flow.cpu, flow.put) for flow in flows])
    return found


def _each(seconds: Sequence[float], items: Sequence[int]) -> list[float]:
    return [one / of for one, of in zip(seconds, items, strict=True)]


def _handovers(seen: Sequence[Seen]) -> dict[str, Estimate]:
    if not all(call.middles for call in seen):
        return {}
    return {
        HANDOVER: repeats.seconds_by_order([call.middles for call in seen]),
        TAIL: repeats.seconds_by_order([call.tails for call in seen]),
    }


def _counts(seen: Sequence[Seen]) -> dict[str, Estimate]:
    flows = [flow for call in seen for flow in call.flows]
    of = sum(sum(flow.put) for flow in flows)
    found = {
        name: per_million(min(of, sum(map(count, flows))), of, len(seen))  # one may come more than twice
        for name, count in _COUNTS.items()
    }
    return found | {ITEMS: Estimate(float(of), None, None, len(seen))}
