"""What the written forms of a comparison have in common: phrases, lines at the end, which rows are listed."""

from collections import Counter

from gilbench.comparison import ClassRatio, Comparison, ComparisonRow
from gilbench.model import Estimate
from gilbench.report import fmt

LEGEND = "N× faster: base time ÷ new time; N× slower: new time ÷ base time; in brackets the 95 % interval"


def outcome(row: ComparisonRow) -> str:
    """Say how the new side did: `1.98× faster (1.91–2.05)`; for slower, how many times as long it took."""
    ratio = _inverse(row.ratio) if row.verdict == "slower" else row.ratio
    if ratio.low is None or ratio.high is None:
        return f"{fmt.ratio(ratio.value)} {row.verdict} (no interval)"
    return f"{fmt.ratio(ratio.value)} {row.verdict} ({fmt.span(ratio.low, ratio.high)})"


def sides(comparison: Comparison) -> list[tuple[str, str]]:
    """Return every base and new side once, in the order of the class means, then of the rows."""
    of_means = [(each.base, each.new) for each in comparison.means]
    of_rows = [(each.base, each.new) for each in comparison.rows]
    return list(dict.fromkeys(of_means + of_rows))


def listed(comparison: Comparison, base: str, new: str, *, everything: bool) -> list[ComparisonRow]:
    """Return the rows to show of two sides: those with a difference, or all of them."""
    return [
        row
        for row in comparison.rows
        if (row.base, row.new) == (base, new) and (everything or row.verdict in {"faster", "slower"})
    ]


def means(comparison: Comparison, base: str, new: str) -> list[ClassRatio]:
    """Return the class means of two sides."""
    return [each for each in comparison.means if (each.base, each.new) == (base, new)]


def closing(comparison: Comparison, *, everything: bool) -> list[str]:
    """Return the lines that stand below the tables: what was compared, what is not listed, how it was decided."""
    count = Counter(row.verdict for row in comparison.rows)
    told = f"{fmt.plural(len(comparison.rows), 'row')}: {count['slower']} slower, {count['faster']} faster"
    quiet = f"{count['same']} same, {count['undecided']} undecided"
    lines = [f"{told}, {quiet}" if everything else f"{told}; not listed without --all: {quiet}"]
    if comparison.one_sided:
        number = fmt.plural(len(comparison.one_sided), "trial")
        lines.append(
            f"not compared: {number} with a result on one side only{'' if everything else '; --all names them'}"
        )
    how = "paired by round" if comparison.paired else "Welch's t over rounds"
    lines.append(
        f"{how}; margin {fmt.share(comparison.margin)}; p-values adjusted by Benjamini–Hochberg over "
        f"{fmt.plural(comparison.family, 'row')}"
    )
    return [*lines, LEGEND]


def _inverse(ratio: Estimate) -> Estimate:
    low = None if ratio.high is None else 1 / ratio.high
    high = None if ratio.low is None else 1 / ratio.low
    return Estimate(1 / ratio.value, low, high, ratio.rounds)
