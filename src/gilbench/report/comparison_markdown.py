"""A comparison as Markdown, for job summaries and pull requests."""

from collections.abc import Iterator

from gilbench.comparison import Comparison
from gilbench.report import comparison_words as words
from gilbench.report import fmt
from gilbench.report.markdown import table, text
from gilbench.report.states import LOOKS


def render(comparison: Comparison, *, everything: bool = False) -> str:
    """Return GitHub-flavoured Markdown; same and undecided rows only if `everything`."""
    parts = (
        _warnings(comparison),
        *(_sides(comparison, base, new, everything=everything) for base, new in words.sides(comparison)),
        _closing(comparison, everything=everything),
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def _warnings(comparison: Comparison) -> Iterator[str]:
    yield from (f"- **{text(warning)}**" for warning in comparison.warnings)


def _sides(comparison: Comparison, base: str, new: str, *, everything: bool) -> Iterator[str]:
    yield f"### {text(base)} → {text(new)}"
    yield ""
    rows = words.listed(comparison, base, new, everything=everything)
    if rows:
        yield from table(
            ("workload", "strategy", "workers", "new against base"),
            (
                (
                    text(row.workload),
                    text(row.strategy),
                    fmt.count(row.workers),
                    f"{LOOKS[row.verdict].glyph} {words.outcome(row)}",
                )
                for row in rows
            ),
            numeric=(2,),
        )
    else:
        yield "No difference that could be shown."
    means = words.means(comparison, base, new)
    if means:
        yield ""
        yield from table(
            ("geometric mean of", "rows", "base time ÷ new time"),
            ((text(mean.workload_class), fmt.count(mean.rows), fmt.ratio_interval(mean.ratio)) for mean in means),
            numeric=(1, 2),
        )


def _closing(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    yield from (f"- {text(line)}" for line in words.closing(comparison, everything=everything))
    if everything:
        yield from (f"  - {text(line)}" for line in comparison.one_sided)
