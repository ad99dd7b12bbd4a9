"""For which workloads of a class the advice for its lead is clearly wrong."""

from collections.abc import Iterator

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.candidates import Candidate, candidates
from gilbench.experiments.throughput.analysis.choice import Choice, choose
from gilbench.experiments.throughput.analysis.members import members
from gilbench.experiments.throughput.analysis.told import Told
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.plan.classes import workload_class

_NAMED = 3  # more are counted


def exceptions(
    evidence: Evidence, target: Target, lead: WorkloadInfo, choice: Choice | None, told: Told | None
) -> Iterator[str]:
    """Yield in words, with figures, what does not gain from the choice, or gains although there is none."""
    others = [each.name for each in members(evidence, target, workload_class(lead)) if each.name != lead.name]
    found = {each: candidates(evidence, target, each, told) for each in others}
    if choice is None:
        words = [gain for name, each in found.items() if (gain := _gain(evidence, name, each))]
    else:
        label = choice.use.summary.trial.strategy_label
        words = [loss for name, each in found.items() if (loss := _loss(name, label, each))]
    yield from words[:_NAMED]
    if len(words) > _NAMED:
        yield f"and {len(words) - _NAMED} more of this class"


def _gain(evidence: Evidence, name: str, found: list[Candidate]) -> str:
    other = choose(found, evidence.standard)
    return f"but {other.use.called} for {name}: {fmt.ratio_interval(other.use.gain)}" if other is not None else ""


def _loss(name: str, label: str, found: list[Candidate]) -> str:
    same = next((each for each in found if each.summary.trial.strategy_label == label), None)
    if same is None or same.state != "no gain":
        return ""
    return f"but not for {name}: {fmt.ratio_interval(same.speedup)}"
