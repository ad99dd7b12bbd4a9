"""Hand-over: a sentence for each interpreter, lines of what is lost over switch intervals, and a table of it all."""

from collections.abc import Iterator, Mapping, Sequence

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.handover.names import (
    COST,
    COST_BY_CLOCK,
    INTERVALS,
    KEPT,
    LOST,
    NAME,
    PACE,
    RATE,
    SPEAKS,
    SWITCHES,
    at,
)
from gilbench.experiments.handover.records import DEFAULT
from gilbench.experiments.handover.words import lost as told
from gilbench.model import Absent, Estimate, Section
from gilbench.model.blocks import Axis, Block, Cell, Chart, Column, Content, Mark, Note, Series, Table

ID, ORDER, TITLE = "handover", 52, "Hand-over"
QUESTION = "What does one hand-over of the GIL cost?"
_DEFAULT = fmt.tick(DEFAULT, "s")
_HOW_TO_READ = (
    "threads of pure Python under several switch intervals, beside the same work in one thread. What they take more, "
    "as a straight line over the hand-overs that they saw, has the price of one as its slope: in CPU time, which other "
    "programs hardly disturb, and by the clock. Both differ where a hand-over keeps two CPUs busy, or none. Lost is "
    "by how much the threads take longer by the clock, as a share of their time. Below it stands how many hand-overs "
    "there were for each switch interval: 1 where every interval ends in one."
)
_OF_BYTECODE = (
    "PyPy counts bytecodes and not time: its threads offer the GIL after a number of them that is the interval × "
    "2,000,000, so that compiled loops hand over more often, or less, than the interval says. A thread that waits "
    "looks for the GIL every 0.1 ms, which takes CPU time as well; the price of a hand-over is without it."
)
_Group = tuple[str, int]  # target, threads
_Found = Mapping[str, Estimate]


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    groups = _groups(evidence.of(NAME))
    if not groups:
        yield Absent(ID, ORDER, TITLE, _why_not(evidence.of(NAME)))
        return
    findings = tuple(
        Note(_finding(group, found)) for group, found in groups.items() if group[1] == SPEAKS and RATE in found
    )
    blocks: tuple[Block, ...] = (
        *findings,
        *_charts(groups),
        Note(_HOW_TO_READ, "How to read it:"),
        _prices(groups),
        *_losses(groups),
        *(Note(each) for each in _remarks(evidence.of(NAME), groups)),
    )
    yield Section(ID, ORDER, TITLE, QUESTION, blocks, brief=findings, group="Switching")


def _why_not(planned: Sequence[Summary]) -> str:
    reasons = [each.reason or "this platform does not tell how often threads block" for each in planned]
    return reasons[0] if reasons else f"it was not asked for; gilbench run --experiment {NAME} measures it"


def _groups(trials: Sequence[Summary]) -> dict[_Group, _Found]:
    """Return the figures by interpreter and number of threads, those of all sweeps together."""
    found: dict[_Group, _Found] = {}
    for each in trials:
        group = each.trial.target, each.trial.workers
        if each.figures:  # of a name that two sweeps have the shorter one's, which comes first
            found[group] = {**each.figures, **found.get(group, {})}
    return found


def _finding(group: _Group, found: _Found) -> str:
    target, threads = group
    if PACE not in found:
        blocked = f"{_called(threads)} blocked {fmt.significant(found[RATE].value, 2)} times a second in all"
        return f"{target} has no GIL to hand over: {blocked}."
    rate = fmt.count(round(found[RATE].value))
    often = f"{_called(threads)} hand it over {rate} times a second at the default interval of {_DEFAULT}"
    lost = f"lose {told(found[at(LOST, DEFAULT)])} of the time"
    return f"On {target} {_price(found)}; {often}, and {lost}."


def _price(found: _Found) -> str:
    cost, by_clock = found.get(COST), found.get(COST_BY_CLOCK)
    if cost is None:
        return "there were too few hand-overs of the GIL to tell the price of one"
    if cost.low is None or cost.low <= 0:
        return f"the price of a hand-over of the GIL is lost in the noise ({fmt.time_interval(cost)} of CPU time)"
    return f"a hand-over of the GIL costs {fmt.time_interval(cost)} of CPU time{_by_clock(by_clock)}"


def _by_clock(cost: Estimate | None) -> str:
    if cost is None or cost.low is None or cost.high is None or cost.high <= 0:
        return ""
    told = fmt.time_interval(cost) if cost.low > 0 else f"{fmt.time(cost.high)} at most"
    return f" and {told} by the clock"


def _remarks(trials: Sequence[Summary], groups: Mapping[_Group, _Found]) -> Iterator[str]:
    """Say where an interval is none, or was not kept."""
    if any(each.target.facts.implementation == "PyPy" and each.figures for each in trials):
        yield _OF_BYTECODE
    late = [_late(group, found) for group, found in groups.items() if _not_kept(found)]
    if late:
        yield (
            f"The switch interval was not kept: {'; '.join(late)}. A thread that waits has to run to ask for the GIL, "
            "and on a busy machine no CPU is free for it. What is lost there says nothing about that interval."
        )


def _late(group: _Group, found: _Found) -> str:
    often = [f"{fmt.ratio(found[at(PACE, each)].value)} at {fmt.tick(each, 's')}" for each in _not_kept(found)]
    return f"{_line(group)} handed over {fmt.listed(often)} as often"


def _not_kept(found: _Found) -> list[float]:
    return [each for each in INTERVALS if at(PACE, each) in found and found[at(PACE, each)].value < KEPT]


def _called(threads: int) -> str:
    return "two threads" if threads == SPEAKS else f"{fmt.count(threads)} threads"


def _charts(groups: Mapping[_Group, _Found]) -> tuple[Chart, ...]:
    """Draw what is lost over the intervals, a line for each interpreter; nothing where nobody has a GIL."""
    lines = [Series(_line(group), "", "", marks) for group, found in groups.items() if (marks := _marks(group, found))]
    if not lines:
        return ()
    most = [f"{each.name} {fmt.listed([_lost_at(mark) for mark in each.marks])}" for each in lines]
    return (
        Chart(
            kind="lines",
            title="Time lost by taking turns",
            finding=f"Time that threads lose by taking turns: {'; '.join(most)}.",
            axis=Axis("", "%", reference=0.0, across=f"switch interval in ms (default: {1000 * DEFAULT:g})"),
            series=tuple(lines),
        ),
    )


def _lost_at(mark: Mark) -> str:
    return f"{fmt.per_cent(mark.value)} % at {mark.x:g} ms"


def _line(group: _Group) -> str:
    target, threads = group
    return target if threads == SPEAKS else f"{target}, {_called(threads)}"


def _marks(group: _Group, found: _Found) -> tuple[Mark, ...]:
    return tuple(_mark(group, found, interval) for interval in INTERVALS if at(LOST, interval) in found)


def _mark(group: _Group, found: _Found, interval: float) -> Mark:
    share = found[at(LOST, interval)]
    low, high = (None if each is None else 100 * each for each in (share.low, share.high))
    hint = f"{_line(group)}, {fmt.tick(interval, 's')}: {fmt.share_interval(share)} lost"
    return Mark(1000 * interval, 100 * share.value, low, high, hint, clear=interval not in _not_kept(found))


def _prices(groups: Mapping[_Group, _Found]) -> Table:
    columns = (
        Column("interpreter"),
        Column("threads", numeric=True),
        Column("CPU time of one", numeric=True),
        Column("by the clock", numeric=True),
        Column("hand-overs a second", numeric=True),
        Column("blocked for each", numeric=True),
    )
    return Table(
        f"Hand-overs of the GIL, how many a second at the default interval of {_DEFAULT}, and how often threads "
        "blocked for each, with 95 % intervals",
        columns,
        tuple(_price_row(group, found) for group, found in groups.items() if RATE in found),
    )


def _price_row(group: _Group, found: _Found) -> tuple[Content, ...]:
    target, threads = group
    return (
        target,
        fmt.count(threads),
        _cell(found.get(COST), "s"),
        _cell(found.get(COST_BY_CLOCK), "s"),
        _cell(found[RATE], "") if PACE in found else "none",
        _cell(found.get(SWITCHES), ""),
    )


def _losses(groups: Mapping[_Group, _Found]) -> Iterator[Table]:
    """Yield the table of what is lost, unless nobody has a GIL."""
    having = {group: [each for each in INTERVALS if at(LOST, each) in found] for group, found in groups.items()}
    intervals = sorted({each for known in having.values() for each in known})
    if intervals:
        names = (f"{fmt.tick(each, 's')}{' (default)' if each == DEFAULT else ''}" for each in intervals)
        yield Table(
            "Time lost by taking turns, by switch interval, with 95 % intervals; below it hand-overs for each interval",
            (Column("interpreter"), Column("threads", numeric=True), *(Column(each, numeric=True) for each in names)),
            tuple(
                (group[0], fmt.count(group[1]), *(_lost(groups[group], each) for each in intervals))
                for group, known in having.items()
                if known
            ),
        )


def _lost(found: _Found, interval: float) -> Content:
    share, pace = found.get(at(LOST, interval)), found.get(at(PACE, interval))
    if share is None or pace is None:
        return fmt.MISSING
    low, high = (None if each is None else 100 * each for each in (share.low, share.high))
    interval_of_it = fmt.quantity_span(low, high, "%")
    return Cell(
        fmt.share(share.value), (*((interval_of_it,) if interval_of_it else ()), f"{fmt.factor(pace.value)} hand-overs")
    )


def _cell(estimate: Estimate | None, unit: str) -> Content:
    if estimate is None:
        return fmt.MISSING
    interval = fmt.quantity_span(estimate.low, estimate.high, unit)
    return Cell(fmt.quantity(estimate.value, unit), (interval,) if interval else ())
