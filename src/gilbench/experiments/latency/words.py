"""How the parameters of a trial are said."""

from collections.abc import Mapping

from gilbench import fmt
from gilbench.experiments.latency.trials import Parameters
from gilbench.model import Estimate

_KINDS = {
    "computes": ("that computes", "that compute"),
    "keeps": ("that sorts a million", "that sort a million"),
    "releases": ("that hashes without the GIL", "that hash without the GIL"),
    "polls": ("that polls with sleep(0)", "that poll with sleep(0)"),
    "garbage": ("that makes cyclic garbage", "that make cyclic garbage"),
}
_PLACES = {
    "thread": ("a thread", "threads"),
    "process": ("a process", "processes"),
    "interpreter": ("a sub-interpreter", "sub-interpreters"),
}
_SERVICES = {"thread": "", "pool": "pool of threads: ", "asyncio": "asyncio: "}


def beside(parameters: Parameters) -> str:
    """Say what is beside the service, and which service if it is not a thread: `2 threads that compute`; `nobody`."""
    names = dict(parameters)
    return f"{_SERVICES[str(names['service'])]}{_neighbours(names)}{_pace(names)}"


def change(estimate: Estimate) -> str:
    """Show a time that may be negative, with its interval: `-20 µs (-90 to 50 µs)`."""
    span = fmt.quantity_span(estimate.low, estimate.high, "s")
    return f"{fmt.time(estimate.value)} ({span})" if span else fmt.time(estimate.value)


def _neighbours(names: Mapping[str, str | float]) -> str:
    if names["beside"] == "none":
        return "nobody"
    count = int(names.get("neighbours", 1))
    (one, several), (does, do) = _PLACES[str(names["where"])], _KINDS[str(names["beside"])]
    return f"{one} {does}" if count == 1 else f"{fmt.count(count)} {several} {do}"


def _pace(names: Mapping[str, str | float]) -> str:
    return f", {fmt.significant(float(names['rate']), 1)} request a second" if "rate" in names else ""
