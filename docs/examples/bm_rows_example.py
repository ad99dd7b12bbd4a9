"""Items that differ: the rows of one job, of which the last takes longest."""

from __future__ import annotations

from gilbench import workload


def rows(count: int) -> list[tuple[int, int]]:
    """Return the job: numbers and how often each is to be added up."""
    return [(number, 20_000 if number < count - 1 else 200_000) for number in range(count)]


def wrong(totals: list[int]) -> str | None:
    """Say what is wrong with the totals of one job, which grow from row to row; None means nothing."""
    return None if sorted(totals) == totals else "the totals are not in the order of the rows"


@workload(
    kind="cpu",
    sizes={"small": 4, "full": 16},
    items=rows,
    check=wrong,
    asks="Do the rows of my job share out?",
)
def add_up(row: tuple[int, int]) -> int:
    """Add up one row."""
    number, times = row
    return sum(number for _ in range(times))
