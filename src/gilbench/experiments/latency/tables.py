"""The tables of latency: a row for what is beside the service, a column for each interpreter."""

from collections.abc import Callable, Iterable, Sequence

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.latency.trials import GARBAGE_HERE
from gilbench.experiments.latency.words import beside
from gilbench.model import Estimate
from gilbench.model.blocks import Cell, Column, Content, Table

_DISTRIBUTION = {
    "p75": "latency_p75",
    "p90": "latency_p90",
    "p95": "latency_p95",
    "p99": "latency_p99",
    "p99.9": "latency_p999",
    "longest": "latency_longest",
    "client late, p99": "latency_client_late",
}


def plain(trials: Iterable[Summary]) -> list[Summary]:
    """Return the trials in open loop at the default switch interval."""
    return [each for each in trials if not {"interval", "loop"} & dict(each.trial.parameters).keys()]


def medians(trials: Sequence[Summary], prices: Callable[[Summary], Estimate | None]) -> Table:
    """Return the median latencies with the price of each neighbour."""

    def cell(each: Summary) -> Content:
        median = each.figures.get("latency_p50")
        if median is None:
            return Cell("cannot keep up", (f"{fmt.share(each.figures['latency_answered'].value)} answered",))
        price = prices(each)
        more = () if price is None else (f"price {fmt.time(price.value)}",)
        span = fmt.quantity_span(median.low, median.high, "s")
        return Cell(fmt.time(median.value), (*((span,) if span else ()), *more))

    return _by_interpreter(
        "Median latency with its 95 % interval, and the neighbour's price: by how much more than in another process",
        "beside the service",
        [(beside(each.trial.parameters), each) for each in plain(trials)],
        cell,
    )


def distribution(trials: Sequence[Summary]) -> Table:
    """Return what is beyond the median, a row for each trial."""
    rows = [
        (
            beside(each.trial.parameters),
            each.trial.target,
            *(_time(each.figures.get(name)) for name in _DISTRIBUTION.values()),
        )
        for each in plain(trials)
        if "latency_p50" in each.figures
    ]
    columns = (
        Column("beside the service"),
        Column("interpreter"),
        *(Column(each, numeric=True) for each in _DISTRIBUTION),
    )
    return Table(
        "How long the slower answers take; a quantile needs as many requests as have one beyond it",
        columns,
        tuple(rows),
        shown=12,
    )


def intervals(trials: Sequence[Summary]) -> Table | None:
    """Return the latency and the neighbour's throughput at other switch intervals; None without any."""

    def cell(each: Summary) -> Content:
        median, kept = each.figures.get("latency_p50"), each.figures.get("latency_neighbour_kept")
        more = () if kept is None else (f"{fmt.ratio_interval(kept)} of the throughput",)
        return Cell("cannot keep up" if median is None else fmt.time_interval(median), more)

    found = [(dict(each.trial.parameters).get("interval"), each) for each in trials]
    rows = [(fmt.time(float(interval)), each) for interval, each in found if interval is not None]
    caption = (
        "Other switch intervals than the default one: median latency beside a thread that computes, and what that "
        "thread keeps of its throughput"
    )
    return _by_interpreter(caption, "switch interval", rows, cell) if rows else None


def collections(trials: Sequence[Summary]) -> Table | None:
    """Return what collections do to answers beside a thread that makes garbage; None where nothing is told of them."""
    rows = tuple(
        (
            each.trial.target,
            fmt.share(each.figures["latency_collecting"].value),
            *(_time(each.figures.get(name)) for name in ("latency_collection", "latency_met", "latency_unmet")),
        )
        for each in trials
        if each.trial.parameters == GARBAGE_HERE and "latency_collecting" in each.figures
    )
    columns = (
        Column("interpreter"),
        Column("time in collections", numeric=True),
        Column("a collection of 1 ms or more", numeric=True),
        Column("answers due in one", numeric=True),
        Column("other answers", numeric=True),
    )
    caption = "Garbage collections beside a thread that makes cyclic garbage: medians with their 95 % intervals"
    return Table(caption, columns, rows) if rows else None


def closed(trials: Sequence[Summary]) -> Table | None:
    """Return requests per second where each waits for the one before; None without any."""
    rows = [(beside(each.trial.parameters), each) for each in trials if ("loop", "closed") in each.trial.parameters]
    caption = "Requests per second of one client that sends the next when one is answered (closed loop)"
    return _by_interpreter(caption, "beside the service", rows, _requests) if rows else None


def _requests(each: Summary) -> str:
    return fmt.significant(each.figures["latency_requests"].value)


def _by_interpreter(
    caption: str, head: str, rows: Sequence[tuple[str, Summary]], cell: Callable[[Summary], Content]
) -> Table:
    targets = list(dict.fromkeys(each.trial.target for _, each in rows))
    by_name: dict[str, dict[str, Content]] = {}
    for name, each in rows:
        by_name.setdefault(name, {})[each.trial.target] = cell(each)
    columns = (Column(head), *(Column(each, numeric=True) for each in targets))
    lines = ((name, *(cells.get(each, fmt.MISSING) for each in targets)) for name, cells in by_name.items())
    return Table(caption, columns, tuple(lines), shown=16)


def _time(estimate: Estimate | None) -> Content:
    if estimate is None:
        return fmt.MISSING
    span = fmt.quantity_span(estimate.low, estimate.high, "s")
    return Cell(fmt.time(estimate.value), (span,) if span else ())
