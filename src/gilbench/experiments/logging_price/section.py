"""Logging: a sentence for each interpreter, bars of what a call takes, and what more threads make of it."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments import logging_price
from gilbench.experiments.logging_price.figures import (
    CALL,
    DELIVERED,
    DELIVERED_SPEEDUP,
    EAGER_CALL,
    EAGER_SPEEDUP,
    GUARDED_CALL,
    GUARDED_SPEEDUP,
    OWN_BY_SHARED,
    OWN_SPEEDUP,
    SPEEDUP,
)
from gilbench.experiments.logging_price.records import DISABLED, FILE, QUEUE
from gilbench.experiments.logging_price.trials import CALLED, NAME, THREADS, WHOLE, goes_to, told
from gilbench.interpreters.target import Target
from gilbench.model import Absent, Section
from gilbench.model.blocks import Axis, Block, Cell, Chart, Column, Content, Mark, Note, Series, Table

ID, ORDER, TITLE = "logging", 67, "Logging"
_HOW_TO_READ = (
    "the same call, a text with two numbers, made over and over by one thread. A disabled call comes to nothing: it "
    "only asks whether its level is wanted, and its time is CPU time, which other programs hardly disturb. All others "
    "make a record and hand it to one handler; what it wrote was read afterwards, and every record was there, whole "
    "and once. Through a queue the caller may pay less than until the record is in the file, which another thread does "
    "meanwhile."
)
_OF_THREADS = (
    "Above 1× several threads get more done than one. Every handler has a lock, which a thread holds while it formats "
    "and writes. With a GIL threads take turns anyway, so that only a difference between one handler and one each can "
    "be the lock's."
)
_PLAIN = (CALL, SPEEDUP)
_OF_DISABLED = (
    ("disabled, % arguments", *_PLAIN),
    ("disabled, f-string", EAGER_CALL, EAGER_SPEEDUP),
    ("disabled, isEnabledFor", GUARDED_CALL, GUARDED_SPEEDUP),
)
_OF_FILE = (
    (CALLED[FILE], *_PLAIN),
    ("file and handler each", "", OWN_SPEEDUP),
    ("file and handler each ÷ one for all", "", OWN_BY_SHARED),
)
_OF_QUEUE = ((CALLED[QUEUE], *_PLAIN), ("queue, until in the file", DELIVERED, DELIVERED_SPEEDUP))
_Row = tuple[str, str, str]  # what it is called; its figure of one thread and of several, empty if there is none
_SPECIAL: dict[str, tuple[_Row, ...]] = {DISABLED: _OF_DISABLED, FILE: _OF_FILE, QUEUE: _OF_QUEUE}


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    planned = evidence.of(NAME)
    measured = [each for each in planned if CALL in each.figures]
    if not measured:
        yield Absent(ID, ORDER, TITLE, _why_not(planned))
        return
    targets = [each for each in evidence.manifest.subjects if each.id in {one.trial.target for one in measured}]
    answers = tuple(Note(text, tone="note") for each in targets if (text := _answer(evidence, each)))
    missing = tuple(Note(text) for text in _missing(planned))
    blocks: tuple[Block, ...] = (
        *answers,
        *_charts(measured),
        Note(_HOW_TO_READ, "How to read it:"),
        _calls(measured, targets),
        _threads(measured, targets),
        Note(_OF_THREADS),
        *missing,
    )
    question = (logging_price.__doc__ or "").strip()
    yield Section(ID, ORDER, TITLE, question, blocks, brief=answers or missing)


def _why_not(planned: Sequence[Summary]) -> str:
    reasons = [each.reason for each in planned if each.reason]
    return reasons[0] if reasons else f"it was not asked for; gilbench run --experiment {NAME} measures it"


def _missing(planned: Sequence[Summary]) -> list[str]:
    """Return a line for each target and reason for which something has no figure."""
    lost = dict.fromkeys((each.trial.target, each.state, each.reason) for each in planned if each.reason)
    return [f"On {target} {state}: {reason}." for target, state, reason in lost]


def _answer(evidence: Evidence, target: Target) -> str:
    """Return what was found on an interpreter; empty where nothing sound was."""
    found = {to: told(evidence, target.id, to) for to in (DISABLED, FILE, QUEUE)}
    sound = {to: each.figures for to, each in found.items() if each is not None and each.sound and CALL in each.figures}
    parts = []
    if DISABLED in sound:
        lazy, eager = (fmt.time(sound[DISABLED][name].value) for name in (CALL, EAGER_CALL))
        parts.append(f"On {target.id} a disabled call takes {lazy} with % arguments and {eager} with an f-string.")
    if FILE in sound:
        shared, own = (fmt.ratio(sound[FILE][name].value) for name in (SPEEDUP, OWN_SPEEDUP))
        parts.append(
            f"A record to a file takes {fmt.time(sound[FILE][CALL].value)} on {target.id}; two threads log {shared} of "
            f"one's records per second through one handler, {own} with a handler each."
        )
    if QUEUE in sound:
        parts.append(f"Into a queue a record takes {fmt.time(sound[QUEUE][CALL].value)}.")
    return " ".join(parts)


def _rows(trials: Sequence[Summary]) -> list[tuple[_Row, list[Summary]]]:
    """Return what stands in tables, with the trials of every interpreter that it is of."""
    found: list[tuple[_Row, list[Summary]]] = []
    for to in WHOLE:
        here = [each for each in trials if goes_to(each.trial) == to]
        found += [(row, here) for row in _SPECIAL.get(to, ((CALLED[to], *_PLAIN),)) if here]
    return found


def _charts(trials: Sequence[Summary]) -> tuple[Chart, ...]:
    """Draw what a call takes in one thread, a bar for each interpreter."""
    series = tuple(
        Series(each.trial.target, "", name, (_mark(each, name, figure),))
        for (name, figure, _), here in _rows(_of_two(trials))
        if figure
        for each in here
    )
    if not series:
        return ()
    ends = [end for each in series for mark in each.marks for end in (mark.low, mark.value, mark.high) if end]
    axis = Axis("time of a call, logarithmic", "s", log=True, limits=(min(ends) / 1.2, max(ends) * 1.04))
    return (Chart("bars", "What a logging call takes in one thread", _reach(series), axis, series),)


def _mark(summary: Summary, name: str, figure: str) -> Mark:
    seconds = summary.figures[figure]
    hint = f"{name} on {summary.trial.target}: {fmt.time_interval(seconds)}"
    return Mark(None, seconds.value, seconds.low, seconds.high, hint, clear=summary.sound)


def _reach(series: Sequence[Series]) -> str:
    """Say from where to where a call reaches on each interpreter."""
    told_of = []
    for target in dict.fromkeys(each.name for each in series):
        here = sorted((each for each in series if each.name == target), key=lambda each: each.marks[0].value)
        ends = [f"{fmt.time(each.marks[0].value)} ({each.row})" for each in (here[0], here[-1])]
        told_of.append(f"from {' to '.join(ends)} on {target}")
    return f"A logging call takes {'; '.join(told_of)}."


def _of_two(trials: Sequence[Summary]) -> list[Summary]:
    """Return the trials with THREADS threads: what one thread takes is the same question in all others."""
    return [each for each in trials if each.trial.workers == THREADS]


def _calls(trials: Sequence[Summary], targets: Sequence[Target]) -> Table:
    return Table(
        "What a call takes in one thread, with 95 % intervals; below it calls per second",
        (Column("goes to"), *_columns(targets)),
        tuple((name, *_cells(here, targets, figure)) for (name, figure, _), here in _rows(_of_two(trials)) if figure),
    )


def _threads(trials: Sequence[Summary], targets: Sequence[Target]) -> Table:
    counts = sorted({each.trial.workers for each in trials})
    return Table(
        "Calls per second of several threads ÷ of one, with 95 % intervals",
        (Column("goes to"), Column("threads", numeric=True), *_columns(targets)),
        tuple(
            (name, fmt.count(threads), *_cells(here, targets, figure))
            for threads in counts
            for (name, _, figure), here in _rows([each for each in trials if each.trial.workers == threads])
        ),
    )


def _columns(targets: Sequence[Target]) -> tuple[Column, ...]:
    return tuple(Column(each.id, numeric=True) for each in targets)


def _cells(row: Sequence[Summary], targets: Sequence[Target], figure: str) -> tuple[Content, ...]:
    found = {each.trial.target: _cell(each, figure) for each in row}
    return tuple(found.get(each.id, fmt.MISSING) for each in targets)


def _cell(summary: Summary, figure: str) -> Content:
    estimate = summary.figures[figure]
    if figure in (CALL, EAGER_CALL, GUARDED_CALL, DELIVERED):
        return Cell(fmt.time_interval(estimate), (f"{fmt.significant(1 / estimate.value, 2)} per second",))
    return fmt.ratio_interval(estimate)
