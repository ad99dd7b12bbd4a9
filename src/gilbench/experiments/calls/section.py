"""What holds the GIL: a table per interpreter, the longest stalls first."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.model import Absent, Section
from gilbench.model.blocks import Block, Column, Entries, Folded, Note, Table
from gilbench.probe import contending, words
from gilbench.probe.columns import CALL, TARGET, columns
from gilbench.probe.columns import Column as Shown
from gilbench.probe.results import Probed, Probes, by_stall

ID, ORDER, TITLE = "what-holds-the-gil", 69, "What holds the GIL"

SHOWN = 20  # calls of a target that stand open; the rest is folded
_HOW_TO_READ = (
    "“held” is the share of the call's CPU time during which it keeps the GIL, with its 95 % interval. While it does, "
    "no other thread runs Python code; the longest time that one had to wait is the “longest stall”. Python code "
    "hands the GIL over every few milliseconds, a call into C cannot be interrupted. The last columns are bounds of "
    "what so many threads can bring, calculated and no forecasts: by their number or, where it says so, by the GIL or "
    "the CPUs of that machine."
)


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the tables of what was probed into the run's folder."""
    found = evidence.stored.get("calls")
    yield section_of(found if isinstance(found, Probes) else None)


def section_of(probes: Probes | None) -> Section | Absent:
    """Return the tables of all targets that have results."""
    if probes is None:
        return Absent(ID, ORDER, TITLE, "no call was probed; gilbench probe --stdlib --into this folder adds it")
    question = "Which calls keep others from running, and for how long?"
    given = (Note(words.with_variables(probes)),) if probes.variables else ()
    how = " ".join([_HOW_TO_READ, *contending.how_to_read(probes.calls)])
    blocks = (*given, *_blocks(probes), Note(how, "How to read it:"))
    return Section(ID, ORDER, TITLE, question, blocks, group="What holds the GIL")


def _blocks(probes: Probes) -> Iterator[Block]:
    for target, label in probes.targets.items():
        results = [each for each in probes.calls if each.target == target]
        if results:
            yield from _of_target(target, label, results)


def _of_target(target: str, label: str, results: list[Probed]) -> Iterator[Block]:
    measured = by_stall(each for each in results if each.state == "ok")
    shown = [each for each in columns(measured) if each.head != TARGET]
    yield _table(f"Calls on {label} ({target}), the longest stall first", measured[:SHOWN], shown, "sticky")
    if rest := measured[SHOWN:]:
        summary = f"{fmt.plural(len(rest), 'call')} with shorter stalls"
        yield Folded(summary, (_table(f"More calls on {target}", rest, shown, "sticky tall"),))
    if lines := [*words.remarked(measured), *words.lost(results)]:
        entries = Entries(tuple(("", line) for line in lines))
        yield Folded(f"{fmt.plural(len(lines), 'remark')} on {target}", (entries,))


def _table(caption: str, results: list[Probed], shown: Sequence[Shown], shape: str) -> Table:
    heads = tuple(Column(each.head, numeric=each.numeric, form="code" if each.head == CALL else "") for each in shown)
    rows = tuple(tuple(each.cell(result) for each in shown) for result in results)
    return Table(caption, heads, rows, shape=shape)
