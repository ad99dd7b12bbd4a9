"""What holds the GIL, for a page: a table per target, the longest stalls first, long ones in two parts."""

from collections.abc import Callable
from dataclasses import dataclass

from gilbench.probe import words
from gilbench.probe.results import Probed, Probes, by_stall

SHOWN = 20  # calls of a target that stand open on a page; the rest is folded


@dataclass(frozen=True)
class ProbeTable:
    """The calls of one target."""

    target: str
    label: str
    columns: tuple[str, ...]
    numeric: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    rest: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...]
    lost: tuple[str, ...]


def tables(probes: Probes | None) -> tuple[ProbeTable, ...]:
    """Return a table for each target of which there are results."""
    if probes is None:
        return ()
    return tuple(
        _table(target, label, own)
        for target, label in probes.targets.items()
        if (own := [each for each in probes.calls if each.target == target])
    )


def _table(target: str, label: str, results: list[Probed]) -> ProbeTable:
    measured = by_stall(each for each in results if each.state == "ok")
    further = words.further_head(measured)
    row = _row(further)
    return ProbeTable(
        target=target,
        label=label,
        columns=_without_target((*words.HEAD, *([further] if further else []))),
        numeric=(*words.NUMERIC, *([further] if further else [])),
        rows=tuple(map(row, measured[:SHOWN])),
        rest=tuple(map(row, measured[SHOWN:])),
        remarks=tuple(words.remarked(measured)),
        lost=tuple(words.lost(results)),
    )


def _row(further: str | None) -> Callable[[Probed], tuple[str, ...]]:
    def row(result: Probed) -> tuple[str, ...]:
        more = (words.further_cell(result),) if further else ()
        return _without_target((*words.cells(result), *more))

    return row


def _without_target(cells: tuple[str, ...]) -> tuple[str, ...]:
    at = words.HEAD.index("target")
    return cells[:at] + cells[at + 1 :]
