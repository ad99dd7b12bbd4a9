"""The columns of a table of results, the same in all formats."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from gilbench import fmt, legible
from gilbench.probe import contending, words
from gilbench.probe.results import BoundedBy, Probed

CALL, TARGET = "call", "target"


class Column(NamedTuple):
    """A column, and what stands in it."""

    head: str
    cell: Callable[[Probed], str]
    numeric: bool = False


def _waiting(result: Probed) -> str:
    return fmt.MISSING if result.running is None else fmt.share(1 - result.running)


_ALWAYS = (
    Column(CALL, lambda each: legible.one_line(each.call)),
    Column(TARGET, lambda each: each.target),
    Column("verdict", lambda each: each.verdict or "?"),
    Column("longest stall", lambda each: fmt.time(each.longest_stall), numeric=True),
    Column("held", words.held),
    Column("waiting", _waiting, numeric=True),
)


def columns(results: Sequence[Probed]) -> list[Column]:
    """Return the columns: whether calls contend if that is known of any, more threads than two if they were asked for.

    The last ones are bounds of speed-ups, as `words.how_bounded` says.
    """
    found = list(_ALWAYS)
    if any(each.contention for each in results):
        found.append(Column(contending.HEAD, contending.cell, numeric=True))
    found.append(Column("×2 at most", lambda each: _bound(each.speedup_2, each.speedup_2_bound), numeric=True))
    threads = {each.threads for each in results if each.threads is not None and each.threads > 2}  # noqa: PLR2004  two have a column
    if threads:
        more = f"×{max(threads)} at most"
        found.append(Column(more, lambda each: _bound(each.speedup_n, each.speedup_n_bound), numeric=True))
    return found


def _bound(speedup: float | None, by: BoundedBy | None) -> str:
    why = {"gil": " GIL", "cpus": " CPUs"}.get(by or "", "")
    return fmt.MISSING if speedup is None else f"{speedup:.1f}×{why}"
