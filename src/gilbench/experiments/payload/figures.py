"""What the round trips of payload come to: seconds and bytes per second of each size, and what a byte costs more."""

import statistics
from collections.abc import Mapping, Sequence

from gilbench.analysis import repeats
from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import typical
from gilbench.experiments.payload.records import KIB, MIB, SIZES
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

PER_BYTE, MEMORY = "payload_per_byte", "payload_peak_memory"


def label(size: int) -> str:
    """Return a size as names of figures have it: "64KiB"."""
    return f"{size // MIB}MiB" if size >= MIB else f"{size // KIB}KiB"


def round_trip(size: int) -> str:
    """Return the name of the figure of a round trip of this size."""
    return f"round_trip_{label(size)}"


def per_second(size: int) -> str:
    """Return the name of the figure of what gets there and back in a second, in pieces of this size."""
    return f"bytes_per_second_{label(size)}"


FIGURES = (
    Figure(
        PER_BYTE, "s", "less", "What each further byte adds to a round trip, from the smallest size to the largest."
    ),
    Figure(MEMORY, "bytes", "less", "Memory of the caller and its workers, each at its peak, with its interpreter."),
    *(
        figure
        for size in SIZES
        for figure in (
            Figure(round_trip(size), "s", "less", f"To hand over {label(size)} and get them back."),
            Figure(per_second(size), "bytes/s", "more", f"Content ÷ that time, in pieces of {label(size)}."),
        )
    ),
)
COMPARED = round_trip(MIB)


def reduce(_: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return medians over rounds of the medians over sweeps; of one round, with the interval of its sweeps."""
    seen = [call.seen for calls in rounds.values() for call in calls if call.seen.sizes]
    if not seen:
        return {}
    swept = [dict(zip(each.sizes, each.seconds, strict=True)) for each in seen]
    common = [size for size in SIZES if all(size in each for each in swept)]
    found: dict[str, Estimate] = {}
    for size in common:
        taken = repeats.seconds_by_order([each[size] for each in swept])
        found[round_trip(size)] = taken
        found[per_second(size)] = _speed(size, taken)
    if len(common) > 1:
        found[PER_BYTE] = _slope([_slopes(common[0], common[-1], each) for each in swept])
    known = [each.peak_memory for each in seen if each.peak_memory is not None]
    if known:
        found[MEMORY] = Estimate(max(known), None, None, len(known))
    return found


def _speed(size: int, taken: Estimate) -> Estimate:
    low, high = (None if end is None else size / end for end in (taken.high, taken.low))
    return Estimate(size / taken.value, low, high, taken.rounds)


def _slopes(small: int, large: int, seconds: Mapping[int, Sequence[float]]) -> list[float]:
    """Return what a byte adds, sweep by sweep: its two ends have met the same moment of the machine."""
    return [(more - less) / (large - small) for less, more in zip(seconds[small], seconds[large], strict=True)]


def _slope(of_rounds: Sequence[Sequence[float]]) -> Estimate:
    """Return the median slope; it may be negative, where size does not matter."""
    if len(of_rounds) == 1:
        return repeats.by_order(of_rounds[0])
    return typical([statistics.median(each) for each in of_rounds])
