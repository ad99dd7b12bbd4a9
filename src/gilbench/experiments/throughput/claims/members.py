"""The workloads of a class beside its lead: a sentence about the class must not stand against them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from gilbench.analysis.claims import CannotSayError
from gilbench.experiments.throughput.analysis.members import members
from gilbench.experiments.throughput.analysis.told import Told
from gilbench.experiments.throughput.claims.case import Case
from gilbench.fmt import interval, times
from gilbench.model import Estimate, Sentence

_NAMED = 3  # members in a sentence; more are counted


@dataclass(frozen=True)
class Member:
    """A workload of which it is clear whether threads speed it up."""

    workload: str
    speedup: Estimate

    @property
    def in_words(self) -> str:
        """Its figure and its name: "0.53× (95 % interval 0.52–0.55; keep_products)"."""
        return f"{times(self.speedup.value)} ({interval(self.speedup)}; {self.workload})"


@dataclass(frozen=True)
class Found:
    """What threads do for the lead of a class."""

    workload_class: str
    lead: str
    gains: bool
    figures: str  # the lead's, in words
    sentence: Sentence  # what may be said of the class as long as no member stands against it


def opposed(case: Case, workload_class: str, workload: str, *, gains: bool) -> list[Member]:
    """Return the members of a class that threads clearly do the opposite for, in the order of the catalogue.

    Opposite to what they do for `workload`, which `gains` tells.
    """
    others = [each for each in _of_class(case, workload_class) if each != workload]
    return [member for member, gain in _decided(case, others) if gain != gains]


def said(case: Case, found: Found, only_some: str) -> Sentence:
    """Return the sentence about a class.

    Where members stand against the lead it begins with `only_some`, names them with their figures, and the claim does
    not hold: it is about the whole class. One that gains shows that there were CPUs to gain from.
    """
    against = _against(case, found)
    if not against:
        return found.sentence
    text = f"{only_some} on {case.target.id}: {found.figures}, but {named(against)}."
    return replace(found.sentence, text=text, decided="does not hold")


def in_processes(case: Case, workload_class: str, workload: str) -> str:
    """Return what the same work gains in processes, to be added to a sentence.

    Raise CannotSayError where nothing shows that there were CPUs to gain from: neither that, nor a member of the class
    that threads speed up.
    """
    try:
        ceiling = case.headroom(workload)
    except CannotSayError:
        if opposed(case, workload_class, workload, gains=False):
            return ""
        raise
    return f", while the same work in processes gives {times(ceiling.value)}"


def told(case: Case, found: Found) -> Mapping[str, Told]:
    """Return what that sentence says, by class."""
    return {found.workload_class: Told(found.gains, found.lead, whole_class=not _against(case, found))}


def named(found: list[Member]) -> str:
    """Return members with their figures; of many, the first few."""
    more = len(found) - _NAMED
    words = [each.in_words for each in found[:_NAMED]]
    return ", ".join(words) + (f" and {more} more of this class" if more > 0 else "")


def _against(case: Case, found: Found) -> list[Member]:
    return opposed(case, found.workload_class, found.lead, gains=found.gains)


def _decided(case: Case, workloads: Iterable[str]) -> Iterator[tuple[Member, bool]]:
    for workload in workloads:
        try:
            speedup = case.speedup(workload)
            gains = case.gains(speedup, case.threads_on(workload))
        except CannotSayError:
            continue
        yield Member(workload, speedup), gains


def _of_class(case: Case, workload_class: str) -> list[str]:
    """Return the workloads of a class that a target was measured with, in the order of its catalogue."""
    return [each.name for each in members(case.evidence, case.target, workload_class)]
