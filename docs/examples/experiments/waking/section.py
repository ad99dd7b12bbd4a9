"""Waking: one table."""

from collections.abc import Iterator

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.model import Absent, Section
from gilbench.model.blocks import Column, Note, Table


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is none."""
    found = {each.id: evidence.figure("late", each.id) for each in evidence.manifest.targets}
    rows = tuple((target, fmt.time_interval(late)) for target, late in found.items() if late is not None)
    if not rows:
        yield Absent("waking", 500, "Waking", "it was not asked for")
        return
    table = Table("How late a sleeping thread wakes", (Column("interpreter"), Column("late", numeric=True)), rows)
    brief = tuple(Note(f"A sleeping thread wakes {late} late on {target}.") for target, late in rows)
    yield Section("waking", 500, "Waking", "How late does a sleeping thread wake?", (table,), brief)
