"""What to use: a row per class of work, a column per interpreter."""

from collections.abc import Mapping, Sequence

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.decisions import Decision, decisions
from gilbench.model import Absent, Section
from gilbench.model.blocks import Cell, Column, Content, Table

ID, ORDER, TITLE = "decision", 20, "What to use"


def section(evidence: Evidence) -> Section | Absent:
    """Return the table of decisions."""
    found = [row for target in evidence.manifest.subjects for row in decisions(evidence, target)]
    if not found:
        return Absent(ID, ORDER, TITLE, "no strategy was measured beside serial code in two rounds or more")
    families = {each.trial.strategy_label: each.strategy.family for each in evidence.throughput}
    return Section(ID, ORDER, TITLE, "Which strategy for my kind of work?", (table(found, families),))


def table(found: Sequence[Decision], families: Mapping[str, str]) -> Table:
    """Write decisions down; `families` has the family of each strategy, by its label."""
    targets = list(dict.fromkeys(each.target for each in found))
    by_class: dict[str, dict[str, Content]] = {}
    for each in found:
        by_class.setdefault(each.workload_class, {})[each.target] = _cell(each, families)
    return Table(
        "The simplest strategy that clearly gains and that nothing clearly beats, with its speed-up against serial "
        "(95 % interval)",
        (Column("class of work"), *map(Column, targets)),
        tuple((name, *(row.get(target, fmt.MISSING) for target in targets)) for name, row in by_class.items()),
        shape="wide",
    )


def _cell(decision: Decision, families: Mapping[str, str]) -> Cell:
    return Cell(
        text=decision.use,
        more=(
            fmt.ratio_interval(decision.speedup) if decision.speedup else "no clear gain",
            f"instead of {decision.instead_of}",
            f"{decision.confidence} confidence, from {decision.workload}",
        ),
        family=families.get(decision.use, "serial"),
    )
