"""Latency: what a neighbour adds to an answer, and what a shorter switch interval and the collector do to it."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis import nothing_shown
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.latency import tables
from gilbench.experiments.latency.quantiles import difference
from gilbench.experiments.latency.trials import COMPUTES_ELSEWHERE, COMPUTES_HERE, NAME, found
from gilbench.experiments.latency.words import beside, change
from gilbench.interpreters.target import Target
from gilbench.model import Absent, Estimate, Section
from gilbench.model.blocks import Axis, Block, Chart, Folded, Mark, Note, Series

ID, ORDER, TITLE = "latency", 54, "Latency"
QUESTION = "What does a neighbour cost a thread that should answer?"
ROWS_DRAWN = 12
_HOW_TO_READ = (
    "a client in another process sends requests on a schedule, whatever has come back, and counts from when each was "
    "to be sent. The price of a neighbour is the difference to the same one in another process, which needs the same "
    "CPU but not the service's GIL: so a lack of CPUs is not blamed on the GIL. What 99 of 100 answers do not exceed "
    "is p99. A service whose answers come ever later cannot keep up, and has no latency."
)


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    measured = [each for each in evidence.of(NAME) if each.figures]
    if not measured:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(evidence.of(NAME), NAME))
        return
    opening = [note for each in evidence.manifest.targets if (note := _opening(evidence, each)) is not None]
    rest = (tables.intervals(measured), tables.collections(measured), tables.closed(measured))
    blocks: tuple[Block, ...] = (
        *opening,
        Note(_HOW_TO_READ, "How to read it:"),
        *_chart(measured),
        tables.medians(measured, lambda each: evidence.figures[each.trial.id].get("latency_price")),
        *(each for each in rest if each is not None),
        Folded("Slower answers", (tables.distribution(measured),)),
    )
    yield Section(ID, ORDER, TITLE, QUESTION, blocks, brief=tuple(opening) or (blocks[-2],), group="Switching")


def _opening(evidence: Evidence, target: Target) -> Note | None:
    """Return what one thread that computes does to an answer on a target; None if that is not known."""
    here, elsewhere = (found(evidence, target.id, each) for each in (COMPUTES_HERE, COMPUTES_ELSEWHERE))
    if here is None or elsewhere is None or "latency_p50" not in elsewhere.figures or not here.figures:
        return None
    alone = elsewhere.figures["latency_p50"]
    median = here.figures.get("latency_p50")
    if median is None:
        return Note(
            f"On {target.id} a thread that answers cannot keep up beside one that computes; beside a process that "
            f"computes it takes {fmt.time(alone.value)}."
        )
    price = difference(median, alone)
    return Note(
        f"On {target.id} a thread that answers takes {fmt.time(median.value)} beside one that computes and "
        f"{fmt.time(alone.value)} beside a process that does: {_added(price)}."
    )


def _added(price: Estimate) -> str:
    if price.low is None or price.low > 0:
        return f"the price of sharing a process is {change(price)}"
    return f"sharing a process has no price that could be seen, {change(price)}"


def _chart(measured: Sequence[Summary]) -> Iterator[Chart]:
    """Yield a chart of the first median latencies of a service that is a thread; none where nothing keeps up."""
    rows: dict[str, list[Summary]] = {}
    for each in tables.plain(measured):
        if "latency_p50" in each.figures and ("service", "thread") in each.trial.parameters:
            rows.setdefault(beside(each.trial.parameters), []).append(each)
    drawn = dict(list(rows.items())[:ROWS_DRAWN])
    if not drawn:
        return
    yield Chart(
        kind="bars",
        title="Median latency of a thread that answers, by what is beside it",
        finding=_finding(drawn),
        axis=Axis(label="p50, logarithmic", unit="s", log=True, ends=("sooner", "later")),
        series=tuple(
            Series(each.trial.target, "", row, (_mark(row, each),)) for row, here in drawn.items() for each in here
        ),
    )


def _mark(row: str, summary: Summary) -> Mark:
    median = summary.figures["latency_p50"]
    hint = f"beside {row} on {summary.trial.target}: {fmt.time_interval(median)}"
    return Mark(None, median.value, median.low, median.high, hint, clear=summary.sound)


def _finding(rows: dict[str, list[Summary]]) -> str:
    """Say beside whom answers come soonest and latest on each interpreter."""
    by_target: dict[str, list[tuple[float, str]]] = {}
    for row, here in rows.items():
        for each in here:
            by_target.setdefault(each.trial.target, []).append((each.figures["latency_p50"].value, row))
    reaches = [_reach(target, values) for target, values in by_target.items()]
    return f"An answer takes {'; '.join(reaches)}."


def _reach(target: str, values: Sequence[tuple[float, str]]) -> str:
    (least, soonest), (most, latest) = min(values), max(values)
    if soonest == latest:
        return f"{fmt.time(least)} beside {soonest} on {target}"
    return f"from {fmt.time(least)} (beside {soonest}) to {fmt.time(most)} (beside {latest}) on {target}"
