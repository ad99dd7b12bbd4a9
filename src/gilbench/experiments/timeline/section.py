"""Timeline: lanes of every interpreter over one axis of time, those with a GIL above those without."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments import timeline
from gilbench.experiments.timeline.lanes import BLOCKED, LATE, NO_CPU, NO_GIL, RUNNING, merged, stretches, total
from gilbench.experiments.timeline.plan import NAME
from gilbench.experiments.timeline.records import Seen
from gilbench.model import Absent, Estimate, Section
from gilbench.model.blocks import Block, Column, Entries, Form, Lane, Lanes, Note, Stretch, Table

ID, ORDER, TITLE = "timeline", 71, "Timeline"
MOST_STRETCHES = 150  # in a lane
MOST_DRAWN = 8  # interpreters
_STATES: tuple[tuple[str, Form], ...] = ((RUNNING, "full"), (NO_GIL, "half"), (NO_CPU, "dashed"), (BLOCKED, "thin"))
_BUSY, _TOO_BUSY = 0.05, 0.25  # share of the time without a CPU: to be told of, and of which nothing can be told
_BESIDE = 0.5  # share of the time from which on two threads do not take turns
_HOW_TO_READ = (
    "two threads compute from the start on; the third sleeps for 4 ms, then has 0.5 ms or so to do, again and again. "
    "The thicker a line, the more goes on: a thread that is ready wants to run and cannot, for want of the GIL or of a "
    "CPU; one that is blocked sleeps as it asked to. Running, no CPU and sleep are observed, the wait for the GIL is "
    "what is left. This is one recording of each interpreter, to be looked at: no figure of it has an interval, and "
    "nothing is compared with it."
)
_TRACE = (
    "gilbench report RUN --format trace -o trace.json writes the lanes as a trace, which ui.perfetto.dev opens without "
    "sending it anywhere."
)
_COLUMNS = (
    Column("interpreter"),
    Column("turn of a computing thread", numeric=True),
    Column("both computing at once", numeric=True),
    Column("ready before it ran, median", numeric=True),
    Column("longest", numeric=True),
    Column("no CPU free", numeric=True),
    Column("pauses too short to be drawn", numeric=True),
)


@dataclass(frozen=True)
class _Recording:
    """What one interpreter was recorded doing."""

    target: str
    seen: Seen
    figures: Mapping[str, Estimate]

    def value(self, name: str) -> float | None:
        """Return a figure; None if it has none."""
        found = self.figures.get(f"timeline_{name}")
        return None if found is None else found.value


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the lanes, or why there are none."""
    found = [
        _Recording(each.trial.target, each.drawn, each.figures)
        for each in evidence.of(NAME)
        if isinstance(each.drawn, Seen) and each.drawn.lanes
    ]
    if not found:
        yield Absent(ID, ORDER, TITLE, _why_not(evidence.of(NAME)))
        return
    told = _entries(found)
    found.sort(key=lambda each: not each.seen.gil)
    blocks: tuple[Block, ...] = (
        told,
        _lanes(found[:MOST_DRAWN]),
        Note(_HOW_TO_READ, "How to read it:"),
        _table(found),
        Note(_TRACE + _undrawn(found[MOST_DRAWN:])),
    )
    question = timeline.__doc__ or ""
    yield Section(ID, ORDER, TITLE, question, blocks, brief=(told,), group="What holds the GIL")


def _why_not(planned: Sequence[Summary]) -> str:
    reasons = [each.reason for each in planned if each.reason]
    return reasons[0] if reasons else "it was not asked for; gilbench run --experiment timeline records it"


def _told(recording: _Recording) -> str:
    """Say what the lanes of one interpreter show; nothing of threads where they hardly had a CPU."""
    lacking = recording.value("no_cpu") or 0.0
    no_cpu = f"had no CPU for {fmt.share(lacking)} of their time"
    if lacking >= _TOO_BUSY:
        return f"the three threads {no_cpu}: this machine was too busy to show who waits for whom"
    busy = f"; all three {no_cpu}" if lacking >= _BUSY else ""
    return f"two computing threads {_computing(recording)}; {_waiting(recording)}{busy}"


def _entries(found: Sequence[_Recording]) -> Entries:
    told = ((each.target, _told(each)) for each in found)
    return Entries(tuple((target, f"{words[0].upper()}{words[1:]}.") for target, words in told))


def _finding(found: Sequence[_Recording]) -> str:
    return " ".join(f"On {each.target} {_told(each)}." for each in found)


def _computing(recording: _Recording) -> str:
    together, turn = recording.value("side_by_side"), recording.value("turn")
    if turn is not None and (together or 0.0) < _BESIDE:
        return f"take turns of {fmt.time(turn)}"
    return f"run side by side for {fmt.share(together)} of the time"


def _waiting(recording: _Recording) -> str:
    ready = recording.value("ready")
    if ready is None:
        return "a third one never woke up in time"
    if ready <= LATE:
        return "a third one that wakes up runs at once"
    return f"a third one that wakes up is ready for {fmt.time(ready)} before it runs"


def _lanes(found: Sequence[_Recording]) -> Lanes:
    drawn = [
        (each, lane.name, merged(stretches(lane, each.seen), MOST_STRETCHES))
        for each in found
        for lane in each.seen.lanes
    ]
    return Lanes(
        title="Two threads that compute and one that waits",
        finding=_finding(found),
        across="since the common start",
        seconds=max(each.seen.seconds for each in found),
        states=_STATES,
        lanes=tuple(Lane(name, _group(each), tuple(lane)) for each, name, lane in drawn),
        values=_values([(each.target, name, lane) for each, name, lane in drawn]),
    )


def _group(recording: _Recording) -> str:
    return f"{recording.target}, {'with its GIL' if recording.seen.gil else 'without a GIL'}"


def _values(lanes: Sequence[tuple[str, str, Sequence[Stretch]]]) -> Table:
    states = [state for state, _ in _STATES]
    return Table(
        "What the time of each lane went on",
        (Column("interpreter"), Column("thread"), *(Column(state, numeric=True) for state in states)),
        tuple((target, name, *(fmt.time(total(lane, state)) for state in states)) for target, name, lane in lanes),
    )


def _table(found: Sequence[_Recording]) -> Table:
    return Table("What the lanes come to", _COLUMNS, tuple(map(_row, found)))


def _row(recording: _Recording) -> tuple[str, ...]:
    turn, ready, longest = (fmt.time(recording.value(name)) for name in ("turn", "ready", "ready_most"))
    together, no_cpu, unseen = (fmt.share(recording.value(name)) for name in ("side_by_side", "no_cpu", "unseen"))
    return recording.target, turn, together, ready, longest, no_cpu, unseen


def _undrawn(found: Sequence[_Recording]) -> str:
    return f" Not drawn: {fmt.listed([each.target for each in found])}." if found else ""
