"""What one part of the page quotes from another experiment, by the names of its parameters and figures."""

from collections.abc import Mapping

from gilbench.analysis.evidence import Evidence
from gilbench.interpreters.target import Target
from gilbench.model import Estimate


def figures(
    evidence: Evidence, experiment: str, target: Target, parameters: Mapping[str, str | float]
) -> Mapping[str, Estimate]:
    """Return the figures of the first sound trial with these parameters, of the fewest workers; none if there is none.

    Of several with further parameters it is one with the fewest.
    """
    sound = [each for each in evidence.of(experiment) if each.sound and each.trial.target == target.id]
    alike = [each for each in sound if parameters.items() <= dict(each.trial.parameters).items()]
    chosen = min(alike, key=lambda each: (len(each.trial.parameters), each.trial.workers), default=None)
    return {} if chosen is None else evidence.figures[chosen.trial.id]
