"""Switching: what handing over the GIL costs, and what waiting for it does, a sentence for each interpreter."""

from collections.abc import Iterator, Mapping

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.interpreters.target import Target
from gilbench.model import Estimate, Section
from gilbench.model.blocks import Entries
from gilbench.page.material import Material

ORDER = 51
HANDOVER, LATENCY = "handover", "latency"  # experiments, whose figures are looked up by their names

_QUESTION = "What does it cost to switch between threads, and what to wait for one?"
_BESIDE = {"service": "thread", "beside": "computes"}


def section(material: Material) -> Section | None:
    """Return a sentence or two for each interpreter; None if neither hand-overs nor latencies were measured."""
    targets = material.run.manifest.subjects
    found = [(each.id, " ".join(_told(material.evidence, each))) for each in targets]
    lines = tuple((target, text) for target, text in found if text)
    return Section("switching", ORDER, "Switching", _QUESTION, (Entries(lines),), (Entries(lines),)) if lines else None


def _told(evidence: Evidence, target: Target) -> Iterator[str]:
    handover = _figures(evidence, HANDOVER, target, {})
    if handover and not target.facts.gil_enabled:
        yield "There is no GIL to hand over."
    elif "handover_cpu" in handover and "handover_share" in handover:
        share = fmt.share(max(0.0, handover["handover_share"].value))
        yield f"A hand-over of the GIL costs {_cost(handover['handover_cpu'])}; {share} of the time is lost to it."
    here = _figures(evidence, LATENCY, target, {**_BESIDE, "where": "thread"})
    there = _figures(evidence, LATENCY, target, {**_BESIDE, "where": "process"})
    if "latency_p50" in here and "latency_p50" in there:
        waits, beside = _time(here["latency_p50"]), _time(there["latency_p50"])
        yield f"A thread that answers takes {waits} beside one that computes, {beside} if that is another process."


def _figures(
    evidence: Evidence, experiment: str, target: Target, parameters: Mapping[str, str]
) -> Mapping[str, Estimate]:
    """Return the figures of the first sound trial with these parameters, of the fewest workers above one."""
    sound = [each for each in evidence.of(experiment) if each.sound and each.trial.target == target.id]
    alike = [each for each in sound if parameters.items() <= dict(each.trial.parameters).items()]
    chosen = min(alike, key=lambda each: (len(each.trial.parameters), each.trial.workers), default=None)
    return {} if chosen is None else evidence.figures[chosen.trial.id]


def _cost(estimate: Estimate) -> str:
    """Return the price of a hand-over; none that the noise hides."""
    clear = estimate.low is not None and estimate.low > 0
    return f"{_time(estimate)} of CPU time" if clear else "too little to see here"


def _time(estimate: Estimate) -> str:
    return fmt.time(estimate.value)
