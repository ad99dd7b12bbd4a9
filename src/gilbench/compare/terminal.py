"""A comparison on a terminal: plain, one block per base and new side."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from gilbench import fmt, legible
from gilbench.compare import words
from gilbench.compare.records import ClassRatio, Comparison, ComparisonRow
from gilbench.report.states import LOOKS, to_ascii

WIDEST = 100
_GAP = "  "
_NAME, _SIDE, _CLASS, _MEAN = 34, 46, 42, 60  # letters of a name; longer ones are cut
_Cells = tuple[str, str, str, str]


def render(comparison: Comparison, *, everything: bool = False, unicode: bool = True) -> str:
    """Return plain text; same and undecided rows only if `everything`, ASCII only unless `unicode`."""
    text = "\n".join(legible.inert(line).rstrip() for line in _lines(comparison, everything=everything)) + "\n"
    return text if unicode else to_ascii(text)


def _lines(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    experiments = words.experiments(comparison)
    for warning in comparison.warnings:
        yield from _wrapped(warning)
    for number, (base, new) in enumerate(words.sides(comparison)):
        if number or comparison.warnings:
            yield ""
        yield f"{_name(base, _SIDE)} → {_name(new, _SIDE)}"
        rows = words.listed(comparison, base, new, everything=everything)
        yield from _table([_cells(row, experiments) for row in rows])
        yield from _means(comparison, base, new, experiments)
    yield ""
    for line in words.closing(comparison, everything=everything):
        yield from _wrapped(line)
    if everything:
        for line in comparison.one_sided:
            yield from _wrapped(f"- {line}")


def _cells(row: ComparisonRow, experiments: Sequence[str]) -> _Cells:
    needed = "" if row.rounds_needed is None else f" ~{words.rounds(row.rounds_needed)}"
    return (
        f"{LOOKS[row.verdict].glyph} {_name(words.called(row.workload, row.experiment, experiments), _NAME)}",
        _name(row.strategy_in_words, _NAME),
        fmt.count(row.workers),
        f"{words.outcome(row)}{needed}",
    )


def _table(rows: Sequence[_Cells]) -> Iterator[str]:
    if not rows:
        yield "  no difference that could be shown"
        return
    workload, *others = words.HEAD
    lines = [(f"  {workload}", *others), *rows]
    first, second, third, outcomes = (max(len(line[column]) for line in lines) for column in range(4))
    room = WIDEST - third - outcomes - 3 * len(_GAP)  # for the names
    first = min(first, max(room // 2, room - second))
    second = min(second, room - first)
    for name, strategy, workers, outcome in lines:
        names = f"{legible.shortened(name, first):<{first}}{_GAP}{legible.shortened(strategy, second):<{second}}"
        yield _GAP.join((names, f"{workers:>{third}}", outcome))


def _means(comparison: Comparison, base: str, new: str, experiments: Sequence[str]) -> Iterator[str]:
    means = words.means(comparison, base, new)
    if not means:
        return
    yield ""
    lines = [words.HEAD_OF_MEANS, *(_mean_cells(mean, experiments) for mean in means)]
    first, second = (max(len(line[column]) for line in lines) for column in range(2))
    for group, rows, ratio in lines:
        yield f"{_GAP}{group:<{first}}{_GAP}{rows:>{second}}{_GAP}{ratio}"


def _mean_cells(mean: ClassRatio, experiments: Sequence[str]) -> tuple[str, str, str]:
    group = _name(words.called(mean.workload_class, mean.experiment, experiments), _CLASS)
    return _name(f"{group}{words.of_family(mean)}", _MEAN), fmt.count(mean.rows), fmt.ratio_interval(mean.ratio)


def _name(text: str, letters: int) -> str:
    return legible.shortened(legible.one_line(text), letters)


def _wrapped(text: str) -> list[str]:
    return wrap(legible.one_line(text), WIDEST, subsequent_indent=_GAP)
