"""Held share: a sentence, and folded a row per workload with a column per interpreter."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.nature import WAITS
from gilbench.analysis.own_threads import in_words
from gilbench.analysis.summary import Summary
from gilbench.model import Absent, Section
from gilbench.model.blocks import Block, Cell, Column, Content, Folded, Note, Table

ID, ORDER, TITLE = "held-share", 70, "Time with the GIL"
_HOW_TO_READ = (
    "The share of the work's CPU time in which it keeps the GIL, serially, with its 95 % interval, and below it the "
    "longest that another thread had to wait. At 100 % threads can only take turns; at 0 % they run side by side."
)


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the table, or why there is none."""
    trials = [each for each in evidence.summaries.values() if each.trial.experiment == "held_share"]
    found = [each for each in trials if "held_share" in each.figures]
    if not found:
        yield Absent(ID, ORDER, TITLE, _why_not(trials))
        return
    unseen = [Note(f"{each}.", "Without a share:") for each in _unseen(trials)]
    each_one = Folded("How to read it, and each interpreter", (Note(_HOW_TO_READ), _table(found)))
    blocks: tuple[Block, ...] = (Note(_answer(found)), *unseen, each_one)
    question = "For how much of its time does each kind of work keep the GIL?"
    # Beside throughput the ledger tells it, where it matters most.
    brief: tuple[Block, ...] = () if evidence.throughput else (*map(_line, found), *unseen)
    yield Section(ID, ORDER, TITLE, question, blocks, brief, group="What holds the GIL")


def _why_not(trials: Sequence[Summary]) -> str:
    reasons = [each.reason for each in trials if each.reason]
    if reasons:
        return reasons[0]
    if unseen := _unseen(trials):
        return "; ".join(unseen)
    return "no CPU-bound work was sampled where there is a GIL; gilbench run --experiment held_share does it"


def _unseen(trials: Sequence[Summary]) -> list[str]:
    """Return a line for each trial without a share of which it is known why."""
    without = [each for each in trials if "held_share" not in each.figures]
    told = [(f"{each.workload.name} on {each.trial.target}", _unseen_because(each)) for each in without]
    return [f"{name}: {why}" for name, why in told if why]


def _unseen_because(summary: Summary) -> str:
    """Say why work has no share: its own threads ran where nobody saw them, or it did nothing but wait."""
    if summary.own_threads is not None:
        return f"{in_words(summary.own_threads)}, too much of it unseen for a share"
    on_cpu = summary.drawn
    if isinstance(on_cpu, float) and on_cpu <= WAITS:
        return f"it was on a CPU for {fmt.share(on_cpu)} of its time, too little for a share"
    return ""


def _answer(found: Sequence[Summary]) -> str:
    """Say which work keeps it for how long: from the least to the most on any interpreter, the most first."""
    shares: dict[str, list[float]] = {}
    for each in found:
        shares.setdefault(each.workload.name, []).append(each.figures["held_share"].value)
    ordered = sorted(shares.items(), key=lambda item: -max(item[1]))
    return f"Of its CPU time {fmt.listed([f'{name} keeps it for {_reach(values)}' for name, values in ordered])}."


def _reach(values: Sequence[float]) -> str:
    least, most = fmt.share(min(values)), fmt.share(max(values))
    return least if least == most else f"{least} to {most}"


def _table(found: Sequence[Summary]) -> Table:
    targets = list(dict.fromkeys(each.trial.target for each in found))
    by_work: dict[str, dict[str, Content]] = {}
    for each in found:
        by_work.setdefault(each.workload.name, {})[each.trial.target] = _cell(each)
    return Table(
        "Share of the CPU time in which the work keeps the GIL",
        (Column("workload"), *(Column(target, numeric=True) for target in targets)),
        tuple((name, *(row.get(target, fmt.MISSING) for target in targets)) for name, row in by_work.items()),
    )


def _cell(summary: Summary) -> Cell:
    figures = summary.figures
    longest = f"longest {fmt.time(figures['longest_stall'].value)}"
    whose = () if summary.own_threads is None else ("of all its threads",)
    return Cell(fmt.share_interval(figures["held_share"]), (longest, *whose))


def _line(summary: Summary) -> Note:
    share, stall = (summary.figures[name] for name in ("held_share", "longest_stall"))
    own = "" if summary.own_threads is None else f" ({in_words(summary.own_threads)})"
    return Note(
        f"{summary.workload.name} on {summary.trial.target} keeps the GIL for {fmt.share_interval(share)} of its CPU "
        f"time{own}, and others waiting for {fmt.time(stall.value)} at most."
    )
