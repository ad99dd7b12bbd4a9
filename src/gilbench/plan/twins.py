"""What targets cost that take part only as twins: to tell what another one pays for having no GIL."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gilbench import fmt
from gilbench.interpreters.target import Target
from gilbench.plan.estimate import Pricing
from gilbench.plan.trial import Plan


def taking_part(targets: Sequence[Target], plan: Plan) -> list[Target]:
    """Return the targets without the twins that have nothing to measure."""
    busy = {trial.target for trial in plan.trials}
    return [each for each in targets if not each.twin_of or each.id in busy]


def remarks(targets: Sequence[Target], plan: Plan, pricing: Pricing) -> Iterator[str]:
    """Yield for each twin why it takes part, with how many trials, and the seconds of the least number of rounds."""
    for target in targets:
        own = tuple(trial for trial in plan.trials if trial.target == target.id)
        if target.twin_of and own:
            seconds = pricing.least(replace(plan, trials=own, copies=()))
            yield (
                f"{target.id} takes part to tell what serial code pays on {target.twin_of} for having no GIL: "
                f"{fmt.plural(len(own), 'serial trial')}, about {fmt.duration(seconds)} of the time; "
                "name interpreters with --python to leave it out"
            )
