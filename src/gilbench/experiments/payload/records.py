"""What one call of payload saw, and the sizes that data are handed over in."""

from __future__ import annotations

from gilbench.inside.record import Record

KIB, MIB = 1 << 10, 1 << 20
SIZES = (KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB, 4 * MIB, 16 * MIB, 64 * MIB)  # bytes of content
FEW = (KIB, 64 * KIB, MIB, 4 * MIB)


def sizes(count: int) -> tuple[int, ...]:
    """Return so many sizes, ascending: the first of the few of the core, or of all if those are not enough."""
    return FEW[:count] if count <= len(FEW) else SIZES[:count]


class Seen(Record):
    """Round trips of one kind of data by one way, in sweeps over the sizes."""

    sizes: list[int]  # bytes of content, ascending
    seconds: list[list[float]]  # for each size, of a round trip in each sweep: the median of that sweep's trips
    trips: int  # in all; what each brought back was compared with what was sent
    too_large: list[int]  # sizes that were not handed over, since memory might not have held their copies
    peak_memory: float | None  # bytes, of the caller and its workers, each at its own peak; None if nobody tells
    start_method: str | None  # of the worker process; None without one
    missing: str | None = None  # what this interpreter lacks for it, and why there are no sizes then
