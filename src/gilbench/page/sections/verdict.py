"""The verdict: what can be said, in sentences."""

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
    blocks = (Findings(first), *_brackets(first))
    return blocks, blocks


def most_useful(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return the most useful ones, no more than one of each claim."""
    of_claims: dict[str, Sentence] = {}
    for each in sentences:
        of_claims.setdefault(each.claim, each)
    return tuple(of_claims.values())[:_SHOWN]


def _brackets(shown: tuple[Sentence, ...]) -> tuple[Block, ...]:
    """Say what stands in brackets, if there is an interval among what is shown."""
    return (Note("In brackets: 95 % intervals."),) if any(each.low is not None for each in shown) else ()


def _silent(material: Material) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    lead = "No clear difference could be shown."
    measured = "" if material.results else "Nothing was measured. "
    why = f"{measured}The claims below say why."
    return (Note("", lead),), (Note(why, lead),)
