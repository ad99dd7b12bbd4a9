"""Claims: statements with a rule that decides them from measurements, target by target."""

from collections.abc import Callable
from dataclasses import dataclass

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.inside.schema import Facts
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence


class CannotSayError(Exception):
    """A rule that does not decide; the message is the reason that the report gives."""


@dataclass(frozen=True)
class Source:
    """Who says what a claim puts to the test."""

    told: str  # as a reader knows it: "the essay", "PEP 703", "gilbench"
    place: int | None = None  # of the sentence in the essay, from 1 on; None for what it does not say


GILBENCH = Source("gilbench")  # what nobody says in so many words, and what people want to know


def essay(place: int) -> Source:
    """Return the essay on threads and locks as a source, with the place that the sentence has in it, from 1 on."""
    return Source("the essay", place)


@dataclass(frozen=True)
class Claim:
    """A statement about the GIL with the rule that decides it from measurements."""

    id: str
    order: int  # by how useful it is: the lowest comes first
    says: str  # the statement
    source: Source  # who says it
    needs: str  # which trials decide it
    refuted: str  # what would have to be measured for it not to hold
    applies: Callable[[Facts], bool]
    elsewhere: str  # why it is not decided if it applies to no target of the run
    rule: Callable[[Evidence, Target], Sentence]  # raises CannotSayError
    about: str = ""  # the only workload that it is about; empty where it is about more than what one run measures


@dataclass(frozen=True)
class Stated:
    """A claim, with the experiment that decides it."""

    experiment: str
    claim: Claim

    @property
    def place(self) -> tuple[bool, bool, int, int]:
        """Where it stands: what is about single workloads, the sentences of the essay in their order, then the rest.

        The rest stands by how useful it is.
        """
        told = self.claim.source.place
        return not self.claim.about, told is None, told or 0, self.claim.order


def sound(summary: Summary, called: str) -> Summary:
    """Return a summary that sentences may rest on; raises CannotSayError, which names it as a reader knows it."""
    if summary.state != "ok":
        raise CannotSayError(f"not measured: {called}: {summary.state}: {summary.reason}")
    if summary.doubts:
        raise CannotSayError(f"not measured: {called}: {', '.join(summary.doubts)}")
    return summary


def any_target(_facts: Facts) -> bool:
    """Return that a claim applies to every target."""
    return True


def with_gil(facts: Facts) -> bool:
    """Return whether a claim about life under the GIL applies to a target."""
    return facts.gil_enabled


def without_gil(facts: Facts) -> bool:
    """Return whether a claim about life without the GIL applies to a target."""
    return not facts.gil_enabled


def sentence(
    claim: str, target: Target, decided: Decided, text: str, rests_on: Estimate, *, unit: str, evidence: str
) -> Sentence:
    """Return what a claim comes to on a target.

    `unit` is that of the figure it rests on: "×", "%", "s" or "CPUs"; `evidence` is the id of a section of the page.
    """
    return Sentence(
        id=f"{claim}:{target.id}",
        claim=claim,
        decided=decided,
        text=text,
        value=rests_on.value,
        low=rests_on.low,
        high=rests_on.high,
        unit=unit,
        evidence=evidence,
        target=target.id,
    )
