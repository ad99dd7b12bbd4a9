"""Safety: what was lost, what the cures cost, and what else is not as one may think."""

from collections.abc import Iterator, Mapping, Sequence

from gilbench import fmt
from gilbench.analysis import nothing_shown
from gilbench.analysis.by_interpreter import notes
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.safety.records import (
    COUNTERS,
    CURES,
    IDENTIFIERS,
    JOIN,
    ORDERING,
    QUEUE,
    SHARDED,
    UNLOCKED,
)
from gilbench.experiments.safety.tables import losses, others, prices
from gilbench.experiments.safety.trials import NAME, PAIR, WORDS, apart, by_test, test_of
from gilbench.experiments.safety.words import at_most, each_lost, of_a_million, worst
from gilbench.model import Absent, Section
from gilbench.model.blocks import Axis, Block, Chart, Mark, Note, Series

ID, ORDER, TITLE = NAME, 62, "Safety"
QUESTION = "Which mistakes with threads give wrong results, how often, and what do the cures cost?"
_PRICED = {  # what the findings tell the price of, all with a call in the update
    "call": "without a cure",
    "Lock": "under a Lock",
    SHARDED: "on a counter for each thread",
    QUEUE: "through a queue",
}
_HOW_TO_READ = (
    "threads add to one counter, all are joined, and what is missing from the total was lost. It is told of a million "
    "updates, with exact bounds for counts that hold the interval of the runs too: one switch at the wrong moment may "
    "lose a whole turn of another thread. Where none was lost stands how many may be. With a GIL, Python changes "
    "threads at some points of the code only, so some loops lose nothing; that is no promise. At a switch interval of "
    "1 µs threads change as often as they can. With a lock a lost update would be an error, and fail the trial. One "
    "round has six runs; times are those of all threads together, of a queue with its owner's."
)


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    measured = [each for each in evidence.of(NAME) if each.figures]
    if not measured:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(evidence.of(NAME), NAME))
        return
    findings = (*notes(measured, _of_updates), *notes(measured, _of_threads))
    each = apart(measured)
    blocks: tuple[Block, ...] = (
        *findings,
        *_chart(each),
        Note(_HOW_TO_READ, "How to read it:"),
        *losses(each),
        *prices(each),
        *others(each),
    )
    yield Section(ID, ORDER, TITLE, QUESTION, blocks, brief=findings, group="Safety")


def _of_updates(measured: Sequence[Summary], _target: str) -> Iterator[str]:
    here = by_test(measured)
    yield from (*_of_counters(here), *_of_cures(here))


def _of_counters(here: Mapping[str, Summary]) -> Iterator[str]:
    unlocked = [here[test] for test in UNLOCKED if test in here]
    if not unlocked:
        return
    most = worst(unlocked)
    if most.updates.value:
        yield f"Without a lock, {most.words} loses {of_a_million(most.updates)} of a million updates{most.where}."
    safe = [each for each in unlocked if not _loses(each)]
    if safe:
        names = fmt.listed([each_lost(each)[0].words for each in safe])
        possible = of_a_million(worst(safe).updates)
        yield f"Of {names} {possible} of a million was lost."


def _loses(summary: Summary) -> bool:
    return any(lost.updates.value for lost in each_lost(summary))


def _of_cures(here: Mapping[str, Summary]) -> Iterator[str]:
    cures = [here[test] for test in CURES if test in here]
    if not cures:
        return
    for each in filter(_loses, cures):
        yield f"{WORDS[test_of(each.trial)]} loses {of_a_million(worst([each]).updates)} of a million."
    safe = [each for each in cures if not _loses(each)]
    if safe:
        which = "No cure loses any" if len(safe) == len(cures) else "No other cure loses any"
        yield f"{which} (at most {at_most(worst(safe).updates)} of a million)."
    priced = [f"{words} {_price(here[test])}" for test, words in _PRICED.items() if test in here]
    yield f"An update takes {', '.join(priced)}."


def _price(summary: Summary) -> str:
    """Return what an update takes in two threads, and of CPU time where that is known."""
    figures = summary.figures
    cpu = f" (CPU {fmt.time(figures['update_cpu'].value)})" if "update_cpu" in figures else ""
    return f"{fmt.time(figures['update_time'].value)}{cpu}"


def _of_threads(measured: Sequence[Summary], _target: str) -> Iterator[str]:
    """Yield what else is not as one may think; what is lost is asked for first."""
    here = by_test(measured)
    if JOIN in here:
        figures = here[JOIN].figures
        yield (
            f"Read before join(), a total was wrong in {fmt.share(figures['wrong_before_join'].value)} of reads, with "
            f"{fmt.share(figures['there_before_join'].value)} of it there."
        )
    if IDENTIFIERS in here:
        figures = here[IDENTIFIERS].figures
        again, natives = figures["ident_reused"], figures.get("native_id_reused")
        beside = "" if natives is None else f", {fmt.share(natives.value)} its native_id"
        yield f"{fmt.share(again.value)} of threads had the get_ident() of one that had ended{beside}."
    if ORDERING in here:
        figures = here[ORDERING].figures
        equal, unequal = (figures[f"order_correlation{end}"].value for end in ("", "_unequal"))
        yield (
            f"Threads ended in another order than they were started in {fmt.share(figures['out_of_order'].value)} of "
            f"repeats: rank correlation {equal:.2f}, and {unequal:.2f} where each has half the work of the one before."
        )


def _chart(measured: Sequence[Summary]) -> Iterator[Chart]:
    """Yield a bar for each way to count and interpreter that lost any: the loss where it is greatest."""
    counters = [each for each in measured if test_of(each.trial) in COUNTERS and each.trial.workers == PAIR]
    rows = sorted(counters, key=lambda each: COUNTERS.index(test_of(each.trial)))
    drawn = [each for each in rows if _loses(each)]
    if drawn:
        yield Chart(
            kind="bars",
            title="Updates lost by two threads, of the ways to count that lost any",
            finding=_most(counters),
            axis=Axis("updates lost", "%", limits=(0.0, 100.0)),
            series=tuple(Series(each.trial.target, "", worst([each]).words, (_mark(each),)) for each in drawn),
        )


def _mark(summary: Summary) -> Mark:
    most = worst([summary])
    low, high = (None if end is None else end / 1e4 for end in (most.updates.low, most.updates.high))
    hint = f"{most.words} on {summary.trial.target}{most.where}: {of_a_million(most.updates)} of a million"
    return Mark(None, most.updates.value / 1e4, low, high, hint, clear=summary.sound)


def _most(counters: Sequence[Summary]) -> str:
    """Say what loses most on each interpreter."""
    found = []
    for target in dict.fromkeys(each.trial.target for each in counters):
        most = worst([each for each in counters if each.trial.target == target])
        lost = fmt.share(most.updates.value / 1e6)
        found.append(f"{lost} on {target} ({most.words})" if most.updates.value else f"none on {target}")
    return f"Most updates lost by two threads: {'; '.join(found)}."
