"""The tables of safety: a row for each way to count or question, a column for each interpreter."""

from collections.abc import Iterator, Mapping, Sequence

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.safety.records import COUNTERS
from gilbench.experiments.safety.trials import WORDS, test_of
from gilbench.experiments.safety.words import DEFAULT, SHORT, each_lost, of_a_million
from gilbench.model import Estimate
from gilbench.model.blocks import Cell, Column, Content, Table

_OTHERS = {  # figure → what stands before its row
    "there_before_join": "of a total, there when start() had returned",
    "wrong_before_join": "reads before join() that were wrong",
    "ident_reused": "threads with the get_ident() of one that had ended",
    "native_id_reused": "threads with the native_id of one that had ended",
    "ident_shared": "threads with the get_ident() of another that was alive",
    "native_id_shared": "threads with the native_id of another that was alive",
    "out_of_order": "repeats that ended in another order than they started",
    "order_correlation": "Kendall's rank correlation of starts and ends, equal work",
    "order_correlation_unequal": "the same, each with half the work of the one before",
}
_Rows = Mapping[tuple[str, ...], Mapping[str, Content]]


def losses(measured: Sequence[Summary]) -> Iterator[Table]:
    """Yield how many updates each way to count lost, at each switch interval."""
    counters = _counters(measured)
    rows: dict[tuple[str, ...], dict[str, Content]] = {}
    for each in counters:
        for interval in (DEFAULT, SHORT):
            for lost in each_lost(each):
                if lost.interval == interval:
                    counted = fmt.count(round(each.figures["updates_counted"].value))
                    cell = Cell(of_a_million(lost.updates), (f"of {counted} counted",))
                    rows.setdefault((*_named(each), interval), {})[each.trial.target] = cell
    if rows:
        caption = "Updates lost of a million, with their 95 % intervals"
        yield _table(caption, ("counter", "threads", "switch interval"), rows, counters)


def prices(measured: Sequence[Summary]) -> Iterator[Table]:
    """Yield what an update takes by each way to count."""
    counters = [each for each in _counters(measured) if "update_time" in each.figures]
    rows: dict[tuple[str, ...], dict[str, Content]] = {}
    for each in counters:
        rows.setdefault(_named(each), {})[each.trial.target] = _price(each.figures)
    if rows:
        caption = (
            "Time of an update at the default switch interval, with its 95 % interval; below it its CPU time, and both "
            "in one thread"
        )
        yield _table(caption, ("counter", "threads"), rows, counters)


def _price(figures: Mapping[str, Estimate]) -> Cell:
    alone = f"one thread {fmt.time(figures['update_time_alone'].value)}"
    if "update_cpu" not in figures:
        return Cell(fmt.time_interval(figures["update_time"]), (alone,))
    of_cpu = fmt.time(figures["update_cpu_alone"].value)
    cpu = f"CPU {fmt.time_interval(figures['update_cpu'])}"
    return Cell(fmt.time_interval(figures["update_time"]), (cpu, f"{alone}, CPU {of_cpu}"))


def others(measured: Sequence[Summary]) -> Iterator[Table]:
    """Yield what was seen of reading early, of identifiers and of order."""
    rest = [each for each in measured if test_of(each.trial) not in COUNTERS]
    rows: dict[tuple[str, ...], dict[str, Content]] = {}
    for name, words in _OTHERS.items():
        for each in rest:
            if name in each.figures:
                rows.setdefault((words,), {})[each.trial.target] = _cell(name, each.figures[name])
    if rows:
        yield _table("Reading too early, identifiers and order, with 95 % intervals", ("what",), rows, rest)


def _counters(measured: Sequence[Summary]) -> list[Summary]:
    found = [each for each in measured if test_of(each.trial) in COUNTERS]
    return sorted(found, key=lambda each: (each.trial.workers, COUNTERS.index(test_of(each.trial))))


def _named(summary: Summary) -> tuple[str, str]:
    return WORDS[test_of(summary.trial)], fmt.count(summary.trial.workers)


def _cell(name: str, estimate: Estimate) -> Content:
    return fmt.number_interval(estimate) if name.startswith("order_correlation") else fmt.share_interval(estimate)


def _table(caption: str, names: Sequence[str], rows: _Rows, summaries: Sequence[Summary]) -> Table:
    targets = list(dict.fromkeys(each.trial.target for each in summaries))
    return Table(
        caption,
        (*(Column(name) for name in names), *(Column(target, numeric=True) for target in targets)),
        tuple((*key, *(row.get(target, fmt.MISSING) for target in targets)) for key, row in rows.items()),
        shown=24,
    )
