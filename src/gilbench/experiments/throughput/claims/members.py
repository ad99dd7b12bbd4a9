"""The workloads of a class beside its lead: a sentence about the class must not stand against them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gilbench.analysis.claims import CannotSayError
from gilbench.experiments.throughput.analysis.members import members
from gilbench.experiments.throughput.analysis.told import Told
from gilbench.experiments.throughput.claims.case import Case
from gilbench.fmt import listed, times
from gilbench.model import Estimate, Sentence

_NAMED = 2  # members in a sentence; more are counted


@dataclass(frozen=True)
class Member:
    """A workload of which it is clear whether threads speed it up."""

    workload: str
    speedup: Estimate

    @property
    def in_words(self) -> str:
        """Its name and its figure: "keep_products (0.53×)"."""
        return f"{self.workload} ({times(self.speedup.value)})"


@dataclass(frozen=True)
class Found:
    """What threads do for the lead of a class."""

    workload_class: str
    lead: str
    gains: bool
    figures: str  # the lead's, to be put into brackets
    how: str  # what is to be said of a figure that is not the clock's, as a sentence to be added; else empty
    sentence: Sentence  # what may be said of the class as long as no member stands against it


def opposed(case: Case, workload_class: str, workload: str, *, gains: bool) -> list[Member]:
    """Return the members of a class that threads clearly do the opposite for, in the order of the catalogue.

    Opposite to what they do for `workload`, which `gains` tells.
    """
    others = [each for each in _of_class(case, workload_class) if each != workload]
    return [member for member, gain in _decided(case, others) if gain != gains]


def said(case: Case, found: Found, only_some: str) -> Sentence:
    """Return the sentence about a class.

    Where members stand against the lead it says `only_some`, names them with their figures, and the claim does not
    hold: it is about the whole class. One that gains shows that there were CPUs to gain from.
    """
    against = _against(case, found)
    if not against:
        return found.sentence
    lead, did = (found.lead, "did not") if found.gains else (f"not {found.lead}", "did")
    text = f"{only_some} in {case.crew}: {lead} ({found.figures}). But {named(against)} {did}.{found.how}"
    return replace(found.sentence, text=text, decided="does not hold")


def in_processes(case: Case, workload_class: str, workload: str) -> str:
    """Return what the same work gains in processes, as a sentence to be added.

    Raise CannotSayError where nothing shows that there were CPUs to gain from: neither that, nor a member of the class
    that threads speed up.
    """
    try:
        ceiling = case.headroom(workload)
    except CannotSayError:
        if opposed(case, workload_class, workload, gains=False):
            return ""
        raise
    return case.in_processes(ceiling)


def told(case: Case, found: Found) -> Mapping[str, Told]:
    """Return what that sentence says, by class."""
    return {found.workload_class: Told(found.gains, found.lead, whole_class=not _against(case, found))}


def named(found: Sequence[Member]) -> str:
    """Return members with their figures; of many, the first two and how many more."""
    more = len(found) - _NAMED
    return listed([*(each.in_words for each in found[:_NAMED]), *([f"{more} more"] if more > 0 else [])])


def _against(case: Case, found: Found) -> list[Member]:
    return opposed(case, found.workload_class, found.lead, gains=found.gains)


def _decided(case: Case, workloads: Iterable[str]) -> Iterator[tuple[Member, bool]]:
    for workload in workloads:
        try:
            speedup = case.speedup(workload)
            case.require_cpus_for(workload, speedup)
            gains = case.gains(speedup, case.threads_on(workload))
        except CannotSayError:
            continue
        yield Member(workload, speedup), gains


def _of_class(case: Case, workload_class: str) -> list[str]:
    """Return the workloads of a class that a target was measured with, in the order of its catalogue."""
    return [each.name for each in members(case.evidence, case.target, workload_class)]
