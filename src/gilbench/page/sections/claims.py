"""Claims: every one of them, on every interpreter."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gilbench import fmt
from gilbench.analysis.answers import Answer, Answered, Standing
from gilbench.model import Section
from gilbench.model.blocks import Block, Cell, Column, Content, Entries, Folded, Note, Table
from gilbench.page.material import Material

ORDER = 5

_COUNTED: Mapping[Standing, tuple[str, str]] = {  # of one, of many
    "holds": ("holds", "hold"),
    "does not hold": ("does not hold", "do not hold"),
    "undecided": ("is undecided", "are undecided"),
    "not measured": ("was not measured", "were not measured"),
}
_HOW = (
    "A sign judges the claim at the beginning of its row. Below it stands the figure that decides, with its 95 % "
    "interval; it leads to the evidence. In sentences brackets are 95 % intervals as well. What is undecided was "
    "measured, and the interval is too wide. Means of paired ratios and of CPUs busy, medians of times. What counts "
    "as a difference is "
)


def section(material: Material) -> Section | None:
    """Return the table of all claims, None if there is no claim."""
    if not material.answered:
        return None
    targets = [each.id for each in material.run.manifest.subjects]
    counted = Note(_counted(material.answered))
    words = Folded("Every claim in words: what was found, and what would refute it", (_in_words(material.answered),))
    margin = fmt.share(material.evidence.standard.least)
    question = "Which of the things that people say hold here?"
    blocks: tuple[Block, ...] = (
        counted,
        *_tables(material.answered, targets),
        Note(f"{_HOW}{margin} or more.", "How to read it:"),
        words,
    )
    return Section("claims", ORDER, "Claims", question, blocks, brief=(counted,))


def _tables(found: Sequence[Answered], targets: Sequence[str]) -> tuple[Block, ...]:
    """Return first what is claimed of single workloads; the rest is folded where nothing of it was measured."""
    own = [each for each in found if each.stated.claim.about]
    told = [each for each in found if each.stated.claim.source.place is not None]
    asked = [each for each in found if each not in own and each not in told]
    first = (_table("What threads do for the work of this run", own, targets),) if own else ()
    essay = _table("What an essay on threads and locks says, in its order", told, targets)
    more = _table("What else is asked, the most useful first", asked, targets)
    if _about_own_work(found):
        others = fmt.plural(len(told) + len(asked), "claim")
        return *first, Folded(f"{others} about other work, of which nothing was measured", (essay, more))
    return *first, essay, *((Folded(fmt.plural(len(asked), "more claim"), (more,)),) if asked else ())


def _about_own_work(found: Sequence[Answered]) -> bool:
    """Tell whether a run measured what claims about single workloads are about, and nothing that others are about."""
    others = [each for each in found if not each.stated.claim.about]
    silent = {"not measured", "does not apply"}
    return len(others) < len(found) and all(one.standing in silent for each in others for one in each.answers)


def _counted(found: Sequence[Answered]) -> str:
    if _about_own_work(found):
        own = [each for each in found if each.stated.claim.about]
        return f"{_numbers(own)}: what is claimed of the work of this run, on each interpreter."
    return f"{_numbers(found)}: every claim, on each interpreter that it is about."


def _numbers(found: Iterable[Answered]) -> str:
    counts = Counter(each.standing for claim in found for each in claim.answers)
    said = [
        f"{number} {one if number == 1 else many}"
        for standing, (one, many) in _COUNTED.items()
        if (number := counts[standing])
    ]
    return fmt.listed(said)


def _table(caption: str, found: Iterable[Answered], targets: Sequence[str]) -> Table:
    return Table(
        caption,
        (Column("claim", form="words"), *map(Column, targets)),
        tuple((_claim(each), *map(_cell, each.answers)) for each in found),
        shape="wide",
    )


def _claim(each: Answered) -> Cell:
    claim = each.stated.claim
    return Cell(claim.says, (claim.source.told,) if claim.source.place is None and not claim.about else ())


def _cell(answer: Answer) -> Content:
    if answer.standing == "does not apply":
        return answer.standing
    sentence = answer.sentence
    if sentence is None:
        return Cell(answer.standing, decided=answer.standing)
    if sentence.value is None:
        return Cell(answer.standing, decided=answer.standing, to=sentence.evidence)
    figures = [fmt.quantity(sentence.value, sentence.unit)]
    if sentence.low is not None and sentence.high is not None:
        figures.append(f"({fmt.quantity_span(sentence.low, sentence.high, sentence.unit)})")
    return Cell(answer.standing, (" ".join(figures),), decided=answer.standing, to=sentence.evidence)


def _in_words(found: Iterable[Answered]) -> Entries:
    return Entries(tuple((each.stated.claim.says.rstrip("."), _words(each)) for each in found))


def _words(each: Answered) -> str:
    said = [answer.text for answer in each.answers if answer.sentence is not None]
    nowhere = [] if any(answer.text for answer in each.answers) else [f"Does not apply: {each.stated.claim.elsewhere}."]
    return " ".join([*said, *_reasons(each.answers), *nowhere, f"It would be refuted by {each.stated.claim.refuted}."])


def _reasons(answers: Sequence[Answer]) -> Iterator[str]:
    """Yield why there is no sentence, each reason once for the interpreters that share it."""
    targets: dict[str, list[str]] = {}
    for answer in answers:
        if answer.sentence is None and answer.text:
            targets.setdefault(answer.text, []).append(answer.target)
    yield from (f"On {fmt.listed(on)}: {reason}." for reason, on in targets.items())
