"""What the written forms of a comparison have in common: phrases, lines at the end, which rows are listed."""

from collections import Counter
from collections.abc import Sequence

from gilbench import fmt, legible
from gilbench.compare import advice
from gilbench.compare.records import ClassRatio, Comparison, ComparisonRow
from gilbench.model import Estimate
from gilbench.report import palette

LEGEND = "N× faster: base time ÷ new time; N× slower: new time ÷ base time; in brackets the 95 % interval"
HEAD = ("workload", "strategy", "workers", "new against base")
HEAD_OF_MEANS = ("geometric mean of", "rows", "base time ÷ new time")


def outcome(row: ComparisonRow) -> str:
    """Say how the new side did: `1.98× faster (1.91–2.05)`; for slower, how many times as long it took."""
    ratio = _told(row)
    if ratio.low is None or ratio.high is None:
        return f"{change(row)} (no interval)"
    return f"{change(row)} ({fmt.span(ratio.low, ratio.high)})"


def change(row: ComparisonRow) -> str:
    """Say the same without the interval, where that is drawn: `1.98× faster`."""
    return f"{fmt.ratio(_told(row).value)} {row.verdict}"


def counted(rows: Sequence[ComparisonRow]) -> tuple[str, str]:
    """Count the differences, and the rest: `1 slower, 2 faster` and `40 same, 12 undecided`."""
    count = Counter(row.verdict for row in rows)
    return (
        f"{fmt.count(count['slower'])} slower, {fmt.count(count['faster'])} faster",
        f"{fmt.count(count['same'])} same, {fmt.count(count['undecided'])} undecided",
    )


def still_needed(row: ComparisonRow) -> str:
    """Say how many rounds would decide an undecided row, or why it is undecided; empty if it is decided."""
    if row.verdict != "undecided":
        return ""
    if row.doubts:
        return f"in doubt: {', '.join(row.doubts)}"
    if row.rounds_needed is not None:
        return f"about {rounds(row.rounds_needed)} would tell"
    return "too few rounds" if row.ratio.low is None else "too close to the margin"


def rounds(number: int) -> str:
    """Show an estimated number of rounds, which is never one, to two digits: `14 rounds`, `270 rounds`."""
    return f"{fmt.count(round(number, 2 - len(str(number))))} rounds"


def experiments(comparison: Comparison) -> tuple[str, ...]:
    """Return the experiments that have rows."""
    return tuple(dict.fromkeys(row.experiment for row in comparison.rows))


def called(name: str, experiment: str, experiments: Sequence[str]) -> str:
    """Return the name of a workload or class, with its experiment where a comparison has several.

    Without a workload, the experiment is the name.
    """
    if name in {"", experiment}:
        return experiment
    return f"{experiment}: {name}" if len(experiments) > 1 else name


def of_family(mean: ClassRatio) -> str:
    """Return what follows the class of a mean: `, threads`, as the page calls the family; nothing without one."""
    look = palette.FAMILIES.get(mean.family)
    name = mean.family if look is None else look.label
    return f", {name}" if name else ""


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
    differing, quiet = counted(comparison.rows)
    told = f"{fmt.plural(len(comparison.rows), 'row')}: {differing}"
    lines = [f"{told}, {quiet}" if everything else f"{told}; not listed without --all: {quiet}"]
    if any(row.verdict == "undecided" for row in comparison.rows):
        lines.append(advice.on_rounds(comparison))
    if comparison.one_sided:
        number = fmt.plural(len(comparison.one_sided), "trial")
        lines.append(
            f"not compared: {number} with a result on one side only{'' if everything else '; --all names them'}"
        )
    return [*lines, *rules(comparison)]


def rules(comparison: Comparison) -> list[str]:
    """Return how rows were judged, and how their figures are to be read."""
    how = "paired by round" if comparison.paired else "Welch's t over rounds"
    return [
        f"{how}; p-values adjusted by Benjamini–Hochberg over {fmt.plural(comparison.family, 'row')}",
        f"margin {margins(comparison)}; {noise(comparison)}",
        LEGEND,
    ]


def margins(comparison: Comparison) -> str:
    """Say what a difference had to reach, over all rows: `5 %` or `5 % to 20 %, by row`."""
    found = {row.margin for row in comparison.rows}
    least, most = fmt.share(min(found)), fmt.share(max(found))
    return least if least == most else f"{least} to {most}, by row"


def noise(comparison: Comparison) -> str:
    """Name the noise floor that the runs measured."""
    return "no noise floor was measured" if comparison.floor is None else f"noise floor {fmt.share(comparison.floor)}"


def alarm(rows: Sequence[ComparisonRow]) -> str:
    """Say in one line how many rows of one verdict there are, and which is the first."""
    first = rows[0]
    where = legible.one_line(f"{first.trial}, {first.base} → {first.new}")
    number = fmt.plural(len(rows), "row")
    return f"{number} {first.verdict}{', the first' if len(rows) > 1 else ''}: {where}: {outcome(first)}"


def _told(row: ComparisonRow) -> Estimate:
    return _inverse(row.ratio) if row.verdict == "slower" else row.ratio


def _inverse(ratio: Estimate) -> Estimate:
    low = None if ratio.high is None else 1 / ratio.high
    high = None if ratio.low is None else 1 / ratio.low
    return Estimate(1 / ratio.value, low, high, ratio.rounds)
