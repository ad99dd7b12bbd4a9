"""Queues: how many items go through each channel in a second, what a hand-over takes, and what became of items."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis import nothing_shown
from gilbench.analysis.by_interpreter import notes
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments import queues
from gilbench.experiments.queues.figures import BOUNDED, DISORDERED, ITEM, LOST, TWICE
from gilbench.experiments.queues.records import BOUND, CHANNELS
from gilbench.experiments.queues.tables import counts, handovers, rates
from gilbench.experiments.queues.trials import NAME, ONE, by_channel, channel_of, pairs_of
from gilbench.experiments.queues.words import rate
from gilbench.model import Absent, Section
from gilbench.model.blocks import Axis, Block, Chart, Mark, Note, Series

ID, ORDER, TITLE = NAME, 64, "Queues"
_HOW_TO_READ = (
    "producers put numbered items for some milliseconds, and consumers take them all; the time ends with the last get, "
    "and the CPU time is that of all of them. Without a bound a producer never waits, and with a GIL threads change "
    f"places every switch interval. With room for {BOUND} items they have to wait for each other all the time: that "
    "costs a change of threads for each few items. multiprocessing pickles each item and sends it through a pipe."
)
_OF_HANDOVERS = (
    "A hand-over is half of a round trip of one item between two workers that wait for it, each on a CPU of its own: "
    "most of it is the time in which the kernel wakes the other one, which is the same for all."
)


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    planned = evidence.of(NAME)
    measured = sorted(
        (each for each in planned if ITEM in each.figures),
        key=lambda each: (pairs_of(each.trial), CHANNELS.index(channel_of(each.trial))),
    )
    if not measured:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(planned, NAME))
        return
    targets = [each.id for each in evidence.manifest.subjects if each.id in {one.trial.target for one in measured}]
    missing = tuple(Note(text) for text in nothing_shown.each(planned))
    findings = notes(measured, _told)
    blocks: tuple[Block, ...] = (
        *findings,
        *_chart(measured),
        Note(_HOW_TO_READ, "How to read it:"),
        rates(measured, targets),
        *_handovers(measured, targets),
        counts(measured, targets),
        *missing,
    )
    yield Section(ID, ORDER, TITLE, (queues.__doc__ or "").strip(), blocks, brief=findings or missing, group="Safety")


def _told(here: Sequence[Summary], _target: str) -> Iterator[str]:
    yield from (*_fastest(list(by_channel(here).values())), *_losses(here))


def _fastest(here: Sequence[Summary]) -> Iterator[str]:
    if ordered := _ordered(here, ITEM):
        first, *rest = ordered
        most = f"Most items a second go through {_named(first)}: {rate(first.figures[ITEM])} from one producer to one"
        yield f"{most} consumer{'; ' if rest else ''}{fmt.listed(_rates(rest, ITEM)) if rest else ''}."
    bounded = f"{ITEM}{BOUNDED}"
    if ordered := _ordered(here, bounded):
        yield f"With room for {BOUND} items it is {fmt.listed(_rates(ordered, bounded))}."


def _ordered(here: Sequence[Summary], figure: str) -> list[Summary]:
    return sorted((each for each in here if figure in each.figures), key=lambda each: each.figures[figure].value)


def _rates(here: Sequence[Summary], figure: str) -> list[str]:
    return [f"{rate(each.figures[figure])} through {_named(each)}" for each in here]


def _losses(here: Sequence[Summary]) -> Iterator[str]:
    """Yield what became of items: of all channels in one sentence where nothing was amiss."""
    if not here:
        return
    amiss = [each for each in here if any(each.figures[name].value for name in (LOST, TWICE, DISORDERED))]
    if amiss:
        yield f"Not every item came once and in order by {fmt.listed(list(dict.fromkeys(map(_named, amiss))))}."
    else:
        yield "Every item came once, and those of each producer in order."


def _named(summary: Summary) -> str:
    return channel_of(summary.trial)


def _chart(measured: Sequence[Summary]) -> Iterator[Chart]:
    """Yield bars of what an item takes from one producer to one consumer, without a bound."""
    bars = [each for each in measured if pairs_of(each.trial) == ONE]
    if not bars:
        return
    series = tuple(Series(each.trial.target, "", _named(each), (_mark(each),)) for each in bars)
    ends = [end for each in series for mark in each.marks for end in (mark.low, mark.value, mark.high) if end]
    limits = min(ends) / 1.2, max(ends) * 1.04
    yield Chart(
        kind="bars",
        title="What an item takes from one producer to one consumer",
        finding=_reach(bars),
        axis=Axis("time ÷ items, logarithmic", "s", log=True, limits=limits, ends=("cheaper", "dearer")),
        series=series,
    )


def _mark(summary: Summary) -> Mark:
    item = summary.figures[ITEM]
    hint = f"{_named(summary)} on {summary.trial.target}: {fmt.time_interval(item)} an item"
    return Mark(None, item.value, item.low, item.high, hint, clear=summary.sound)


def _reach(bars: Sequence[Summary]) -> str:
    """Say from where to where it reaches on each interpreter."""
    told = []
    for target in dict.fromkeys(each.trial.target for each in bars):
        here = _ordered([each for each in bars if each.trial.target == target], ITEM)
        ends = [f"{fmt.time(each.figures[ITEM].value)} ({_named(each)})" for each in (here[0], here[-1])]
        told.append(f"from {' to '.join(ends)} on {target}" if len(here) > 1 else f"{ends[0]} on {target}")
    return f"An item takes {'; '.join(told)}."


def _handovers(measured: Sequence[Summary], targets: Sequence[str]) -> Iterator[Block]:
    table = handovers(measured, targets)
    if table is not None:
        yield Note(_OF_HANDOVERS)
        yield table
