"""What switching costs, beside what threads do: rows from the figures of other experiments."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis import quoted
from gilbench.analysis.evidence import Evidence
from gilbench.interpreters.target import Target
from gilbench.model import Estimate
from gilbench.model.blocks import Cell, Content

HANDOVER, LATENCY = "handover", "latency"  # experiments, and the sections of the page that show more of them
_BESIDE = {"service": "thread", "beside": "computes"}
_NO_GIL = "no GIL"


def rows(evidence: Evidence, targets: Sequence[Target]) -> Iterator[tuple[Content, ...]]:
    """Yield a row for a hand-over of the GIL, and for an answer beside a thread that computes."""
    for name, write in (
        ("one hand-over of the GIL", _handover),
        ("an answer beside a thread that computes", _answer),
    ):
        cells = [write(evidence, each) for each in targets]
        if any(cell not in {fmt.MISSING, _NO_GIL} for cell in map(_text, cells)):
            yield (name, *cells)


def _text(content: Content) -> str:
    return content if isinstance(content, str) else content.text


def _handover(evidence: Evidence, target: Target) -> Content:
    if not target.facts.gil_enabled:
        return _NO_GIL
    found = quoted.figures(evidence, HANDOVER, target, {})
    if "handover_cpu" not in found or "handover_share" not in found:
        return fmt.MISSING
    share = fmt.share(max(0.0, found["handover_share"].value))
    return Cell(_price(found["handover_cpu"]), (f"{share} of the time is lost to it",), to=HANDOVER)


def _price(estimate: Estimate) -> str:
    """Return the price of a hand-over; none that the noise hides."""
    clear = estimate.low is not None and estimate.low > 0
    return f"{fmt.time(estimate.value)} of CPU time" if clear else "too little to see here"


def _answer(evidence: Evidence, target: Target) -> Content:
    here = quoted.figures(evidence, LATENCY, target, {**_BESIDE, "where": "thread"})
    there = quoted.figures(evidence, LATENCY, target, {**_BESIDE, "where": "process"})
    if "latency_p50" not in here or "latency_p50" not in there:
        return fmt.MISSING
    after, elsewhere = (fmt.time(each["latency_p50"].value) for each in (here, there))
    return Cell(f"after {after}", (f"{elsewhere} beside another process",), to=LATENCY)
