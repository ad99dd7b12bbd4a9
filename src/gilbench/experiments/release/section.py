"""Releasing the GIL: a curve over the length of a call, and what a call takes beside a thread that computes."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis import nothing_shown
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments import release
from gilbench.experiments.release.answer import answer
from gilbench.experiments.release.trials import NAME, THREADS, is_beside, length, together
from gilbench.interpreters.target import Target
from gilbench.model import Absent, Section
from gilbench.model.blocks import Axis, Block, Cell, Chart, Column, Content, Mark, Note, Series, Table

ID, ORDER, TITLE = "release", 53, "Releasing the GIL"
_POINTS_NEEDED = 2
_NEAR = 0.25  # share by which a call may be longer or shorter than asked for to stand there in the chart
_HOW_TO_READ = (
    "one C function, the CRC-32 of libz, over more or fewer bytes, called through ctypes.CDLL, which releases the GIL "
    "for the call, and through ctypes.PyDLL, which keeps it. Above 1× two threads get more calls done than one; the "
    "GIL has to be taken back after each released call, and that costs more than a short call gains. The range of "
    "lengths is between measured ones: calls at its lower end clearly lose, from its upper end on all clearly gain."
)
_BESIDE = (
    "Beside a thread that computes, a call that has released the GIL waits for it up to the switch interval "
    "afterwards, each time. One that keeps it takes turns with the other thread, and so takes about twice its own time."
)


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    planned = evidence.of(NAME)
    measured = [each for each in planned if "released_call" in each.figures]
    if not measured:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(planned, NAME))
        return
    targets = [each for each in evidence.manifest.subjects if each.id in {one.trial.target for one in measured}]
    answers = tuple(Note(text, tone="note") for each in targets if (text := answer(evidence, each)))
    missing = tuple(Note(text) for text in nothing_shown.each(planned))
    blocks: tuple[Block, ...] = (
        *answers,
        *_charts(evidence, targets),
        Note(_HOW_TO_READ, "How to read it:"),
        *_in_threads([each for each in measured if not is_beside(each.trial)], targets),
        *_beside([each for each in measured if is_beside(each.trial)], targets),
        *missing,
    )
    question = (release.__doc__ or "").strip()
    yield Section(ID, ORDER, TITLE, question, blocks, brief=answers or missing, group="Switching")


def _charts(evidence: Evidence, targets: Sequence[Target]) -> tuple[Chart, ...]:
    lines = [
        (target, [each for each in together(evidence, target.id) if "released_call_speedup" in each.figures])
        for target in targets
    ]
    series = tuple(
        Series(target.id, "", "", tuple(_mark(each) for each in line))
        for target, line in lines
        if len(line) >= _POINTS_NEEDED
    )
    if not series:
        return ()
    drawn = [(target, line) for target, line in lines if len(line) >= _POINTS_NEEDED]
    finding = "; ".join(_reach(target, line) for target, line in drawn)
    axis = Axis("", "×", log=True, reference=1.0, across="length of a call, µs")
    title = f"{THREADS} threads of released calls against one"
    return (Chart("lines", title, f"Two threads of released calls do, of what one does: {finding}.", axis, series),)


def _mark(summary: Summary) -> Mark:
    figures = summary.figures
    speedup, call = figures["released_call_speedup"], figures["call_length"].value
    hint = f"{fmt.time(call)} a call on {summary.trial.target}: {fmt.ratio_interval(speedup)}"
    return Mark(_place(summary, call), speedup.value, speedup.low, speedup.high, hint, clear=summary.sound)


def _place(summary: Summary, seconds: float) -> float:
    """Return where calls stand in the chart, in microseconds: at what was asked for if they are about so long."""
    asked, found = length(summary.trial), seconds * 1e6
    return asked if abs(found - asked) <= _NEAR * asked else float(f"{found:.1e}")


def _reach(target: Target, line: Sequence[Summary]) -> str:
    ends = (
        f"{fmt.ratio(each.figures['released_call_speedup'].value)} at {fmt.time(each.figures['call_length'].value)}"
        for each in (line[0], line[-1])
    )
    return f"on {target.id} {' and '.join(ends)}"


def _in_threads(trials: Sequence[Summary], targets: Sequence[Target]) -> Iterator[Table]:
    if trials:
        yield Table(
            "Calls per second of several threads ÷ of one, with the GIL released for each call; below it with the GIL "
            "held, and how long the call is",
            (Column("call of about"), Column("threads", numeric=True), *_columns(targets)),
            tuple((_call(row[0]), fmt.count(row[0].trial.workers), *_cells(row, targets)) for row in _rows(trials)),
        )


def _beside(trials: Sequence[Summary], targets: Sequence[Target]) -> Iterator[Block]:
    if trials:
        yield Table(
            "What a call takes beside a thread that computes, with the GIL released for it; below it with the GIL "
            "held, and the first ÷ the second",
            (Column("call of about"), *_columns(targets)),
            tuple((_call(row[0]), *_cells(row, targets)) for row in _rows(trials)),
        )
        yield Note(_BESIDE)


def _columns(targets: Sequence[Target]) -> tuple[Column, ...]:
    return tuple(Column(each.id, numeric=True) for each in targets)


def _rows(trials: Sequence[Summary]) -> list[list[Summary]]:
    """Return the trials of each length and number of threads, the shortest calls first."""
    rows: dict[tuple[float, int], list[Summary]] = {}
    for each in trials:
        rows.setdefault((length(each.trial), each.trial.workers), []).append(each)
    return [rows[key] for key in sorted(rows)]


def _call(summary: Summary) -> str:
    return fmt.time(length(summary.trial) / 1e6)


def _cells(row: Sequence[Summary], targets: Sequence[Target]) -> tuple[Content, ...]:
    found = {each.trial.target: _cell(each) for each in row}
    return tuple(found.get(each.id, fmt.MISSING) for each in targets)


def _cell(summary: Summary) -> Cell:
    figures = summary.figures
    if is_beside(summary.trial):
        held, ratio = fmt.time_interval(figures["held_call"]), fmt.ratio_interval(figures["released_by_held"])
        return Cell(fmt.time_interval(figures["released_call"]), (f"held {held}", ratio))
    held = fmt.ratio_interval(figures["held_call_speedup"])
    long = f"{fmt.time(figures['call_length'].value)} long"
    return Cell(fmt.ratio_interval(figures["released_call_speedup"]), (f"held {held}", long))
