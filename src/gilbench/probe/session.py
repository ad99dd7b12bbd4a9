"""Ask the targets what they are, then probe every call on every one of them."""

from collections.abc import Iterable, Iterator, Sequence

from gilbench.errors import NothingToRunError
from gilbench.interpreters import discovery, specs
from gilbench.interpreters.candidate import Unusable
from gilbench.interpreters.description import Question, describe_all
from gilbench.interpreters.target import Target
from gilbench.probe.calls import Call
from gilbench.probe.prober import Prober
from gilbench.probe.results import Probed


def targets(pythons: Sequence[str], prober: Prober) -> tuple[list[Target], list[Unusable]]:
    """Return the interpreters that the specs ask for, as the prober will start them, and what is wrong with others.

    Raises UsageError for what is no spec, NothingToRunError if there is no interpreter to probe.
    """
    candidates, absent = discovery.find([specs.parse(text) for text in pythons])
    found, refused = describe_all(
        candidates, Question(prober.staged, folders=(), probes=(), variables=prober.variables)
    )
    unusable = [*absent, *refused]
    if not found:
        reasons = "; ".join(f"{each.spec}: {each.reason}" for each in unusable)
        raise NothingToRunError(f"there is no interpreter to probe ({reasons})")
    return found, unusable


def probe_all(calls: Iterable[Call], found: Sequence[Target], prober: Prober) -> Iterator[Probed]:
    """Yield a result for every call on every target, one after another."""
    for call in calls:
        for target in found:
            yield prober.probe(call, target)
