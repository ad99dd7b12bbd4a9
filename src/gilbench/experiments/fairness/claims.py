"""What threads far beyond the CPUs cost."""

from gilbench import fmt
from gilbench.analysis.claims import CannotSayError, Claim, any_target, essay, sentence, sound
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.ratios import MARGIN
from gilbench.analysis.spelled import spelled, spelled_crew
from gilbench.experiments.fairness.busy import in_the_way
from gilbench.experiments.fairness.trials import NAME, beyond
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence

_ID = "threads-beyond-cpus"
_LEAST = 1 - MARGIN


def _threads_beyond_cpus(evidence: Evidence, target: Target) -> Sentence:
    cpus = evidence.manifest.usable_cpus
    here = {each.trial: each for each in evidence.of(NAME) if each.trial.target == target.id}
    most = beyond(list(here), cpus)
    if most is None:
        raise CannotSayError("not measured: no trial of fairness has more threads than CPUs")
    crew, few = spelled_crew(most.workers, cpus), spelled(cpus)
    found = sound(here[most], crew)
    ratio = found.figures.get("beyond_cpus")
    if ratio is None or ratio.low is None or ratio.high is None:
        raise CannotSayError(f"not measured: {crew} were repeated too few times for an interval")
    if busy := in_the_way(found, cpus):
        raise CannotSayError(f"undecided: the machine was busy: {busy}, and more threads may have got more")
    if ratio.high < _LEAST:
        text = f"On {target.id}, {crew} get {_less(ratio)} less done than {few}."
        return _said(target, "holds", text, ratio)
    if ratio.low >= _LEAST:
        text = f"On {target.id}, {crew} get as much done as {few}: {fmt.ratio_interval(ratio)}."
        return _said(target, "does not hold", text, ratio)
    raise CannotSayError(
        f"undecided: {crew} get {fmt.ratio_interval(ratio)} of the work of {few} done: that holds {fmt.ratio(_LEAST)}"
    )


def _less(ratio: Estimate) -> str:
    """Return by how much less it is: "12 % (10–14 %)"."""
    low, high = (None if end is None else 1 - end for end in (ratio.high, ratio.low))
    return fmt.share_interval(Estimate(1 - ratio.value, low, high, ratio.rounds))


def _said(target: Target, decided: Decided, text: str, ratio: Estimate) -> Sentence:
    return sentence(_ID, target, decided, text, ratio, unit="×", evidence=NAME)


CLAIMS = (
    Claim(
        id=_ID,
        order=66,
        says="Threads far beyond the CPUs get less done.",
        source=essay(2),
        needs="fairness of the most threads, without a lock, at the default switch interval",
        refuted="many threads that get as much done as two",
        applies=any_target,
        elsewhere="",
        rule=_threads_beyond_cpus,
    ),
)
