"""What plain threads do with a workload, from the same judgement as the advice."""

from collections.abc import Sequence
from dataclasses import dataclass

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.ratios import difference, doubtful
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.candidates import Candidate
from gilbench.experiments.throughput.analysis.cpu_time import costs_more
from gilbench.experiments.throughput.core import THREADS
from gilbench.model import CellState, Estimate


@dataclass(frozen=True)
class ByThreads:
    """What plain threads do with a workload, at its target's worker count."""

    summary: Summary
    state: CellState  # "faster", "slower", "same" (no gain), "undecided"
    gain: Estimate  # over serial code
    when_idle: bool  # the gain is that of an idle machine
    cpu: Estimate | None  # CPU time of an item ÷ that of serial code, where it is clearly more
    doubtful: bool = False  # identical trials differed by more than this gain is from 1


def by_threads(evidence: Evidence, found: Sequence[Candidate]) -> ByThreads | None:
    """Return what is known of plain threads among the candidates of a workload, None if they gave no result."""
    own = next((each for each in found if each.summary.trial.strategy == THREADS), None)
    if own is None:
        return None
    return ByThreads(
        summary=own.summary,
        state=_state(evidence, own),
        gain=own.gain,
        when_idle=own.state == "gains when idle",
        cpu=costs_more(evidence, own.summary),
        doubtful=doubtful(own.gain, evidence.standard),
    )


def _state(evidence: Evidence, own: Candidate) -> CellState:
    """Return the sign of what the advice knows of them: a gain that is ruled out is none, or a loss."""
    if own.state == "open":
        return "undecided"
    if own.state == "no gain":
        return "slower" if difference(own.speedup, evidence.standard) == "slower" else "same"
    return "faster"
