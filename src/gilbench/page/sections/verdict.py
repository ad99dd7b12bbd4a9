"""The verdict: what can be said, in sentences."""

from collections.abc import Iterator
from itertools import islice

from gilbench.model import Section, Sentence
from gilbench.model.blocks import Block, Findings, Note
from gilbench.page.material import Material

ORDER = 0

_SHOWN = 6  # what somebody remembers


def section(material: Material) -> Section:
    """Return the sentences, the most useful first."""
    brief, blocks = _said(material) if material.verdict else _silent(material)
    return Section("verdict", ORDER, "Verdict", "What should I remember?", blocks, brief)


def _said(material: Material) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    first = most_useful(material.verdict)
    blocks = (Findings(first), *_brackets(first), *islice(_open(material), _SHOWN - len(first)))
    return blocks, blocks


def most_useful(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return the most useful ones, no more than one of each claim.

    Of a run about single workloads alone, the places that are left go to their other interpreters: what one wants to
    know of a call of one's own is what threads do for it on each.
    """
    of_claims: dict[str, Sentence] = {}
    for each in sentences:
        of_claims.setdefault(each.claim, each)
    firsts = tuple(of_claims.values())
    if not all(each.about for each in sentences):
        return firsts[:_SHOWN]
    rest = (each for each in sentences if each not in firsts)
    places = list(of_claims)
    return tuple(sorted((*firsts, *rest)[:_SHOWN], key=lambda each: places.index(each.claim)))


def _open(material: Material) -> Iterator[Note]:
    """Yield what a run about single workloads alone leaves open of them, and why."""
    if any(each.decided != "undecided" and not each.about for each in material.verdict):
        return
    for each in material.answered:
        if each.stated.claim.about:
            for answer in each.answers:
                if answer.sentence is None:
                    yield Note(f"{answer.text}.", f"{each.stated.claim.about} on {answer.target}:")


def _brackets(shown: tuple[Sentence, ...]) -> tuple[Block, ...]:
    """Say what stands in brackets, if there is an interval among what is shown."""
    return (Note("In brackets: 95 % intervals."),) if any(each.low is not None for each in shown) else ()


def _silent(material: Material) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    lead = "No clear difference could be shown."
    measured = "" if material.results else "Nothing was measured. "
    why = f"{measured}The claims below say why."
    return (Note("", lead),), (Note(why, lead),)
