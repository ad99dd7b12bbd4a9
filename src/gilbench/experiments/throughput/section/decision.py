"""What to use: a row per class of work, a column per interpreter."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.by_threads import ByThreads
from gilbench.experiments.throughput.analysis.decisions import Decision, decisions, with_the_fastest
from gilbench.experiments.throughput.claims.told import told
from gilbench.experiments.throughput.section.bars import shares
from gilbench.experiments.throughput.section.switching import rows as of_switching
from gilbench.interpreters.naming import head
from gilbench.model import Absent, Section
from gilbench.model.blocks import Cell, Column, Content, Entries, Folded, Note, Table
from gilbench.plan.classes import PURE_PYTHON, of_its_own, place
from gilbench.plan.trial import SERIAL

ID, ORDER, TITLE = "decision", 2, "What to use"

_READING = (
    "First what plain threads do against serial code, then the simplest strategy that clearly gains and that nothing "
    "clearly beats, then the time of an item from serial code to it. An item is the same work on every interpreter, so "
    "times compare across a row. Serial code is advised only where a gain of everything measured is ruled out."
)
_SEEN = 0.01  # of the time: a smaller share is not put into words
_SIGNS = "▲ faster than serial code, ≈ no gain, ▼ slower, ? undecided, ★ the fastest of the row"
_BRACKETS = ", in brackets: less than identical trials differed by"


def section(evidence: Evidence) -> Section | Absent:
    """Return the table of decisions, and why each was taken."""
    targets = evidence.manifest.subjects
    rows = [row for target in targets for row in decisions(evidence, target, told(evidence, target))]
    found = with_the_fastest(rows, evidence.standard)
    if not found:
        return Absent(ID, ORDER, TITLE, "no strategy was measured beside serial code in the same round")
    heads = {each.id: head(each.id, each.facts) for each in targets}
    shown, short, costs = table(found, heads), brief(found, heads), tuple(of_switching(evidence, targets))
    question = "What do threads do with my kind of work, and what else is there?"
    blocks = (
        replace(shown, rows=(*shown.rows, *costs)),
        Note(_READING, "How to read it:"),
        why(found),
    )
    return Section(ID, ORDER, TITLE, question, blocks, brief=(replace(short, rows=(*short.rows, *costs)),))


def table(found: Sequence[Decision], heads: Mapping[str, str]) -> Table:
    """Write decisions down, an interpreter in each column; `heads` has their names."""
    targets = _decided_on(found, heads)
    brackets = _BRACKETS if any(each.threads and each.threads.doubtful for each in found) else ""
    return Table(
        f"Threads, and what to use for each {_called(found)}: {_SIGNS}{brackets}",
        _columns(found, targets, heads),
        tuple(row for name, cells in _by_class(found, cell) for row in _rows(name, cells, found, targets)),
        shape="wide cards",
    )


def brief(found: Sequence[Decision], heads: Mapping[str, str]) -> Table:
    """Write the same down in as few lines as say it, and without where the time went."""
    targets = _decided_on(found, heads)
    return Table(
        f"What threads do, what to use, and the time per item from serial code to it: {_SIGNS}",
        _columns(found, targets, heads),
        tuple((name, *_placed(cells, targets)) for name, cells in _by_class(found, _short)),
    )


def _decided_on(found: Sequence[Decision], heads: Mapping[str, str]) -> list[str]:
    return [name for name in heads if any(each.target == name for each in found)]


def _columns(found: Sequence[Decision], targets: Sequence[str], heads: Mapping[str, str]) -> tuple[Column, ...]:
    return (Column(_called(found)), *(Column(heads[name], about=name) for name in targets))


def _called(found: Sequence[Decision]) -> str:
    """Return what a row is: a kind of work, or where nobody says of any what it does, a workload."""
    return "workload" if all(of_its_own(each.workload_class) for each in found) else "kind of work"


def _by_class(
    found: Sequence[Decision], write: Callable[[Decision], Cell]
) -> Iterator[tuple[str, Mapping[str, Content]]]:
    """Yield the classes of work in their order, with the decisions on each target, written down."""
    for name in sorted(dict.fromkeys(each.workload_class for each in found), key=place):
        yield name, {each.target: write(each) for each in found if each.workload_class == name}


def _placed(cells: Mapping[str, Content], targets: Sequence[str]) -> Iterator[Content]:
    return (cells.get(target, fmt.MISSING) for target in targets)


def _rows(
    name: str, cells: Mapping[str, Content], found: Sequence[Decision], targets: Sequence[str]
) -> Iterator[tuple[Content, ...]]:
    """Yield the row of a class, and for pure Python and work of unknown kind one with the time of those threads."""
    yield (name, *_placed(cells, targets))
    times = {each.target: _time(each.threads.summary) for each in found if each.threads and each.workload_class == name}
    if (name == PURE_PYTHON or of_its_own(name)) and any(each != fmt.MISSING for each in times.values()):
        yield ("where the time of these threads goes", *_placed(times, targets))


def _time(summary: Summary) -> Content:
    side = summary.side
    if side.running is None or summary.own_threads is not None:
        return fmt.MISSING
    parts = {"running": side.running, "no CPU free": side.ready, "blocked": side.blocked}
    shown = [f"{fmt.share(share)} {words}" for words, share in parts.items() if share is not None and share >= _SEEN]
    return Cell(", ".join(shown), bar=shares(side.running, side.ready, side.blocked))


def why(found: Sequence[Decision]) -> Folded:
    """Give the reasons of each decision, with its gain and its interval."""
    lines = tuple((f"{each.workload_class}, {each.target}", "; ".join(_reasons(each))) for each in found)
    return Folded("Why, and how sure that is", (Entries(lines),))


def cell(decision: Decision) -> Cell:
    """Write one decision down."""
    threads, more = decision.threads, (_use(decision), _seconds(decision))
    best = decision.among_the_fastest > 0
    if threads is None:
        return Cell(more[0], more[1:], best=best)
    effect = threads.gain.value if threads.state in {"faster", "slower"} else None
    return Cell(_threads(threads), more, state=threads.state, effect=effect, best=best, doubtful=threads.doubtful)


def _short(decision: Decision) -> Cell:
    """Write one decision down in short lines: where plain threads are what to use, they are named once."""
    shown, threads = replace(cell(decision), best=False), decision.threads
    if threads is None:
        return shown
    said, more = "threads", [_use(decision), _seconds(decision)]
    if decision.answer == "serial":
        more = [f"{SERIAL} {_seconds(decision)}"]
    elif decision.answer == "use" and (decision.family, decision.gain) == ("threads", threads.gain):
        said, more = decision.strategy, [_seconds(decision)]
    return replace(shown, text=f"{said} {_gained(threads)}", more=(*_cpu(threads), *more))


def _threads(threads: ByThreads) -> str:
    return ", ".join((f"threads {_gained(threads)}", *_cpu(threads)))


def _gained(threads: ByThreads) -> str:
    return f"{fmt.ratio(threads.gain.value)}{' if idle' if threads.when_idle else ''}"


def _cpu(threads: ByThreads) -> tuple[str, ...]:
    return () if threads.cpu is None else (f"{fmt.ratio(threads.cpu.value)} the CPU",)


def _use(decision: Decision) -> str:
    if decision.answer == "undecided":
        return f"undecided: {_likeliest(decision)}?"
    return "serial code" if decision.answer == "serial" else decision.strategy


def _seconds(decision: Decision) -> str:
    serially = decision.answer == "serial"
    shown = fmt.time(decision.serial) if serially else fmt.time_change(decision.serial, decision.seconds)
    return f"{shown} ★" if decision.among_the_fastest else shown


def _reasons(decision: Decision) -> Iterator[str]:
    if decision.answer == "undecided":
        yield f"likeliest: {_likeliest(decision)}" + (f"; {decision.strategy}" if decision.rather_serial else "")
    if decision.gain is not None:
        yield f"{decision.strategy} {_gain(decision)}"
    if decision.among_the_fastest:
        yield {1: "the fastest"}.get(decision.among_the_fastest, "among the fastest")
    yield from decision.because
    source = () if of_its_own(decision.workload_class) else (f"from {decision.workload}",)
    confidence = () if decision.confidence is None else (f"{decision.confidence} confidence",)
    if found := (*confidence, *source):
        yield ", ".join(found)


def _likeliest(decision: Decision) -> str:
    return SERIAL if decision.rather_serial else decision.strategy


def _gain(decision: Decision) -> str:
    idle = " on an idle machine" if decision.when_idle else ""
    return f"{fmt.ratio_interval(decision.gain)}{idle}"
