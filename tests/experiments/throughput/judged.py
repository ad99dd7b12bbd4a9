"""What the rules say of a simulated run."""

from tests.known import collect, verdict
from tests.simulated import CALM, simulate


def decided(seconds, world=CALM, **manifest):
    """Return the sentences by id, and the reasons of the rest by "claim:target"."""
    sentences, unsaid = verdict(collect(simulate(seconds, world, **manifest)))
    return {each.id: each for each in sentences}, {f"{each.claim}:{each.target}": each.reason for each in unsaid}
