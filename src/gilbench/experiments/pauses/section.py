"""Pauses: the answer of each interpreter, a chart, and two tables: for how long, and what the collector says of it."""

from collections.abc import Iterator, Mapping, Sequence

from gilbench import fmt
from gilbench.analysis import nothing_shown
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.pauses.cause import NOTICED, is_collector
from gilbench.experiments.pauses.trials import (
    COLLECTS_BY_ITSELF,
    IN_WORDS,
    NAME,
    OFF,
    THREAD,
    WITHOUT_COLLECTOR,
    collector_of,
    kind_of,
    place_of,
)
from gilbench.model import Absent, Section
from gilbench.model.blocks import Axis, Block, Cell, Chart, Column, Content, Mark, Note, Series, Table

ID, ORDER, TITLE = NAME, 55, "Pauses"
QUESTION = "Who freezes everybody, with and without a GIL?"
_HOW_TO_READ = (
    "threads that only wake up, every 0.5 ms, note when they come late; a pause is a time of more than 1 ms from when "
    "they should have woken until they did. A process beside them does the same in the same window: what holds it up "
    "too is the machine. So the share is that of the time that pauses take from a thread beyond those of that process, "
    "with its 95 % interval."
)
_COLLECTOR = (
    "the collector's own figures, by gc.callbacks. It is called the cause only where more than half of the time in "
    "pauses lies within collections and, where that was measured, at most half as much is left with the collector off. "
    "What is not in the table spent less than 1 % of the time collecting."
)
_THREAD = "another thread "  # goes without saying in the rows of the chart
_Rows = Mapping[str, Mapping[str, Summary]]  # what goes on → target → its trial


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    trials = evidence.of(NAME)
    rows = _rows([each for each in trials if each.figures])
    if not rows:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(trials, NAME))
        return
    targets = list(dict.fromkeys(each.trial.target for each in trials if each.figures))
    answers = tuple(Note(text, tone="note") for each in targets if (text := _answer(evidence, rows, each)))
    blocks: tuple[Block, ...] = (
        *answers,
        _chart(rows, targets),
        Note(_HOW_TO_READ, "How to read it:"),
        _pauses(rows, targets),
        *_collections(evidence, rows, targets),
    )
    yield Section(ID, ORDER, TITLE, QUESTION, blocks, brief=answers, group="Switching")


def _rows(measured: Sequence[Summary]) -> dict[str, dict[str, Summary]]:
    """Return the trials by what goes on, in the order of IN_WORDS, and by target."""
    kinds = list(IN_WORDS)
    found: dict[str, dict[str, Summary]] = {}
    for each in sorted(measured, key=lambda each: (place_of(each.trial) != THREAD, kinds.index(kind_of(each.trial)))):
        found.setdefault(_called(each), {})[each.trial.target] = each
    return found


def _called(summary: Summary) -> str:
    off = ", collector off" if collector_of(summary.trial) == OFF else ""
    where = _THREAD if place_of(summary.trial) == THREAD else f"another {place_of(summary.trial)} "
    return f"{where}{IN_WORDS[kind_of(summary.trial)]}{off}"


def _answer(evidence: Evidence, rows: _Rows, target: str) -> str:
    """Say who holds up most and who for longest, and what a process beside sees of the same."""
    here = [(name, row[target]) for name, row in rows.items() if target in row]
    own = [each for each in here if place_of(each[1].trial) == THREAD and collector_of(each[1].trial) != OFF]
    if not own:
        return ""
    most = max(own, key=lambda each: each[1].figures["pause_added"].value)
    longest = max(own, key=lambda each: each[1].figures["pause_longest"].value)
    beside = max(each.figures["pause_share_beside"].value for _, each in own)
    added = most[1].figures["pause_added"]
    if added.value < NOTICED:
        return f"On {target} nobody was held up: pauses added {fmt.share(max(0.0, added.value))} of the time at most."
    told = f"for {fmt.share_interval(added)} of the time while {_with_cause(evidence, *most)}"
    late = f"for {fmt.time(longest[1].figures['pause_longest'].value)} at the longest"
    whose = "" if longest is most else f" while {_with_cause(evidence, *longest)}"
    return f"On {target} threads are held up {told}, and {late}{whose}; a process beside them for {fmt.share(beside)}."


def _with_cause(evidence: Evidence, name: str, summary: Summary) -> str:
    says_it = kind_of(summary.trial) == COLLECTS_BY_ITSELF
    return f"{name} (the garbage collector)" if not says_it and is_collector(evidence, summary) else name


def _chart(rows: _Rows, targets: Sequence[str]) -> Chart:
    drawn = {name.removeprefix(_THREAD): row for name, row in rows.items() if any(map(_is_drawn, row.values()))}
    series = tuple(
        Series(target, "", name, (_mark(name, row[target]),))
        for name, row in drawn.items()
        for target in targets
        if target in row
    )
    return Chart(
        kind="bars",
        title="Time in pauses of more than 1 ms, while another thread …",
        finding=_finding(drawn, targets),
        axis=Axis(label="share of the time", unit="%", limits=(0.0, 100.0), ends=("free", "held up")),
        series=series,
    )


def _is_drawn(summary: Summary) -> bool:
    """Tell whether a trial has a bar: with the collector on, and off where the sentences ask what that changes."""
    return place_of(summary.trial) == THREAD and (
        collector_of(summary.trial) != OFF or kind_of(summary.trial) in WITHOUT_COLLECTOR
    )


def _mark(name: str, summary: Summary) -> Mark:
    added = summary.figures["pause_added"]
    value, low, high = (None if each is None else max(0.0, 100 * each) for each in (added.value, added.low, added.high))
    hint = f"{_THREAD}{name}, {summary.trial.target}: held up for {fmt.share_interval(added)} of the time"
    return Mark(None, value or 0.0, low, high, hint, clear=summary.sound)


def _finding(rows: _Rows, targets: Sequence[str]) -> str:
    """Say of each interpreter what holds up threads, and for how much of their time."""
    told = []
    for target in targets:
        shares = {name: row[target].figures["pause_added"].value for name, row in rows.items() if target in row}
        held_up = [f"{fmt.share(share)} ({name})" for name, share in shares.items() if share >= NOTICED]
        told.append(f"on {target} for {fmt.listed(held_up) if held_up else 'less than 1 % of the time'}")
    return f"While another thread goes on, threads are held up {'; '.join(told)}."


def _pauses(rows: _Rows, targets: Sequence[str]) -> Table:
    return Table(
        "Share of the time that pauses of more than 1 ms take, the longest, and how late one waking of 100 is (p99)",
        (Column("while"), *(Column(target, numeric=True) for target in targets)),
        tuple((name, *(_pause(row.get(target)) for target in targets)) for name, row in rows.items()),
        shown=12,
    )


def _pause(summary: Summary | None) -> Content:
    if summary is None:
        return fmt.MISSING
    figures = summary.figures
    longest, p99, beside = (fmt.time(figures[f"pause_{name}"].value) for name in ("longest", "p99", "longest_beside"))
    share, everybody, other = (
        fmt.share(figures[f"pause_{name}"].value) for name in ("share", "everybody", "share_beside")
    )
    return Cell(
        fmt.share_interval(figures["pause_added"]),
        (
            f"longest {longest}, p99 {p99}",
            f"in pauses {share}, all at once {everybody}",
            f"{fmt.significant(figures['pause_rate'].value, 2)} pauses a second",
            f"process beside {other}, longest {beside}",
        ),
    )


def _collections(evidence: Evidence, rows: _Rows, targets: Sequence[str]) -> Iterator[Block]:
    """Yield what the collector says of itself, of everything in which it had much to do."""
    own = {name: row for name, row in rows.items() if any(map(_collects, row.values()))}
    told = {each.trial.target for row in rows.values() for each in row.values() if "pause_collections" in each.figures}
    telling = [each for each in targets if each in told]
    silent = [each for each in targets if each not in told]
    if own:
        yield Table(
            "Collections a second; the longest; how much of the time in pauses lies within them; objects tracked",
            (Column("while"), *(Column(target, numeric=True) for target in telling)),
            tuple((name, *(_collected(evidence, row.get(target)) for target in telling)) for name, row in own.items()),
            shown=12,
        )
        yield Note(_COLLECTOR, "What the collector says:")
    if silent:
        yield Note(f"There are none on {fmt.listed(silent)}, which has no gc.callbacks.", "Figures of the collector:")


def _collects(summary: Summary) -> bool:
    return "pause_collecting" in summary.figures and summary.figures["pause_collecting"].value >= NOTICED


def _collected(evidence: Evidence, summary: Summary | None) -> Content:
    if summary is None or "pause_collections" not in summary.figures:
        return fmt.MISSING
    figures = summary.figures
    tracked = f"{fmt.count(round(figures['pause_tracked'].value))} objects"
    if not figures["pause_collections"].value:
        return Cell("none", (tracked,))
    cause = ("the cause",) if is_collector(evidence, summary) else ()
    return Cell(
        f"{fmt.significant(figures['pause_collections'].value, 2)} a second",
        (
            f"longest {fmt.time(figures['pause_longest_collection'].value)}",
            f"{fmt.share(figures['pause_by_collector'].value)} of the pauses",
            tracked,
            *cause,
        ),
    )
