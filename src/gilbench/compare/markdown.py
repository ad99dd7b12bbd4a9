"""A comparison as Markdown, for job summaries and pull requests."""

import bisect
from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.compare import words
from gilbench.compare.records import Comparison, ComparisonRow
from gilbench.report.markdown import table, text
from gilbench.report.states import LOOKS


def render(comparison: Comparison, *, everything: bool = False, most: int | None = None) -> str:
    """Return GitHub-flavoured Markdown; same and undecided rows only if `everything`, at most `most` per table."""
    parts = (
        _warnings(comparison),
        *(_sides(comparison, base, new, everything=everything, most=most) for base, new in words.sides(comparison)),
        _closing(comparison, everything=everything),
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def fitting(comparison: Comparison, room: int, *, everything: bool = False) -> str | None:
    """Return what `render` does if it has no more than `room` bytes, else the same with fewer rows in each table.

    The rows that are left out are counted. None if there is not even room for the rest.
    """
    whole = render(comparison, everything=everything)
    if _size(whole) <= room:
        return whole
    sizes = range(len(comparison.rows) + 1)
    fewer = bisect.bisect_right(
        sizes, room, key=lambda most: _size(render(comparison, everything=everything, most=most))
    )
    return render(comparison, everything=everything, most=sizes[fewer - 1]) if fewer else None


def _size(markdown: str) -> int:
    return len(markdown.encode())


def _warnings(comparison: Comparison) -> Iterator[str]:
    yield from (f"- **{text(warning)}**" for warning in comparison.warnings)


def _sides(comparison: Comparison, base: str, new: str, *, everything: bool, most: int | None) -> Iterator[str]:
    experiments = words.experiments(comparison)
    yield f"### gilbench: {text(base)} → {text(new)}"
    yield ""
    rows = words.listed(comparison, base, new, everything=everything)
    shown = rows[:most]
    if shown:
        yield from table(words.HEAD, [_cells(row, experiments) for row in shown], numeric=(2,))
    if len(shown) < len(rows):
        yield ""
        yield f"{fmt.plural(len(rows) - len(shown), 'row')} left out here for want of room."
    if not rows:
        yield "No difference that could be shown."
    means = words.means(comparison, base, new)
    if means:
        yield ""
        yield from table(
            words.HEAD_OF_MEANS,
            (
                (
                    text(words.called(mean.workload_class, mean.experiment, experiments) + words.of_family(mean)),
                    fmt.count(mean.rows),
                    fmt.ratio_interval(mean.ratio),
                )
                for mean in means
            ),
            numeric=(1, 2),
        )


def _cells(row: ComparisonRow, experiments: Sequence[str]) -> tuple[str, ...]:
    needed = words.still_needed(row)
    return (
        text(words.called(row.workload, row.experiment, experiments)),
        text(row.strategy_in_words),
        fmt.count(row.workers),
        f"{LOOKS[row.verdict].glyph} {words.outcome(row)}" + (f", {text(needed)}" if needed else ""),
    )


def _closing(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    yield from (f"- {text(line)}" for line in words.closing(comparison, everything=everything))
    if everything:
        yield from (f"  - {text(line)}" for line in comparison.one_sided)
