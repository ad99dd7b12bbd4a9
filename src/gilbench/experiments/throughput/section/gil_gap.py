"""The GIL gap: a column of the heat map, and what it says in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gilbench import fmt, legible
from gilbench.experiments.throughput.analysis.gil_gap import GilGap
from gilbench.model.blocks import Cell, Entries, Folded, Group, Matrix, MatrixColumn, MatrixRow, Note
from gilbench.report.states import LOOKS

TITLE = "GIL gap"
_HELD = "\N{NO-BREAK SPACE}"  # keeps a figure on one line with its name
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
        return Cell(fmt.MISSING, hint=_words(gap))
    sign = f"{LOOKS['undecided'].glyph} " if gap.undecided else ""
    return Cell(f"{sign}{fmt.share(gap.gap.value)}", hint=_words(gap))


def _remarks(gaps: Sequence[GilGap]) -> Iterator[tuple[str, str]]:
    reasons: dict[str, list[str]] = {}
    for each in gaps:
        if each.reason:
            reasons.setdefault(each.reason, []).append(each.workload)
    return ((reason, f"{TITLE}: {', '.join(workloads)}") for reason, workloads in reasons.items())


def in_words(by_target: Mapping[str, Sequence[GilGap]]) -> Iterator[Folded]:
    """Yield what the gaps mean and what each of them says, or why there is none; nothing without any."""
    said = tuple((f"{each.workload}, {each.target}", _words(each)) for gaps in by_target.values() for each in gaps)
    if said:
        how = Note(_HOW_TO_READ, "How to read it:")
        yield Folded("The GIL gap in words, and how to read it", (how, Entries(said)))


def _words(gap: GilGap) -> str:
    if gap.gap is None:
        return gap.reason
    return f"{fmt.share_interval(gap.gap)}: {gap.says}, against {gap.ceiling_strategy}"


def brief(by_target: Mapping[str, Sequence[GilGap]]) -> Iterator[Group]:
    """Yield a paragraph per target where lines are short; a workload without a gap is in the page, with its reason."""
    said = {target: [_short(each) for each in gaps if each.gap is not None] for target, gaps in by_target.items()}
    entries = tuple((target, "   ".join(words)) for target, words in said.items() if words)
    if entries:
        yield Group(TITLE, (Entries(entries),), "what threads leave unused of what processes reach")


def _short(gap: GilGap) -> str:
    return f"{legible.one_line(gap.workload)} {fmt.share_interval(gap.gap)}".replace(" ", _HELD)
