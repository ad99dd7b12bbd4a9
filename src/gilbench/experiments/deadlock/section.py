"""Deadlock: how often there was one, and what the cures cost."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis import nothing_shown
from gilbench.analysis.by_interpreter import notes
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.deadlock.records import CURES
from gilbench.experiments.deadlock.tables import deadlocks, eaten
from gilbench.experiments.deadlock.trials import (
    BACKED_OFF,
    IN_ORDER,
    IN_WORDS,
    NAIVE,
    NAME,
    PAUSED,
    WAITED,
    by_cell,
    cell_of,
)
from gilbench.experiments.deadlock.words import k_of_n, meals, times, who_waits, with_pause
from gilbench.model import Absent, Section
from gilbench.model.blocks import Axis, Block, Chart, Mark, Note, Series

ID, ORDER, TITLE = NAME, 63, "Deadlock"
QUESTION = "Do threads that take locks in different orders deadlock, and what do the cures cost?"
_HOW_TO_READ = (
    "philosophers sit at a round table with a lock between each two of them, and take the lock to their left and "
    "then the one to their right to eat. A dinner lasts for 5 ms from when everybody has begun, without pauses for "
    "12 ms. It counts as a deadlock only if philosophers that wait for each other in a circle are seen at the same "
    "step for 6 ms; shares have exact 95 % intervals. A pause is a time.sleep() of 50 µs between the two locks: it "
    "lets others in where a wait for a file or a server would. Ordered locks: the lower number first. A waiter, a "
    "semaphore, lets in one philosopher fewer than there are. Who backs off puts the first lock down if the second "
    "is taken, and stays away for up to 0.2 ms. Jain's index is 1 if all ate as often, and 1/n if one ate all."
)


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    measured = [each for each in evidence.of(NAME) if each.figures]
    if not measured:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(evidence.of(NAME), NAME))
        return
    findings = notes(measured, _told)
    blocks: tuple[Block, ...] = (
        *findings,
        *_chart(measured),
        Note(_HOW_TO_READ, "How to read it:"),
        *deadlocks(measured),
        *eaten(measured),
    )
    yield Section(ID, ORDER, TITLE, QUESTION, blocks, brief=findings, group="Safety")


def _told(here: Sequence[Summary], target: str) -> Iterator[str]:
    yield from (*_of_deadlocks(here, target), *_of_cures(here, target))


def _of_deadlocks(here: Sequence[Summary], target: str) -> Iterator[str]:
    cells = by_cell(here, target)
    told = [cells[cell] for cell in (PAUSED, NAIVE) if cell in cells]
    if told:
        pauses = ("a pause between the locks", "one")
        found = [f"{k_of_n(each)} {with_pause(each, noun)}" for each, noun in zip(told, pauses, strict=False)]
        yield f"Five threads that take the left lock and then the right one deadlocked in {', and in '.join(found)}."
    circles = [each.drawn for each in told if isinstance(each.drawn, tuple) and each.drawn]
    if circles:
        yield f"In the first deadlock thread {who_waits(circles[0])}."


def _of_cures(here: Sequence[Summary], target: str) -> Iterator[str]:
    cells = by_cell(here, target)
    told = [cells[cell] for cell in (BACKED_OFF, IN_ORDER, WAITED) if cell in cells]
    if not told:
        return
    if any(each.figures["deadlocked_dinners"].value for each in told):
        yield f"Deadlocked with a cure: {fmt.listed([f'{times(each)} with {_noun(each)}' for each in told])}."
    else:
        yield f"With {fmt.listed(list(map(_noun, told)))} no dinner did."
    rates = fmt.listed([f"{meals(each)} with {_noun(each)}{_evenly(each)}" for each in told])
    yield f"Meals per second: {rates}."


def _evenly(summary: Summary) -> str:
    index = summary.figures.get("meals_jain")
    return "" if index is None else f" (Jain's index {fmt.factor(index.value)})"


def _noun(summary: Summary) -> str:
    cell = cell_of(summary.trial)
    return "backing off" if cell == BACKED_OFF else IN_WORDS[cell.cure]


def _chart(measured: Sequence[Summary]) -> Iterator[Chart]:
    """Yield a bar for each cure and interpreter: meals per second of five threads with pauses."""
    shown = [each for each in measured if cell_of(each.trial) in (BACKED_OFF, IN_ORDER, WAITED)]
    shown = [each for each in shown if "meals_per_second" in each.figures]
    if not shown:
        return
    rows = sorted(shown, key=lambda each: CURES.index(cell_of(each.trial).cure))
    yield Chart(
        kind="bars",
        title="Meals per second of five threads with pauses",
        finding=_most(rows),
        axis=Axis("meals per second", ""),
        series=tuple(Series(each.trial.target, "", _noun(each), (_mark(each),)) for each in rows),
    )


def _mark(summary: Summary) -> Mark:
    found = summary.figures["meals_per_second"]
    hint = f"{_noun(summary)} on {summary.trial.target}: {meals(summary)} meals per second"
    return Mark(None, found.value, found.low, found.high, hint, clear=summary.sound)


def _most(rows: Sequence[Summary]) -> str:
    """Say which cure costs least on each interpreter."""
    found = []
    for target in dict.fromkeys(each.trial.target for each in rows):
        here = [each for each in rows if each.trial.target == target]
        most = max(here, key=lambda each: each.figures["meals_per_second"].value)
        found.append(f"{meals(most)} on {target} ({_noun(most)})")
    return f"Most meals per second: {'; '.join(found)}."
