"""The GIL gap: a column of the heat map, and what it says in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from gilbench import fmt
from gilbench.experiments.throughput.analysis.gil_gap import GilGap
from gilbench.model.blocks import Cell, Entries, Folded, Matrix, MatrixColumn, MatrixRow, Note
from gilbench.report.states import LOOKS

TITLE = "GIL gap"
_HOW_TO_READ = (
    "the same work in warm processes, which share no GIL, shows what the hardware offers. The gap is 1 - speed-up of "
    "threads ÷ speed-up of processes: 0 % is nothing left unused, 50 % is half of it; below 0 % threads do better "
    "than processes. Where processes gain nothing there is no headroom, and no gap to speak of. Work that only waits "
    "is left out: it overlaps in both."
)


def beside(shown: Matrix, gaps: Sequence[GilGap]) -> Matrix:
    """Return a map with the gaps of its workloads in its first column; the same one where there is none."""
    if not gaps:
        return shown
    by_workload = {each.workload: each for each in gaps}
    rows = (_row(each, by_workload.get(each.name)) for each in shown.rows)
    remarks = (*shown.remarks, *_remarks(gaps))
    return replace(shown, columns=(MatrixColumn(TITLE, ""), *shown.columns), rows=tuple(rows), remarks=remarks)


def _row(row: MatrixRow, gap: GilGap | None) -> MatrixRow:
    return replace(row, cells=(Cell(fmt.MISSING) if gap is None else cell(gap), *row.cells))


def cell(gap: GilGap) -> Cell:
    """Write a gap down; its interval stands below, in words."""
    if gap.gap is None:
        return Cell(fmt.MISSING, hint=gap.reason)
    sign = f"{LOOKS['undecided'].glyph} " if gap.undecided else ""
    return Cell(f"{sign}{fmt.share(gap.gap.value)}", hint=_words(gap))


def _remarks(gaps: Sequence[GilGap]) -> Iterator[tuple[str, str]]:
    reasons: dict[str, list[str]] = {}
    for each in gaps:
        if each.reason:
            reasons.setdefault(each.reason, []).append(each.workload)
    return ((reason, f"{TITLE}: {', '.join(workloads)}") for reason, workloads in reasons.items())


def in_words(by_target: Mapping[str, Sequence[GilGap]]) -> Iterator[Folded]:
    """Yield what the gaps mean and what each of them says; nothing without any."""
    said = tuple(_said(each) for gaps in by_target.values() for each in gaps if each.gap is not None)
    if any(by_target.values()):
        yield Folded(
            "The GIL gap in words, and how to read it", (Note(_HOW_TO_READ, "How to read it:"), *_entries(said))
        )


def _said(gap: GilGap) -> tuple[str, str]:
    return f"{gap.workload}, {gap.target}", _words(gap)


def _words(gap: GilGap) -> str:
    return f"{fmt.share_interval(gap.gap)}: {gap.says}, against {gap.ceiling_strategy}"


def _entries(said: Iterable[tuple[str, str]]) -> Iterator[Entries]:
    entries = tuple(said)
    if entries:
        yield Entries(entries)
