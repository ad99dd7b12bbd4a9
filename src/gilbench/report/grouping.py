"""The same reason said once: what many cells, trials or files have in common."""

from collections.abc import Iterable
from dataclasses import dataclass

from gilbench.model import HeatMap, Trouble
from gilbench.report.states import LOOKS

# States of trouble in the order in which the reader should see them.
_WORST_FIRST = ("failed", "timed out", "not loaded", "unusable", "skipped")


@dataclass(frozen=True)
class SharedReason:
    """One reason, and everything that it applies to."""

    state: str
    reason: str
    what: tuple[str, ...]
    tails: tuple[tuple[str, str], ...]  # (what, end of its output), for those that printed something


@dataclass(frozen=True)
class CellNote:
    """One remark on cells of a heat map, and the cells."""

    remark: str
    cells: tuple[str, ...]


def shared_reasons(troubles: Iterable[Trouble]) -> tuple[SharedReason, ...]:
    """Group troubles by state and reason, failures first, otherwise in the order in which they came."""
    groups: dict[tuple[str, str], list[Trouble]] = {}
    for trouble in troubles:
        groups.setdefault((trouble.state, trouble.reason), []).append(trouble)
    shared = [
        SharedReason(
            state=state,
            reason=reason,
            what=tuple(trouble.what for trouble in members),
            tails=tuple((trouble.what, trouble.tail) for trouble in members if trouble.tail.strip()),
        )
        for (state, reason), members in groups.items()
    ]
    return tuple(sorted(shared, key=lambda group: _rank(group.state)))


def cell_notes(heat_map: HeatMap) -> tuple[CellNote, ...]:
    """Collect the remarks on the cells of a heat map; what misses for a strategy in every row is said once.

    What was left out on purpose is no remark: the report lists it elsewhere.
    """
    groups: dict[str, list[str]] = {}
    for index, column in enumerate(heat_map.columns):
        by_remark: dict[str, list[str]] = {}
        for row in heat_map.rows:
            cell = row.cells[index]
            if cell.reason and cell.state != "not run":
                remark = cell.reason if cell.speedup else f"{LOOKS[cell.state].word}: {cell.reason}"
                by_remark.setdefault(remark, []).append(row.workload)
        for remark, workloads in by_remark.items():
            everywhere = len(workloads) == len(heat_map.rows) > 1
            where = "every workload" if everywhere else ", ".join(workloads)
            groups.setdefault(remark, []).append(f"{column.strategy}: {where}")
    return tuple(CellNote(remark, tuple(cells)) for remark, cells in groups.items())


def _rank(state: str) -> int:
    return _WORST_FIRST.index(state) if state in _WORST_FIRST else len(_WORST_FIRST)
