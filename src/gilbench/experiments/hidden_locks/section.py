"""Hidden locks: which calls made two threads take turns, with all interpreters side by side."""

from collections.abc import Iterator, Mapping, Sequence

from gilbench import fmt
from gilbench.analysis import nothing_shown
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments import hidden_locks
from gilbench.experiments.hidden_locks.figures import Drawn
from gilbench.experiments.hidden_locks.found import TURNS, Found, found_in, with_outcome
from gilbench.experiments.hidden_locks.records import BLOCKS, IMPORT, WORKS
from gilbench.experiments.hidden_locks.trials import ALL, NAME, TOLD, of_target
from gilbench.model import Absent, Section
from gilbench.model.blocks import Axis, Block, Cell, Chart, Column, Content, Mark, Note, Series, Table

ID, ORDER, TITLE = "hidden-locks", 66, "Hidden locks"
_HOW_TO_READ = (
    "two threads make the same call at once, and it takes its time inside. If they take as long as one, 1×, nothing "
    "held them up; if they take 2×, one waited for the other. A call has a lock if that is clear, and if threads with "
    "a thing each clearly do not wait: whatever else makes threads take turns, they would meet it too."
)
_MEANS = {"lock": "has a lock", "no lock": "no lock", "undecided": "undecided"}

ByTarget = Mapping[str, Mapping[str, Found]]  # by target and call


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    planned = evidence.of(NAME)
    measured = {each.id: found_in(of_target(evidence, each.id)) for each in evidence.manifest.subjects}
    found = {target: {each.call: each for each in calls} for target, calls in measured.items() if calls}
    if not found:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(planned, NAME))
        return
    sound = {target: found_in(each for each in of_target(evidence, target) if each.sound) for target in found}
    answers = tuple(Note(_answer(target, calls), tone="note") for target, calls in sound.items() if calls)
    missing = tuple(Note(text) for text in _missing(planned))
    clear = {target: {each.call for each in calls if each.outcome != "undecided"} for target, calls in sound.items()}
    blocks: tuple[Block, ...] = (
        *answers,
        _chart(found, clear),
        Note(_HOW_TO_READ, "How to read it:"),
        _table(found),
        *_again(planned),
        *missing,
    )
    yield Section(
        ID,
        ORDER,
        TITLE,
        (hidden_locks.__doc__ or "").strip(),
        blocks,
        brief=answers or missing,
        group="Safety",
    )


def _missing(planned: Sequence[Summary]) -> list[str]:
    """Return a line for each target and reason for which something has no figure."""
    absent = [
        f"On {each.trial.target} {TOLD[call].called} was not measured: {why}."
        for each in planned
        if isinstance(each.drawn, Drawn)
        for call, why in each.drawn.absent.items()
    ]
    return [*nothing_shown.each(planned), *absent]


def _again(planned: Sequence[Summary]) -> Iterator[Note]:
    """Say what comes of slow code that makes the same call again, where that does not just work."""
    where: dict[tuple[str, str], list[str]] = {}
    said = [(each.trial.target, each.drawn.again) for each in planned if isinstance(each.drawn, Drawn)]
    for target, calls in said:
        for call, outcome in calls.items():
            where.setdefault((call, outcome), []).append(target)
    told = [
        f"{TOLD[call].called} {words} ({', '.join(targets)})"
        for (call, outcome), targets in where.items()
        if (words := _of_inner(call, outcome))
    ]
    if any(calls for _, calls in said):
        rest = f"{'; '.join(told)}; the others work" if told else "all of them work"
        yield Note(f"{rest}.", "If the slow code makes the same call again:")


def _of_inner(call: str, outcome: str) -> str:
    """Return what comes of a call inside of the same call; empty where it just works."""
    if outcome == WORKS:
        return "gets half a module" if call == IMPORT else ""
    return "blocks for good" if outcome == BLOCKS else f"raises {outcome}"


def _answer(target: str, found: Sequence[Found]) -> str:
    """Return what was found on an interpreter."""
    locks, none, unclear = (with_outcome(found, outcome) for outcome in ("lock", "no lock", "undecided"))
    parts = [
        f"On {target} two threads take turns in {_names(locks)}, though no lock is to be seen."
        if locks
        else f"On {target} no call clearly makes two threads take turns."
    ]
    if none:
        parts.append(f"They do not in {_names(none)}.")
    if unclear:
        parts.append(f"Undecided: {_names(unclear)}.")
    return " ".join(parts)


def _names(found: Sequence[Found]) -> str:
    return fmt.listed([each.called for each in found])


def _chart(found: ByTarget, clear: Mapping[str, set[str]]) -> Chart:
    """Draw how long two threads take that share what they call, a lane for each interpreter."""
    series = tuple(
        Series(target, "", TOLD[call].called, (_mark(target, calls[call], call in clear[target]),))
        for call in ALL
        for target, calls in found.items()
        if call in calls
    )
    ends = [end for each in series for mark in each.marks for end in (mark.low, mark.value, mark.high) if end]
    return Chart(
        kind="points",
        title="How long two threads take that share what they call",
        finding=_finding(found),
        axis=Axis(
            "until both are done ÷ one thread's time, logarithmic",
            "×",
            log=True,
            limits=(min([0.9, *ends]) / 1.02, max([2.2, *ends]) * 1.02),
            reference=1.0,
            ideal=2.0,
            ends=("at once", "one after the other"),
        ),
        series=series,
    )


def _mark(target: str, found: Found, clear: bool) -> Mark:  # noqa: FBT001  as a mark has it
    shared = found.shared
    hint = f"{found.called} on {target}: {fmt.ratio_interval(shared)}; with a thing each {fmt.ratio(found.own.value)}"
    return Mark(None, shared.value, shared.low, shared.high, hint, clear=clear)


def _finding(found: ByTarget) -> str:
    """Say of each interpreter which calls two threads make at once, and which one after the other."""
    told = []
    for target, calls in found.items():
        slow = [f"{fmt.ratio(each.shared.value)} in {each.called}" for each in calls.values() if _waits(each)]
        controls = [each.own.value for each in calls.values()]
        reach = f"with a thing each {fmt.span(min(controls), max(controls))}×"
        told.append(f"On {target} {', '.join(slow) or 'as long in every call'}; {reach}")
    return f"Two threads take, of one thread's time: {'. '.join(told)}."


def _waits(found: Found) -> bool:
    return found.shared.value > TURNS


def _table(found: ByTarget) -> Table:
    known = [call for call in ALL if any(call in calls for calls in found.values())]
    return Table(
        "Time until two threads are done that share it ÷ one thread's time, with 95 % intervals; below it the same "
        "with a thing each, and what it means",
        (
            Column("call", form="code"),
            Column("what is shared", form="words"),
            *(Column(target, numeric=True) for target in found),
            Column("what to do", form="words"),
        ),
        tuple(_row(call, found) for call in known),
    )


def _row(call: str, found: ByTarget) -> tuple[Content, ...]:
    told = TOLD[call]
    cells = (_cell(calls[call]) if call in calls else fmt.MISSING for calls in found.values())
    return (told.called, Cell(told.shared, (f"control: {told.own}",)), *cells, told.advice)


def _cell(found: Found) -> Cell:
    return Cell(fmt.ratio_interval(found.shared), (fmt.ratio_interval(found.own), _MEANS[found.outcome]))
