"""Primitives: a table per group of benchmarks, a column per file that pytest-benchmark wrote."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from gilbench import fmt, legible
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.primitives.stored import Benchmark, Measured, Prices, Stats
from gilbench.model import Absent, Section
from gilbench.model.blocks import Block, Cell, Column, Content, Entries, Folded, Note, Table

ID, ORDER, TITLE = "primitives", 68, "Price list"

SHOWN = 20  # rows of a table that stand open where space is short
_LETTERS = 100  # of a name that somebody else chose
LOCK, CALL = "test_uncontended[Lock]", "test_call"  # what others are relative to, and what is in all of them
_HOW_TO_READ = (
    "pytest-benchmark's own timings: the median of its rounds, below it the quartiles, between which half of the "
    "rounds lie, and their number. gilbench has neither scheduled nor checked these measurements: nothing else on this "
    "page is compared with them, and no sentence of the verdict rests on them."
)
_RELATIVE = (
    f"A ratio in a cell is the median divided by that of {LOCK} on the same interpreter; each of the two has "
    f"the call in it that {CALL} times."
)


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the tables of what pytest-benchmark wrote into the run's folder."""
    found = evidence.stored.get("primitives")
    yield section_of(found if isinstance(found, Prices) else None)


def section_of(prices: Prices | None) -> Section | Absent:
    """Return a table for each group of benchmarks, or why there is none."""
    if prices is None:
        why = (
            "pytest-benchmark has written nothing here; in a checkout, tox -e primitives -- --into RUN adds a price "
            "list, and pytest --benchmark-json RUN/primitives.json adds benchmarks of your own"
        )
        return Absent(ID, ORDER, TITLE, why)
    measured = {file: each for file, each in prices.files.items() if each.benchmarks}
    if not measured:
        return Absent(ID, ORDER, TITLE, f"there is no benchmark in {fmt.listed([*map(_text, prices.files)])}")
    heads = _heads(measured)
    locks = {file: median for file, each in measured.items() if (median := each.median(LOCK))}
    how = f"{_HOW_TO_READ} {_RELATIVE}" if locks else _HOW_TO_READ
    tables = _tables(measured, heads, locks)
    blocks = (*_finding(measured, heads, locks), *tables, _origin(measured, heads), Note(how, "How to read it:"))
    question = "What do the primitives of threads and locks cost, measured by pytest-benchmark?"
    return Section(ID, ORDER, TITLE, question, blocks, group="Prices")


def _finding(measured: dict[str, Measured], heads: dict[str, str], locks: dict[str, float]) -> Iterator[Note]:
    """Say what a lock costs that nobody else wants: the measure of the other prices."""
    told = []
    for file, median in locks.items():
        call = measured[file].median(CALL)
        nothing = "" if call is None else f" (a call that does nothing: {fmt.time(call)})"
        told.append(f"{fmt.time(median)} on {heads[file]}{nothing}")
    if told:
        yield Note(f"Taking a lock that nobody else wants, and giving it back, takes {'; '.join(told)}.")


def _tables(measured: dict[str, Measured], heads: dict[str, str], locks: dict[str, float]) -> Iterator[Block]:
    groups = dict.fromkeys(bench.group or None for each in measured.values() for bench in each.benchmarks)
    for group in groups:
        members = {
            file: [bench for bench in each.benchmarks if (bench.group or None) == group]
            for file, each in measured.items()
        }
        name = _text(group) if group else "Benchmarks without a group" if len(groups) > 1 else "Benchmarks"
        there = {file: of for file, of in members.items() if of}
        yield _table(f"{name}: medians with their quartiles", there, heads, locks)


def _table(caption: str, members: dict[str, list[Benchmark]], heads: dict[str, str], locks: dict[str, float]) -> Table:
    counts = [Counter(each.name for each in of) for of in members.values()]
    shared = {name for count in counts for name, times in count.items() if times > 1}
    rows: dict[str, dict[str, Content]] = {}
    for file, of in members.items():
        for each in of:
            name = each.fullname if each.fullname and each.name in shared else each.name
            rows.setdefault(name, {})[file] = _cell(each.stats, locks.get(file))
    return Table(
        caption,
        (Column("benchmark", form="code"), *(Column(heads[file], numeric=True) for file in members)),
        tuple((_text(name), *(row.get(file, fmt.MISSING) for file in members)) for name, row in rows.items()),
        shown=SHOWN,
    )


def _cell(stats: Stats, lock: float | None) -> Cell:
    quartiles = fmt.quantity_span(stats.q1, stats.q3, "s")
    rounds = "" if stats.rounds is None else fmt.plural(stats.rounds, "round")
    relative = f"{fmt.ratio(stats.median / lock)} Lock" if lock else ""
    return Cell(fmt.time(stats.median), tuple(filter(None, (relative, quartiles, rounds))))


def _origin(measured: dict[str, Measured], heads: dict[str, str]) -> Folded:
    entries = Entries(tuple((heads[file], _told(file, each)) for file, each in measured.items()))
    return Folded("When it was measured", (entries,))


def _told(file: str, measured: Measured) -> str:
    tool = f"pytest-benchmark {measured.version}".strip()
    when = legible.moment(measured.datetime) or "no date"
    return legible.one_line(f"{fmt.plural(len(measured.benchmarks), 'benchmark')}, {tool}, {when}, {file}")


def _heads(measured: dict[str, Measured]) -> dict[str, str]:
    """Name the interpreters by their labels, and by their files where that does not tell them apart."""
    labels = Counter(each.machine_info.label for each in measured.values())
    return {
        file: _text(label) if (label := each.machine_info.label) and labels[label] == 1 else _head(file, each)
        for file, each in measured.items()
    }


def _head(file: str, measured: Measured) -> str:
    """Name the interpreter, and what the file's name adds: pytest-benchmark does not tell free-threaded builds."""
    machine = measured.machine_info
    label = _text(machine.label or f"{machine.python_implementation} {machine.python_version}")
    said = _text(PurePath(file).stem.removeprefix("primitives").strip("-_. "))
    return f"{label} ({said})" if said else label


def _text(name: str) -> str:
    return legible.shortened(legible.one_line(name), _LETTERS)
