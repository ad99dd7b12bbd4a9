"""What to use: a row per class of work, a column per interpreter."""

from collections.abc import Iterable, Iterator, Sequence

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.decisions import Decision, decisions, with_the_fastest
from gilbench.experiments.throughput.claims.told import told
from gilbench.model import Absent, Section
from gilbench.model.blocks import Cell, Column, Content, Note, Table
from gilbench.plan.classes import CLASSES
from gilbench.plan.trial import SERIAL

ID, ORDER, TITLE = "decision", 20, "What to use"

_READING = (
    "The simplest strategy that clearly gains and that nothing clearly beats: its speed-up against serial code (95 % "
    "interval), and the time per item from serial code to it. An item is the same work on every interpreter, so times "
    "compare across a row, and the fastest is marked. Serial code is advised only where a gain of everything measured "
    "is ruled out."
)


def section(evidence: Evidence) -> Section | Absent:
    """Return the table of decisions."""
    targets = evidence.manifest.subjects
    rows = [row for target in targets for row in decisions(evidence, target, told(evidence, target))]
    found = with_the_fastest(rows, evidence.standard)
    if not found:
        return Absent(ID, ORDER, TITLE, "no strategy was measured beside serial code in the same round")
    question = "Which strategy for my kind of work?"
    return Section(ID, ORDER, TITLE, question, (table(found), Note(_READING, "How to read it:")), brief=(brief(found),))


def table(found: Sequence[Decision]) -> Table:
    """Write decisions down, an interpreter in each column."""
    targets = list(dict.fromkeys(each.target for each in found))
    by_class: dict[str, dict[str, Content]] = {name: {} for name in _classes(found)}
    for each in found:
        by_class[each.workload_class][each.target] = _cell(each)
    return Table(
        "What to use for each class of work, with its speed-up against serial code (95 % interval) and time per item",
        (Column("class of work"), *map(Column, targets)),
        tuple((name, *(row.get(target, fmt.MISSING) for target in targets)) for name, row in by_class.items()),
        shape="wide",
    )


def brief(found: Sequence[Decision]) -> Table:
    """Write decisions down where lines are short, an interpreter in each row."""
    place = {name: number for number, name in enumerate(_classes(found))}
    rows = sorted(found, key=lambda each: place[each.workload_class])  # within a class, interpreters as they come
    return Table(
        "What to use, and the time per item from serial code to it",
        (*map(Column, ("class of work", "on", "use")), Column("speed-up", numeric=True), Column("time per item")),
        tuple(_line(each) for each in rows),
    )


def _classes(found: Iterable[Decision]) -> list[str]:
    return sorted({each.workload_class for each in found}, key=CLASSES.index)


def _cell(decision: Decision) -> Cell:
    return Cell(
        text=_head(decision),
        more=tuple(_lines(decision)),
        family="" if decision.answer == "undecided" else decision.family,
        best=decision.among_the_fastest > 0,
    )


def _head(decision: Decision) -> str:
    return "undecided" if decision.answer == "undecided" else decision.strategy


def _lines(decision: Decision) -> Iterator[str]:
    if decision.answer == "serial":
        yield ", ".join(filter(None, (fmt.time(decision.serial), _fastest(decision))))
    elif decision.answer == "use":
        yield ", ".join(filter(None, (_gain(decision), _times(decision), _fastest(decision))))
    else:
        first = f"{SERIAL}; {decision.strategy}" if decision.rather_serial else decision.strategy
        yield f"likeliest: {first}, {_gain(decision)}, {_times(decision)}"
        if decision.among_the_fastest:
            yield f"serial code here: {_fastest(decision)}"
    yield from decision.because
    source = f"from {decision.workload}"
    yield source if decision.confidence is None else f"{decision.confidence} confidence, {source}"


def _line(decision: Decision) -> tuple[Content, ...]:
    if decision.answer == "serial":
        return decision.workload_class, decision.target, decision.strategy, fmt.MISSING, _timed(decision)
    gain = fmt.ratio(decision.gain.value) + (" if idle" if decision.when_idle else "") if decision.gain else fmt.MISSING
    use = decision.strategy if decision.answer == "use" else f"undecided: {_likeliest(decision)}?"
    return decision.workload_class, decision.target, use, gain, _timed(decision)


def _likeliest(decision: Decision) -> str:
    return SERIAL if decision.rather_serial else decision.strategy


def _timed(decision: Decision) -> str:
    to_serial = decision.answer == "serial"
    shown = fmt.time(decision.serial) if to_serial else fmt.time_change(decision.serial, decision.seconds)
    if not decision.among_the_fastest:
        return shown
    return f"{shown}, serially fastest" if decision.answer == "undecided" else f"{shown}, fastest"


def _gain(decision: Decision) -> str:
    idle = " on an idle machine" if decision.when_idle else ""
    return f"{fmt.ratio_interval(decision.gain)}{idle}"


def _times(decision: Decision) -> str:
    here = ", busy as this one was" if decision.when_idle else ""
    return f"{fmt.time_change(decision.serial, decision.seconds)}{here}"


def _fastest(decision: Decision) -> str:
    return {0: "", 1: "the fastest"}.get(decision.among_the_fastest, "among the fastest")
