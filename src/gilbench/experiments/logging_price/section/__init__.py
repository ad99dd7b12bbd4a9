"""Logging: a sentence for each interpreter, bars and a table of what a call costs, and what more threads make of it."""

from collections.abc import Iterator, Mapping, Sequence

from gilbench import fmt
from gilbench.analysis import nothing_shown
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments import logging_price
from gilbench.experiments.logging_price.figures import (
    CALL,
    CPU,
    EAGER_CALL,
    OWN_SPEEDUP,
    OWN_WAITING,
    SPEEDUP,
    WAITING,
)
from gilbench.experiments.logging_price.records import DISABLED, FILE, PROCESS_FILES, QUEUE
from gilbench.experiments.logging_price.section.chart import charts
from gilbench.experiments.logging_price.section.tables import of_calls, of_disabled, of_rates, of_time
from gilbench.experiments.logging_price.trials import DECIDING, NAME, TOLD, told
from gilbench.interpreters.target import Target
from gilbench.model import Absent, Estimate, Section
from gilbench.model.blocks import Block, Note

ID, ORDER, TITLE = "logging", 67, "Logging"
_HOW_TO_READ = (
    "the same call, a text with two numbers, made over and over. A disabled call comes to nothing: it only asks "
    "whether its level is wanted, and its time is CPU time, which other programs hardly disturb. All others make a "
    "record and hand it to one handler; what it wrote was read afterwards, and every record was there, whole and once. "
    "Through a queue the caller may pay less than until the record is in the file, which another thread does meanwhile."
)
_OF_RATES = (
    "Above 1× several get more done than one; a CPU time above 1× is what each record costs on top. Processes have a "
    "file each, or one queue to which a thread of another process listens. Several processes that write to one file "
    "are not measured: the documentation of logging says that this is not supported."
)
_OF_TIME = (
    "A thread that waits has neither the handler's lock nor, where there is one, the GIL. With a handler each there is "
    "no lock of a handler to wait for, so what waiting is more with one handler for all is that lock's."
)
_Figures = Mapping[str, Estimate]


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    planned = evidence.of(NAME)
    measured = [each for each in planned if CALL in each.figures]
    if not measured:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(planned, NAME))
        return
    targets = [each for each in evidence.manifest.subjects if each.id in {one.trial.target for one in measured}]
    answers = tuple(Note(text, tone="note") for each in targets if (text := _answer(evidence, each)))
    missing = tuple(Note(text) for text in nothing_shown.each(planned))
    blocks: tuple[Block, ...] = (
        *answers,
        *charts(measured),
        Note(_HOW_TO_READ, "How to read it:"),
        *_tables(measured, targets),
        *missing,
    )
    question = (logging_price.__doc__ or "").strip()
    yield Section(ID, ORDER, TITLE, question, blocks, brief=answers or missing, group="Prices")


def _tables(measured: Sequence[Summary], targets: Sequence[Target]) -> Iterator[Block]:
    """Yield the tables that have rows, with what each takes to be read."""
    for make, note in ((of_calls, ""), (of_rates, _OF_RATES), (of_time, _OF_TIME), (of_disabled, "")):
        table = make(measured, targets)
        if table.rows:
            yield table
            if note:
                yield Note(note)


def _answer(evidence: Evidence, target: Target) -> str:
    """Return what was found on an interpreter; empty where nothing sound was."""
    found = {to: told(evidence, target.id, to) for to in (*DECIDING, *TOLD)}
    sound = {to: each.figures for to, each in found.items() if each is not None and each.sound and CALL in each.figures}
    parts = []
    if DISABLED in sound:
        lazy, eager = (fmt.time(sound[DISABLED][name].value) for name in (CALL, EAGER_CALL))
        parts.append(f"On {target.id} a disabled call takes {lazy} with % arguments and {eager} with an f-string.")
    if FILE in sound:
        parts += _of_file(target, sound[FILE])
    if PROCESS_FILES in sound:
        parts.append(f"Two processes with a file each log {fmt.ratio(sound[PROCESS_FILES][SPEEDUP].value)} of one's.")
    if QUEUE in sound:
        parts.append(f"Into a queue a record takes {fmt.time(sound[QUEUE][CALL].value)}.")
    return " ".join(parts)


def _of_file(target: Target, figures: _Figures) -> Iterator[str]:
    shared, own, cpu = (fmt.ratio(figures[name].value) for name in (SPEEDUP, OWN_SPEEDUP, CPU))
    yield (
        f"A record to a file takes {fmt.time(figures[CALL].value)} on {target.id}; two threads log {shared} of one's "
        f"records per second through one handler, at {cpu} the CPU time a record, and {own} with a handler each."
    )
    if WAITING in figures:
        waiting, alone = (fmt.share(figures[name].value) for name in (WAITING, OWN_WAITING))
        yield f"They wait for {waiting} of their time with one handler, and for {alone} with a handler each."
