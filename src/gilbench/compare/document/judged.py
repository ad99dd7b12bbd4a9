"""What was compared with what, how it was decided, and what speaks against believing it."""

from collections.abc import Iterator, Sequence

from gilbench import fmt, legible
from gilbench.compare import words
from gilbench.compare.document.strength import known_by
from gilbench.compare.records import Comparison, Source
from gilbench.model import Section
from gilbench.model.blocks import Block, Column, Entries, Note, Table

ORDER = 22


def section(comparison: Comparison) -> Section:
    """Return warnings, the runs, and the rules that rows were judged by."""
    question = "How was it decided, and what speaks against believing it?"
    return Section("trust", ORDER, "How far to trust it", question, tuple(_blocks(comparison)))


def _blocks(comparison: Comparison) -> Iterator[Block]:
    for warning in comparison.warnings:
        yield Note(warning, "Warning:", "warning")
    yield _runs(comparison.sources)
    lines = words.rules(comparison)
    yield Entries(tuple(("", f"{line[:1].upper()}{line[1:]}") for line in (*lines, known_by(comparison))))


def _runs(sources: Sequence[Source]) -> Table:
    """Describe the runs side by side: their interpreters have long names."""
    told = [_facts(each) for each in sources]
    names = dict.fromkeys(name for each in told for name in each)
    rows = tuple((name, *(each.get(name, fmt.MISSING) for each in told)) for name in names)
    columns = (Column("run"), *(Column(each.name) for each in sources))
    return Table("What was compared", columns, rows, shape="facts")


def _facts(source: Source) -> dict[str, str]:
    return {
        "measured": legible.moment(source.created),
        "by gilbench": source.gilbench,
        "usable CPUs": fmt.count(source.usable_cpus),
        "noise floor": "not measured" if source.floor is None else fmt.share(source.floor.share),
        **dict(source.targets),
    }
