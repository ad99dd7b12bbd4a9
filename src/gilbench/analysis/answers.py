"""What every claim comes to on every interpreter of a run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gilbench.analysis.claims import Stated
from gilbench.interpreters.target import Target
from gilbench.model import Sentence, Unsaid

Standing = Literal["holds", "does not hold", "undecided", "not measured", "does not apply"]

_STANDINGS: tuple[Standing, ...] = ("undecided", "not measured", "does not apply")  # how reasons begin


@dataclass(frozen=True)
class Answer:
    """What a claim comes to on one interpreter."""

    target: str
    standing: Standing
    text: str  # the sentence, or why there is none; empty where the claim has no meaning
    sentence: Sentence | None


@dataclass(frozen=True)
class Answered:
    """A claim with its answers, one for each interpreter in their order."""

    stated: Stated
    answers: tuple[Answer, ...]


def answered(
    stated: Iterable[Stated], targets: Sequence[Target], sentences: Iterable[Sentence], unsaid: Iterable[Unsaid]
) -> tuple[Answered, ...]:
    """Return every claim, in the order given, with what was said of it on each target, or why nothing was."""
    said = {(each.claim, each.target): each for each in sentences}
    silent = {(each.claim, each.target): each.reason for each in unsaid}
    return tuple(Answered(each, tuple(_answer(each, target, said, silent) for target in targets)) for each in stated)


def _answer(
    stated: Stated,
    target: Target,
    said: Mapping[tuple[str, str | None], Sentence],
    silent: Mapping[tuple[str, str | None], str],
) -> Answer:
    place = (stated.claim.id, target.id)
    if place in said:
        return Answer(target.id, said[place].decided, said[place].text, said[place])
    reason = silent.get(place, "")
    return Answer(target.id, _standing(reason) if reason else "does not apply", reason, None)


def _standing(reason: str) -> Standing:
    return next((each for each in _STANDINGS if reason.startswith(each)), "not measured")
