"""What the results say of threads that make a call at once where there is no GIL, in words for all formats."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from gilbench import fmt, legible
from gilbench.probe.contention import BUSY
from gilbench.probe.results import Contends, Contention, Cures, Factor, Probed

HEAD = "contend"
_SHOWN = 60  # letters of a statement

_VERDICTS: Mapping[Contends, str] = MappingProxyType(
    {
        "contends": "it contends",
        "takes turns": "they take turns, waiting for each other",
        "does not contend": "it does not contend",
        "undecided": "whether it contends is undecided",
    }
)
_CURES: Mapping[Cures, str] = MappingProxyType(
    {
        "yes": "what they share is the reason",
        "partly": "what they share is the reason, at least in part",
        "no": "what they no longer share is not the reason",
        "undecided": "whether what they share is the reason is undecided",
    }
)


def sentences(result: Probed) -> list[str]:
    """Return what two threads at once do to a call, and whether what they share is the reason; empty if not known."""
    found = result.contention
    if found is None:
        return []
    return [_sentence(found), *private(result)]


def remarks(result: Probed) -> list[str]:
    """Return what a table has no room for: why it is undecided, and what becomes of it with names of their own."""
    found = result.contention
    return [*([_sentence(found)] if found and found.verdict == "undecided" else []), *private(result)]


def private(result: Probed) -> list[str]:
    """Return what becomes of it if each thread has names of its own; empty if nobody asked, or nobody knows."""
    found = result.private_contention
    if found is None:
        return []
    why = "there was nothing to cure" if result.private_cures is None else _CURES[result.private_cures]
    statement = legible.shortened(legible.one_line(result.private), _SHOWN)
    return [f"With {statement} in each thread, two use {_both(found)}: {why}."]


def cell(result: Probed) -> str:
    """Return what stands in that column: `4.25×`, `turns`, `no`."""
    found = result.contention
    if found is None:
        return fmt.MISSING
    match found.verdict:
        case "contends":
            return fmt.ratio(found.cpu.value)
        case "takes turns":
            return "turns"
        case "does not contend":
            return "no"
        case _:
            return "?"


def how_to_read(results: Iterable[Probed]) -> list[str]:
    """Return a line about that column; none if there is none."""
    if not any(each.contention for each in results):
        return []
    told = f"“{HEAD}”: CPU time of a call while two threads make it at once ÷ while one does"
    return [f"{told}; turns: they wait for each other; no: neither; ?: undecided."]


def _sentence(found: Contention) -> str:
    return f"Two threads at once use {_both(found)} of one alone: {_VERDICTS[found.verdict]}{_busy(found)}."


def _both(found: Contention) -> str:
    return f"{_shown(found.cpu)} the CPU time per call and make {_shown(found.calls)} the calls"


def _shown(factor: Factor) -> str:
    return f"{fmt.ratio(factor.value)} ({fmt.span(factor.low, factor.high)})"


def _busy(found: Contention) -> str:
    if found.verdict != "undecided" or found.busy <= BUSY:
        return ""
    return f", for other programs kept the threads from a CPU for {fmt.share(found.busy)} of their time"
