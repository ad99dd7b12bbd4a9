"""A comparison on a terminal: plain, one block per base and new side."""

from collections.abc import Iterator
from textwrap import wrap

from gilbench.comparison import Comparison, ComparisonRow
from gilbench.report import comparison_words as words
from gilbench.report import fmt
from gilbench.report.states import LOOKS, to_ascii

WIDEST = 100
_GAP = "  "
_WORKLOAD, _STRATEGY, _SIDE = 28, 26, 46  # letters of a name; longer ones are cut


def render(comparison: Comparison, *, everything: bool = False, unicode: bool = True) -> str:
    """Return plain text; same and undecided rows only if `everything`, ASCII only unless `unicode`."""
    text = "\n".join(line.rstrip() for line in _lines(comparison, everything=everything)) + "\n"
    return text if unicode else to_ascii(text)


def _lines(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    for warning in comparison.warnings:
        yield from _wrapped(warning)
    for number, (base, new) in enumerate(words.sides(comparison)):
        if number or comparison.warnings:
            yield ""
        yield f"{_name(base, _SIDE)} → {_name(new, _SIDE)}"
        rows = words.listed(comparison, base, new, everything=everything)
        yield from _table([_cells(row) for row in rows])
        yield from _means(comparison, base, new)
    yield ""
    for line in words.closing(comparison, everything=everything):
        yield from _wrapped(line)
    if everything:
        for line in comparison.one_sided:
            yield from _wrapped(f"- {line}")


def _cells(row: ComparisonRow) -> tuple[str, ...]:
    return (
        f"{LOOKS[row.verdict].glyph} {_name(row.workload, _WORKLOAD)}",
        _name(row.strategy, _STRATEGY),
        fmt.count(row.workers),
        words.outcome(row),
    )


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    if not rows:
        yield "  no difference that could be shown"
        return
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for workload, strategy, workers, outcome in rows:
        yield _GAP.join((f"{workload:<{widths[0]}}", f"{strategy:<{widths[1]}}", f"{workers:>{widths[2]}}", outcome))


def _means(comparison: Comparison, base: str, new: str) -> Iterator[str]:
    for mean in words.means(comparison, base, new):
        rows = fmt.plural(mean.rows, "row")
        group = _name(mean.workload_class, _WORKLOAD)
        yield f"  geometric mean, {group}: {fmt.ratio_interval(mean.ratio)}, {rows}"


def _name(text: str, letters: int) -> str:
    return fmt.shortened(fmt.one_line(text), letters)


def _wrapped(text: str) -> list[str]:
    return wrap(fmt.one_line(text), WIDEST, subsequent_indent=_GAP)
