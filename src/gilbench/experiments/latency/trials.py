"""The trials of latency, by their parameters: what the plan makes is what sentences look up."""

from collections.abc import Iterator

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.inside.schema import Facts

NAME = "latency"
SERVICES = ("thread", "pool", "asyncio")
KINDS = ("computes", "keeps", "releases", "polls", "garbage")
TELLING = ("computes", "keeps", "garbage")  # kinds beside other services too, and several at a time
PLACES = ("thread", "process", "interpreter")
SHORT = 0.0005  # seconds; the switch interval that sentences compare with the default one
INTERVALS = (0.0001, SHORT, 0.001, 0.02)
IN_CLOSED_LOOP = (1, 2, 4)  # neighbours, as in the table that is reproduced
SELDOM = 1.0  # requests per second, where each may wait for a call of a second

Parameters = tuple[tuple[str, str | float], ...]


def beside(kind: str, where: str, service: str = "thread") -> Parameters:
    """Return the parameters of a service with one neighbour."""
    return (("service", service), ("beside", kind), ("where", where))


def alone(service: str = "thread") -> Parameters:
    """Return the parameters of a service without neighbours."""
    return (("service", service), ("beside", "none"))


COMPUTES_HERE, COMPUTES_ELSEWHERE = beside("computes", "thread"), beside("computes", "process")
GARBAGE_HERE = beside("garbage", "thread")
SHORTENED: Parameters = (*COMPUTES_HERE, ("interval", SHORT))


def core(facts: Facts) -> tuple[Parameters, ...]:
    """Return what sentences rest on; a switch interval decides something only where there is a GIL to switch."""
    common = (COMPUTES_HERE, COMPUTES_ELSEWHERE, GARBAGE_HERE)
    return (*common, SHORTENED) if has_interval(facts) else common


def whole(facts: Facts, usable_cpus: int) -> Iterator[Parameters]:
    """Yield everything that there is to ask, what cannot be everywhere too."""
    several = str(max(2, usable_cpus))
    for service in SERVICES:
        yield alone(service)
        for kind in KINDS if service == "thread" else TELLING:
            yield from (beside(kind, where, service) for where in PLACES)
    for kind in TELLING:
        yield from ((*beside(kind, where), ("neighbours", several)) for where in PLACES)
    if has_interval(facts):
        yield from ((*COMPUTES_HERE, ("interval", each)) for each in INTERVALS)
    yield from ((*beside("keeps", where), ("rate", SELDOM)) for where in ("thread", "process"))
    yield (*alone(), ("loop", "closed"))
    for where in ("thread", "process"):
        for count in IN_CLOSED_LOOP:
            more = () if count == 1 else (("neighbours", str(count)),)
            yield (*beside("computes", where), *more, ("loop", "closed"))


def has_interval(facts: Facts) -> bool:
    """Tell whether an interpreter hands a GIL over by a switch interval."""
    return facts.gil_enabled and facts.switch_interval is not None and facts.implementation == "CPython"


def found(evidence: Evidence, target: str, parameters: Parameters) -> Summary | None:
    """Return a trial of a target by its parameters; None if it was not planned."""
    here = (each for each in evidence.of(NAME) if each.trial.target == target)
    return next((each for each in here if each.trial.parameters == parameters), None)


def elsewhere(parameters: Parameters) -> Parameters:
    """Return the parameters of the same trial with its neighbours in another process."""
    return tuple((name, "process" if name == "where" else value) for name, value in parameters)
