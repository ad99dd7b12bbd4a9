"""docs/claims.md, written from the records of all claims and from what one run has found.

    python benchmarks/harness/claims.py RUN_FOLDER    takes the answers of that run, and writes the page
    python benchmarks/harness/claims.py               writes the page from the answers that were taken last

What a run has answered is kept in docs/claims.json, so that the page can be written again without the run when a claim
changes its words. Between the two comments in docs/claims.md stands what is written here; the rest is by hand.
"""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import gilbench
from gilbench import fmt
from gilbench.analysis.answers import Answer, Answered
from gilbench.analysis.claims import Source, Stated
from gilbench.errors import GilbenchError
from gilbench.experiments import discovery
from gilbench.experiments.catalogue import Experiments
from gilbench.page.cards import card
from gilbench.page.material import Material, gather
from gilbench.report.markdown import table
from gilbench.report.states import DECIDED
from gilbench.store import run_folder

DOCS = Path(__file__).parents[2] / "docs"
PAGE, FOUND = DOCS / "claims.md", DOCS / "claims.json"
BEGIN, END = "<!-- claims -->", "<!-- end of claims -->"


@dataclass(frozen=True)
class Found:
    """What a run has answered."""

    command: str
    date: str
    cpus: int
    targets: Mapping[str, str]  # by name: what it is
    answers: Mapping[str, Mapping[str, str]]  # by claim and target: "✓ 0.96× (0.95–0.97)"


def main() -> None:
    """Write the page, from a run or from what was taken from one."""
    parser = argparse.ArgumentParser(description="Write docs/claims.md from the records of claims and a run.")
    parser.add_argument("run", nargs="?", type=Path, metavar="RUN_FOLDER")
    asked = parser.parse_args()
    try:
        if asked.run is not None:
            taken = as_json(of_run(gather(run_folder.load(asked.run), built_in())))
            FOUND.write_text(taken, encoding="utf-8")
    except GilbenchError as error:
        raise SystemExit(str(error)) from error
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), FOUND.read_text(encoding="utf-8")), encoding="utf-8")


def built_in() -> Experiments:
    """Return the experiments of gilbench itself: whoever runs this may have found others before."""
    own = {each.name for each in Path(gilbench.__file__).with_name("experiments").iterdir()}
    return discovery.find().only(own)


def of_run(material: Material) -> Found:
    """Return what a run has answered."""
    manifest = material.run.manifest
    return Found(
        command=shlex.join(_without_folder(manifest.command)),
        date=manifest.created[:10],
        cpus=manifest.usable_cpus,
        targets={each.id: card(each).label for each in manifest.subjects},
        answers={each.stated.claim.id: _answers(each) for each in material.answered},
    )


def _without_folder(words: Sequence[str]) -> list[str]:
    """Return a command line without the folder that its run was put into: whoever repeats it has one of their own."""
    places = {place + step for place, word in enumerate(words) if word == "--out" for step in (0, 1)}
    return [word for place, word in enumerate(words) if place not in places and not word.startswith("--out=")]


def as_json(found: Found) -> str:
    """Write down what was found, as it is kept."""
    return json.dumps(vars(found), indent=1, ensure_ascii=False) + "\n"


def written(page: str, kept: str) -> str:
    """Return the page with the part between its comments written anew."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return "".join((head, BEGIN, "\n\n", "\n".join(_lines(Found(**json.loads(kept)))), "\n\n", END, tail))


def _answers(answered: Answered) -> dict[str, str]:
    return {each.target: _answer(each) for each in answered.answers}


def _answer(answer: Answer) -> str:
    if answer.standing == "does not apply":
        return "does not apply"
    sign, said = DECIDED[answer.standing], answer.sentence
    if said is None or said.value is None:
        return f"{sign} {answer.standing}"
    span = fmt.quantity_span(said.low, said.high, said.unit)
    return f"{sign} {fmt.quantity(said.value, said.unit)}" + (f" ({span})" if span else "")


def _lines(found: Found) -> Iterator[str]:
    stated = built_in().stated
    told = [each for each in stated if each.claim.source.place is not None]
    yield from _table("What the essay says, in its order", told, found)
    yield from _table("What else is asked", [each for each in stated if each not in told], found)
    yield from ("## Where this was found", "", *_where(found), "")
    yield from ("## Each claim", "", *_each(stated))


def _table(title: str, stated: Iterable[Stated], found: Found) -> Iterator[str]:
    yield from (f"## {title}", "")
    rows = [[_link(each), *(_shown(each, target, found) for target in found.targets)] for each in stated]
    yield from (*table(["claim", *found.targets], rows), "")


def _link(stated: Stated) -> str:
    return f"[{_escaped(stated.claim.says)}](#{stated.claim.id})"


def _shown(stated: Stated, target: str, found: Found) -> str:
    return found.answers.get(stated.claim.id, {}).get(target, "not in this run")


def _where(found: Found) -> Iterator[str]:
    yield f"On {found.date}, on one machine with {fmt.plural(found.cpus, 'usable CPU')}, by"
    yield from ("", "```sh", found.command, "```", "")
    yield from (f"- {target}: {label}" for target, label in found.targets.items())
    yield from ("", "On another machine other claims may hold: that is what gilbench is for.")


def _each(stated: Sequence[Stated]) -> Iterator[str]:
    for each in stated:
        claim = each.claim
        page = f"{each.experiment.replace('_', '-')}.md"
        yield from (f"### {claim.id}", "", f"> {claim.says}", "")
        yield f"- said by: {_source(claim.source)}"
        yield f"- decided by: [{each.experiment}]({page}#{claim.id}), which has the rule"
        yield f"- needs: {_escaped(claim.needs)}"
        yield f"- refuted by: {_escaped(claim.refuted)}"
        if claim.elsewhere:
            yield f"- where no interpreter of a run is asked: {claim.elsewhere}"
        yield ""


def _source(source: Source) -> str:
    return source.told if source.place is None else f"{source.told}, sentence {source.place}"


def _escaped(text: str) -> str:
    return text.replace("_", "\\_").replace("|", "\\|").replace("*", "\\*")


if __name__ == "__main__":
    main()
