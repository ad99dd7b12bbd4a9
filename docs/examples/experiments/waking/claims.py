"""Sleeping threads wake late."""

from gilbench import fmt
from gilbench.analysis.claims import GILBENCH, CannotSayError, Claim, any_target, sentence, sound
from gilbench.analysis.evidence import Evidence
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Sentence


def _wakes_late(evidence: Evidence, target: Target) -> Sentence:
    here = [each for each in evidence.of("waking") if each.trial.target == target.id]
    if not here:
        raise CannotSayError("not measured: waking is not in this run")
    late = sound(here[0], "waking").figures["late"]  # a trial that went wrong, or is in doubt, decides nothing
    if late.low is None:
        raise CannotSayError("not measured: fewer than two rounds of waking")
    text = f"A thread that sleeps for 1 ms wakes {fmt.time_interval(late)} late on {target.id}."
    decided: Decided = "holds" if late.low > 0 else "does not hold"
    return sentence("wakes-late", target, decided, text, late, unit="s", evidence="waking")


CLAIMS = (
    Claim(
        id="wakes-late",
        order=500,
        says="Sleeping threads wake late.",
        source=GILBENCH,
        needs="waking, in two rounds",
        refuted="a thread that wakes on time",
        applies=any_target,
        elsewhere="",
        rule=_wakes_late,
    ),
)
