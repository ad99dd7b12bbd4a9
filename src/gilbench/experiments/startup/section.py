"""Startup: a chart each for cold, warm and teardown, interpreters side by side in it, and a table of all figures."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from gilbench import fmt
from gilbench.analysis import nothing_shown
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.startup.plan import CORE
from gilbench.experiments.startup.trials import NAME, called, most_useful
from gilbench.inside.opening import DEFAULT
from gilbench.model import Absent, Estimate, Section
from gilbench.model.blocks import Axis, Block, Cell, Chart, Column, Content, Mark, Note, Series, Table
from gilbench.plan.trial import SERIAL

ID, ORDER, TITLE = "startup", 56, "Startup"
QUESTION = "What does it cost to have workers at all?"
ROWS_DRAWN = 12
DRAWN = {  # figure → title of its chart, and what takes that time
    "cold": ("Cold: start, and first empty tasks", "To start the workers, with an empty task in each,"),
    "warm": ("Warm: one more empty task in each worker", "One more empty task in each worker"),
    "teardown": ("Teardown: end the workers", "To end the workers"),
}
COLUMNS = (
    Column("strategy"),
    Column("workers", numeric=True),
    Column("interpreter"),
    Column("cold", numeric=True),
    Column("first result", numeric=True),
    Column("warm", numeric=True),
    Column("teardown", numeric=True),
    Column("first start", numeric=True),
    Column("memory per worker", numeric=True),
)
_HOW_TO_READ = (
    "the tasks do nothing, so all of this time is the price of having workers. A pool that is made for one call costs "
    "cold and teardown; a pool that is kept costs warm. The charts share one logarithmic axis, on which bars do not "
    "begin at zero: read where they end. The cheapest start is at the top."
)
_FIRST = (
    "The first start of a process is told apart from later ones: it also imports modules and starts helpers, such as "
    "the server that forkserver forks workers from."
)
_MEMORY = (
    "Memory is by how much the proportional set size (PSS) of all processes together grew with that first start while "
    "every worker was at work, divided by the workers; a page that several processes share counts once. It was read "
    "outside of what is timed. Below it stands what of that growth stayed after the workers had ended, of all of them "
    "together."
)
_Rows = Mapping[str, Sequence[Summary]]  # what stands over a group of bars → a trial for each interpreter


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    measured = [each for each in evidence.of(NAME) if each.figures]
    if not measured:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(evidence.of(NAME), NAME))
        return
    rows = _rows(measured, evidence.manifest.usable_cpus)
    drawn = _drawn(rows)
    blocks: tuple[Block, ...] = (
        *_charts(drawn),
        Note(_HOW_TO_READ + _default(measured) + _undrawn(rows, drawn), "How to read it:"),
        _table(_in_order(measured, rows)),
        Note(f"{_FIRST} {_MEMORY}{_without_memory(measured)}"),
    )
    yield Section(ID, ORDER, TITLE, QUESTION, blocks, brief=(_brief(rows),), group="Workers")


def _rows(measured: Sequence[Summary], usable_cpus: int) -> dict[str, list[Summary]]:
    """Return the trials with the most useful number of workers by strategy, the cheapest to start first."""
    found: dict[str, dict[str, list[Summary]]] = {}
    for each in measured:
        found.setdefault(each.trial.strategy_label, {}).setdefault(each.trial.target, []).append(each)
    rows = {
        label: [most_useful(trials, usable_cpus) for trials in by_target.values()] for label, by_target in found.items()
    }
    return dict(sorted(rows.items(), key=lambda row: median(each.figures["cold"].value for each in row[1])))


def _in_order(measured: Sequence[Summary], rows: _Rows) -> list[Summary]:
    """Return the trials as the rows come, interpreters next to each other."""
    place = {label: number for number, label in enumerate(rows)}
    return sorted(measured, key=lambda each: (place[each.trial.strategy_label], each.trial.workers))


def _drawn(rows: _Rows) -> dict[str, Sequence[Summary]]:
    """Return the rows that bars are drawn for: the core suite first, and serial code only where nothing else is."""
    with_workers = [label for label in rows if label != SERIAL] or list(rows)
    chosen = sorted(with_workers, key=lambda label: label not in CORE)[:ROWS_DRAWN]
    return {label: row for label, row in rows.items() if label in chosen}


def _charts(rows: _Rows) -> tuple[Chart, ...]:
    limits = _limits([each.figures[name] for row in rows.values() for each in row for name in DRAWN])
    return tuple(_chart(name, rows, limits) for name in DRAWN)


def _limits(estimates: Sequence[Estimate]) -> tuple[float, float]:
    """Return the ends of an axis that all of them have a place on."""
    ends = [end for each in estimates for end in (each.low, each.value, each.high) if end is not None]
    return min(ends) / 1.04, max(ends) * 1.04


def _chart(figure: str, rows: _Rows, limits: tuple[float, float]) -> Chart:
    title, subject = DRAWN[figure]
    series = tuple(
        Series(each.trial.target, "", f"{_over(row)} × {each.trial.workers}", (_mark(each, figure),))
        for row in rows.values()
        for each in row
    )
    return Chart(
        kind="bars",
        title=title,
        finding=_finding(subject, figure, [each for row in rows.values() for each in row]),
        axis=Axis(label=f"{figure}, logarithmic", unit="s", log=True, limits=limits, ends=("cheaper", "dearer")),
        series=series,
    )


def _mark(summary: Summary, figure: str) -> Mark:
    seconds = summary.figures[figure]
    hint = f"{called(summary)} on {summary.trial.target}: {figure} {fmt.time_interval(seconds)}"
    return Mark(None, seconds.value, seconds.low, seconds.high, hint, clear=summary.sound)


def _finding(subject: str, figure: str, trials: Sequence[Summary]) -> str:
    """Say from where to where it reaches on each interpreter."""
    by_target: dict[str, list[Summary]] = {}
    for each in trials:
        by_target.setdefault(each.trial.target, []).append(each)
    return f"{subject} takes {'; '.join(_reach(target, figure, here) for target, here in by_target.items())}."


def _reach(target: str, figure: str, trials: Sequence[Summary]) -> str:
    least, most = (pick(trials, key=lambda each: each.figures[figure].value) for pick in (min, max))
    cheap, dear = (f"{fmt.time(each.figures[figure].value)} ({called(each)})" for each in (least, most))
    return f"{cheap} on {target}" if least is most else f"from {cheap} to {dear} on {target}"


def _default(measured: Sequence[Summary]) -> str:
    """Say what the platform's default start method is where that stands over bars."""
    of_targets = {
        each.trial.target: each.target.facts.default_start_method
        for each in measured
        if each.trial.start_method == DEFAULT
    }
    by_method: dict[str, list[str]] = {}
    for target, method in of_targets.items():
        by_method.setdefault(method, []).append(target)
    told = [f"{method} on {fmt.listed(targets)}" for method, targets in by_method.items()]
    return f" The default start method is {fmt.listed(told)}." if told else ""


def _undrawn(rows: _Rows, drawn: _Rows) -> str:
    names = [_over(row) for label, row in rows.items() if label not in drawn]
    return f" In the table only: {fmt.listed(names)}." if names else ""


def _table(trials: Sequence[Summary]) -> Table:
    return Table(
        "What workers cost: medians with their 95 % intervals; with a single round the interval is that of its repeats",
        COLUMNS,
        tuple(map(_cells, trials)),
        shown=24,
    )


def _cells(summary: Summary) -> tuple[Content, ...]:
    figures = summary.figures
    return (
        called(summary),
        fmt.count(summary.trial.workers),
        summary.trial.target,
        *(_seconds(figures[name]) for name in ("cold", "first_result", "warm", "teardown", "first_start")),
        _memory(figures),
    )


def _seconds(estimate: Estimate) -> Cell:
    interval = fmt.quantity_span(estimate.low, estimate.high, "s")
    return Cell(fmt.time(estimate.value), (interval,) if interval else ())


def _memory(figures: Mapping[str, Estimate]) -> Content:
    if "memory_per_worker" not in figures:
        return fmt.MISSING
    kept = figures.get("memory_kept")
    more = () if kept is None else (f"{fmt.size(kept.value)} stayed",)
    return Cell(fmt.size(figures["memory_per_worker"].value), more)


def _without_memory(measured: Sequence[Summary]) -> str:
    """Say where there is no figure of memory."""
    lacking = list(dict.fromkeys(each.trial.target for each in measured if "memory_per_worker" not in each.figures))
    return f" There is no figure of it on {fmt.listed(lacking)}, where the kernel does not tell it." if lacking else ""


def _brief(rows: _Rows) -> Table:
    targets = list(dict.fromkeys(each.trial.target for row in rows.values() for each in row))
    found = {label: {each.trial.target: each for each in row} for label, row in rows.items()}
    return Table(
        "Cold start: from nothing to one empty task done in each worker",
        (Column("strategy"), Column("workers", numeric=True), *(Column(each, numeric=True) for each in targets)),
        tuple(_brief_row(_over(rows[label]), row, targets) for label, row in found.items()),
    )


def _brief_row(name: str, row: Mapping[str, Summary], targets: Sequence[str]) -> tuple[str, ...]:
    workers = max(each.trial.workers for each in row.values())
    cells = (fmt.time(row[each].figures["cold"].value) if each in row else fmt.MISSING for each in targets)
    return (name, fmt.count(workers), *cells)


def _over(row: Sequence[Summary]) -> str:
    """Return what stands over the bars of one strategy, whatever each interpreter's default start method is."""
    return row[0].strategy.in_words
