"""The same trials on two interpreters: means per class of work, and a chart per pair."""

from collections.abc import Iterator, Sequence

from gilbench import fmt, legible
from gilbench.analysis import unequal_items
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.interpreters import (
    InterpreterRow,
    apart,
    class_means,
    interpreter_rows,
    pairs,
)
from gilbench.experiments.throughput.section.means import tables
from gilbench.experiments.throughput.section.nearness import distance
from gilbench.model import Absent, Section
from gilbench.model.blocks import Axis, Block, Chart, Column, Mark, Note, Series, Table
from gilbench.report.states import LOOKS

ID, ORDER, TITLE = "interpreters", 90, "Interpreters"

ROWS_DRAWN = 20
_COLUMNS = (
    Column("workload"),
    Column("strategy"),
    Column("workers", numeric=True),
    Column("ratio", numeric=True),
    Column("state"),
)


def section(evidence: Evidence) -> Section | Absent:
    """Return the means and the charts of all pairs."""
    compared = pairs(evidence)
    rows = interpreter_rows(compared, evidence.standard)
    if not rows:
        one = len(evidence.manifest.targets) == 1
        reason = "one interpreter was measured" if one else "no trial went well on two interpreters"
        return Absent(ID, ORDER, TITLE, reason)
    question = "What do I gain or lose by changing the interpreter?"
    blocks = (*tables(class_means(compared)), *_charts(evidence, rows))
    return Section(ID, ORDER, TITLE, question, blocks, group="Comparisons")


def _charts(evidence: Evidence, rows: Sequence[InterpreterRow]) -> Iterator[Block]:
    margin = evidence.standard.least
    by_pair: dict[tuple[str, str], list[InterpreterRow]] = {}
    for row in rows:
        by_pair.setdefault((row.base, row.other), []).append(row)
    yield from (chart(members, margin, apart(evidence, *both)) for both, members in by_pair.items())
    words = (
        "right of the line the second interpreter is faster. Filled marks are clear differences, hollow ones are "
        f"not; the shaded zone is the margin of {fmt.share(margin)}. {fmt.plural(len(rows), 'comparison')} were made; "
        "the workload, its strategy and the number of workers stand above each mark."
    )
    yield Note(words, "How to read it:")
    unequal = unequal_items.in_words(evidence.manifest.plan.trials)
    if unequal:
        yield Note(f"{unequal}, since an item is the same work on all of them.", "What is compared:")


def chosen(rows: Sequence[InterpreterRow]) -> tuple[list[InterpreterRow], list[InterpreterRow]]:
    """Split the rows of one pair into those that are drawn, the largest gain first, and those that are only listed."""
    far_first = sorted(rows, key=lambda row: distance(row.ratio.value), reverse=True)
    drawn, rest = far_first[:ROWS_DRAWN], far_first[ROWS_DRAWN:]
    return sorted(drawn, key=lambda row: -row.ratio.value), rest


def chart(rows: Sequence[InterpreterRow], margin: float, differing: str) -> Chart:
    """Draw one pair: base time ÷ other time, on an axis where twice and half are equally far from 1.

    `differing` says what sets the two apart; empty if it is nothing.
    """
    base, other = rows[0].base, rows[0].other
    drawn, rest = chosen(rows)
    title = f"{other} against {base}"
    return Chart(
        kind="points",
        title=title,
        finding=_finding(drawn, base, other, differing),
        axis=Axis(
            f"time per item on {base} ÷ on {other}",
            "×",
            log=True,
            reference=1.0,
            band=margin,
            ends=("slower", "faster"),
        ),
        series=tuple(_series(row) for row in drawn),
        details=tuple((_label(row), _outcome(row)) for row in drawn),
        values=Table(f"{title}: values", _COLUMNS, tuple(map(_values, [*drawn, *rest])), shape="tall"),
        undrawn=tuple(f"{row.workload} with {row.strategy}" for row in rest),
    )


def _series(row: InterpreterRow) -> Series:
    clear = row.state in {"faster", "slower"}
    hint = f"{_label(row)}: {fmt.ratio_interval(row.ratio)}"
    return Series("", "", _label(row), (Mark(None, row.ratio.value, row.ratio.low, row.ratio.high, hint, clear),))


def _values(row: InterpreterRow) -> tuple[str, ...]:
    state = f"{LOOKS[row.state].glyph} {LOOKS[row.state].word}"
    return row.workload, row.strategy, fmt.count(row.workers), fmt.ratio_interval(row.ratio), state


def _outcome(row: InterpreterRow) -> str:
    return f"{LOOKS[row.state].glyph} {fmt.ratio(row.ratio.value)} {LOOKS[row.state].word}"


def _label(row: InterpreterRow) -> str:
    workers = "" if row.workers == 1 else f" × {row.workers}"
    return legible.one_line(f"{row.workload} · {row.strategy}{workers}")


def _finding(rows: Sequence[InterpreterRow], base: str, other: str, differing: str) -> str:
    most, least = rows[0], rows[-1]
    how = f" ({differing})" if differing else ""
    return (
        f"{other} against {base}{how}, above 1 means that {other} is faster: from "
        f"{fmt.ratio(least.ratio.value)} ({least.workload}, {least.strategy}) to "
        f"{fmt.ratio(most.ratio.value)} ({most.workload}, {most.strategy})."
    )
