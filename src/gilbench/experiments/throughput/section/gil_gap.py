"""The GIL gap: a table per interpreter."""

from collections.abc import Iterator, Mapping, Sequence

from gilbench import fmt, legible
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.gil_gap import GilGap, gil_gaps
from gilbench.model import Absent, Section
from gilbench.model.blocks import Block, Column, Entries, Group, Note, Table

ID, ORDER, TITLE = "gil-gap", 50, "GIL gap"

COLUMNS = (
    Column("workload"),
    Column("GIL gap", numeric=True),
    Column("in words", form="words"),
    Column("threads", numeric=True),
    Column("processes", numeric=True),
    Column("processes under"),
    Column("class of work"),
)
_HELD = "\N{NO-BREAK SPACE}"
_UNUSED = "what threads leave unused of what processes reach"
_HOW_TO_READ = (
    "the same work in warm processes, which share no GIL, shows what the hardware offers. The gap is 1 - speed-up of "
    "threads ÷ speed-up of processes: 0 % is nothing left unused, 50 % is half of it; below 0 % threads do better "
    "than processes. Where processes gain nothing there is no headroom, and no gap to speak of. Work that only waits "
    "is left out: it overlaps in both."
)


def section(evidence: Evidence) -> Section | Absent:
    """Return the gaps of all targets."""
    by_target = {each.id: gaps for each in evidence.manifest.subjects if (gaps := gil_gaps(evidence, each))}
    if not by_target:
        return Absent(ID, ORDER, TITLE, "no work but waiting was planned in threads and in warm processes")
    return Section(
        ID,
        ORDER,
        TITLE,
        "How much of what this machine offers do threads leave unused?",
        blocks=(*answers(by_target), *map(table, by_target.values()), Note(_HOW_TO_READ, "How to read it:")),
        brief=tuple(brief(by_target)),
    )


def table(gaps: Sequence[GilGap]) -> Table:
    """Write the gaps of one target down."""
    first = gaps[0]
    return Table(
        f"GIL gap on {first.target} with {first.crew}: speed-ups against serial, and their gap with its 95 % interval",
        COLUMNS,
        tuple(map(cells, gaps)),
    )


def cells(gap: GilGap) -> tuple[str, ...]:
    """Return a row under COLUMNS."""
    return (
        gap.workload,
        fmt.share_interval(gap.gap),
        gap.says or gap.reason,
        fmt.ratio_interval(gap.threads),
        fmt.ratio_interval(gap.ceiling),
        gap.ceiling_strategy,
        gap.workload_class,
    )


def answers(by_target: Mapping[str, Sequence[GilGap]]) -> Iterator[Note]:
    """Yield what threads leave unused on each target, workload by workload."""
    for target, gaps in by_target.items():
        said = _each(gaps)
        yield Note(f"{_UNUSED}: {', '.join(legible.few(said))}." if said else "No gap can be told.", f"{target}:")


def _each(gaps: Sequence[GilGap]) -> list[str]:
    return [
        f"{legible.one_line(each.workload)} {fmt.share_interval(each.gap)}" for each in gaps if each.gap is not None
    ]


def brief(by_target: Mapping[str, Sequence[GilGap]]) -> Iterator[Block]:
    """Yield a paragraph per target; a workload without a gap is in the page, with its reason."""
    said = {target: [each.replace(" ", _HELD) for each in _each(gaps)] for target, gaps in by_target.items()}
    entries = tuple((target, "   ".join(words)) for target, words in said.items() if words)
    if entries:
        yield Group(TITLE, (Entries(entries),), _UNUSED)
