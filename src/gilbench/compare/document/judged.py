"""What was compared with what, how it was decided, and what speaks against believing it."""

from collections.abc import Iterator

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
    yield Table("What was compared", _COLUMNS, tuple(map(_cells, comparison.sources)), shape="facts")
    lines = words.closing(comparison, everything=True)
    yield Entries(tuple(("", f"{line[:1].upper()}{line[1:]}") for line in (*lines, known_by(comparison))))


_COLUMNS = tuple(map(Column, ("run", "measured", "gilbench", "usable CPUs", "interpreters", "noise floor")))


def _cells(source: Source) -> tuple[str, ...]:
    return (
        source.name,
        legible.moment(source.created),
        source.gilbench,
        fmt.count(source.usable_cpus),
        "; ".join(f"{name}: {label}" for name, label in source.targets),
        "not measured" if source.floor is None else fmt.share(source.floor.share),
    )
