"""Payload: what a round trip takes by each way, as lines over the size for each interpreter, and a table of all."""

from collections.abc import Iterator, Mapping, Sequence

from gilbench import fmt
from gilbench.analysis import nothing_shown
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.payload.figures import MEMORY, PER_BYTE, per_second, round_trip
from gilbench.experiments.payload.quotients import crossing, gains
from gilbench.experiments.payload.records import FEW, KIB, SIZES
from gilbench.experiments.payload.trials import (
    BLOCK,
    EXECUTOR,
    KINDS,
    NAME,
    PIPE,
    POOL,
    THREAD,
    WAYS,
    from_where,
    in_words,
    kind,
    of_bytes,
    way,
)
from gilbench.model import Absent, Estimate, Section
from gilbench.model.blocks import Axis, Block, Cell, Chart, Column, Content, Mark, Note, Series, Table

ID, ORDER, TITLE = NAME, 58, "Payload"
QUESTION = "What does it cost to hand data over?"
DRAWN = (EXECUTOR, POOL, PIPE, BLOCK, THREAD)  # of bytes; as many as lines can be told apart
ALIKE = 1.5  # × as long: by as much threads that are handed the same twice may differ
_HOW_TO_READ = (
    "data go to one worker, which does nothing with them, and come back; what came back was compared with what was "
    "sent. A thread is handed the object itself. A process gets a copy: pickled, sent through a pipe and unpickled, on "
    "both ways. In shared memory and an Array the caller copies data in and out, and the worker changes them in place: "
    "what stays there costs no more than the smallest size. Sizes are those of the content; an int counts 8 bytes, a "
    "key with its value 32."
)
_INTERVALS = (
    "Medians with their 95 % intervals; with a single round the interval is that of its sweeps, and speaks for one "
    "process. Per byte is what each further byte adds, and below it what gets there and back in a second in pieces of "
    "the largest size; nothing stands there where size makes no clear difference. Memory is that of the caller and its "
    "workers, each at its peak."
)
_Ways = Mapping[str, Summary]  # those that hand bytes over, by their keys


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    planned = evidence.of(NAME)
    measured = [each for each in planned if round_trip(SIZES[0]) in each.figures]
    if not measured:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(planned, NAME))
        return
    targets = list(dict.fromkeys(each.trial.target for each in measured))
    bytes_on = {target: found for target in targets if (found := of_bytes(measured, target))}
    answers = tuple(Note(_answer(target, drawn)) for target, ways in bytes_on.items() if (drawn := _drawn(ways)))
    charts = (_chart(target, drawn) for target, ways in bytes_on.items() if (drawn := _drawn(ways)))
    blocks: tuple[Block, ...] = (
        *answers,
        Note(_HOW_TO_READ, "How to read it:"),
        *charts,
        _table(measured),
        Note(_INTERVALS + _unmeasured(planned)),
    )
    yield Section(ID, ORDER, TITLE, QUESTION, blocks, brief=answers, group="Workers")


def _answer(target: str, ways: _Ways) -> str:
    """Say what the largest size that is common to the ways takes by each of them, and from where on sharing pays."""
    largest = _largest(list(ways.values()))
    name = round_trip(largest)
    told = [
        f"{fmt.time(ways[each].figures[name].value)} through {WAYS[each]}"
        for each in (EXECUTOR, POOL, PIPE, BLOCK)
        if each in ways
    ]
    text = (
        f"On {target} a process gets {fmt.size(largest)} of bytes and gives them back in {fmt.listed(told)}"
        if told
        else ""
    )
    if THREAD in ways:
        thread = f"a thread has them in {fmt.time(ways[THREAD].figures[name].value)}{_whatever(ways[THREAD], largest)}"
        text = f"{text}; {thread}" if text else f"On {target} {thread}"
    return f"{text}.{_sharing(ways)}"


def _whatever(thread: Summary, largest: int) -> str:
    """Say so if the largest size takes about as long as the smallest."""
    smallest, taken = (thread.figures[round_trip(size)] for size in (SIZES[0], largest))
    return ", whatever their size" if taken.value < ALIKE * smallest.value else ""


def _sharing(ways: _Ways) -> str:
    if not {EXECUTOR, BLOCK} <= ways.keys() or not all(ways[each].sound for each in (EXECUTOR, BLOCK)):
        return ""
    where = crossing(gains(ways[EXECUTOR].figures, ways[BLOCK].figures))
    if where is None:
        return " Sharing memory did not clearly beat copying."
    return f" Sharing memory beats copying {from_where(where)}."


def _largest(trials: Sequence[Summary]) -> int:
    """Return the largest size that all of them have handed over; at least the smallest is one."""
    return max(size for size in SIZES if all(round_trip(size) in each.figures for each in trials))


def _drawn(ways: _Ways) -> dict[str, Summary]:
    return {each: ways[each] for each in DRAWN if each in ways}


def _chart(target: str, ways: _Ways) -> Chart:
    series = tuple(Series(WAYS[each], "", "", tuple(_marks(summary))) for each, summary in ways.items())
    return Chart(
        kind="lines",
        title=f"Bytes to a worker and back on {target}",
        finding=_finding(target, ways),
        axis=Axis(label="round trip, logarithmic", unit="s", log=True, across="KiB of bytes, logarithmic"),
        series=series,
    )


def _marks(summary: Summary) -> Iterator[Mark]:
    for size in SIZES:
        if (taken := summary.figures.get(round_trip(size))) is not None:
            hint = (
                f"{in_words(summary.trial)} on {summary.trial.target}: {fmt.size(size)} in {fmt.time_interval(taken)}"
            )
            yield Mark(size / KIB, taken.value, taken.low, taken.high, hint, clear=summary.sound)


def _finding(target: str, ways: _Ways) -> str:
    smallest, largest = SIZES[0], _largest(list(ways.values()))
    told = [
        f"{fmt.time(each.figures[round_trip(smallest)].value)} to {fmt.time(each.figures[round_trip(largest)].value)} "
        f"through {WAYS[name]}"
        for name, each in ways.items()
    ]
    return f"From {fmt.size(smallest)} to {fmt.size(largest)} a round trip on {target} takes {fmt.listed(told)}."


def _table(measured: Sequence[Summary]) -> Table:
    """Return a row for each way, kind of data and interpreter, interpreters next to each other."""
    shown = [size for size in SIZES if any(round_trip(size) in each.figures for each in measured)]
    if len(shown) > len(FEW):  # a column for each would be too many
        shown = [*FEW, shown[-1]]
    ways, kinds = list(WAYS), list(KINDS)
    ordered = sorted(
        measured,
        key=lambda each: (kinds.index(kind(each.trial)), ways.index(way(each.trial)), in_words(each.trial)),
    )
    columns = (
        Column("through"),
        Column("interpreter"),
        *(Column(fmt.size(size), numeric=True) for size in shown),
        *(Column(name, numeric=True) for name in ("per byte", "memory")),
    )
    rows = tuple(_cells(each, shown) for each in ordered)
    return Table("A round trip by the size of what is handed over", columns, rows, shown=24)


def _cells(summary: Summary, shown: Sequence[int]) -> tuple[Content, ...]:
    figures, trial = summary.figures, summary.trial
    return (
        Cell(in_words(trial), (KINDS[kind(trial)],)),
        trial.target,
        *(_time(figures.get(round_trip(size))) for size in shown),
        _per_byte(summary),
        fmt.size(figures[MEMORY].value) if MEMORY in figures else fmt.MISSING,
    )


def _time(estimate: Estimate | None) -> Content:
    if estimate is None:
        return fmt.MISSING
    interval = fmt.quantity_span(estimate.low, estimate.high, "s")
    return Cell(fmt.time(estimate.value), (interval,) if interval else ())


def _per_byte(summary: Summary) -> Content:
    """Return what a byte adds and the speed that the largest size gets; nothing where size does not matter."""
    slope = summary.figures.get(PER_BYTE)
    if slope is None or slope.low is None or slope.high is None or slope.low <= 0:
        return fmt.MISSING
    speed = summary.figures[per_second(_largest([summary]))]
    return Cell(fmt.time(slope.value), (fmt.quantity_span(slope.low, slope.high, "s"), f"{fmt.size(speed.value)}/s"))


def _unmeasured(planned: Sequence[Summary]) -> str:
    """Say what was asked for and has no figure, with the reasons that are known."""
    lacking: dict[str, list[str]] = {}
    for each in planned:
        if not each.figures:
            reason = each.reason or "the interpreter lacks what it takes"
            lacking.setdefault(reason, []).append(
                f"{KINDS[kind(each.trial)]} through {in_words(each.trial)} on {each.trial.target}"
            )
    told = "; ".join(f"{fmt.listed(names)} ({reason})" for reason, names in lacking.items())
    return f" Not measured: {told}." if told else ""
