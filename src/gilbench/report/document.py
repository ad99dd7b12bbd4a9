"""What stands above the sections of the page of a run."""

from collections.abc import Iterator

from gilbench import fmt, legible
from gilbench.model import QUESTION, Document, Page
from gilbench.model.blocks import Note


def of_run(page: Page) -> Document:
    """Return the page of a run as one that can be written."""
    measured = f"{fmt.duration(page.duration)} of measuring"
    moment = legible.moment(page.created)
    return Document(
        title=f"gilbench: {', '.join(each.id for each in page.targets)}, {moment}",
        question=QUESTION,
        subline=(fmt.plural(page.usable_cpus, "usable CPU"), moment, measured, f"run {page.run_id}"),
        targets=page.targets,
        trust=page.trust,
        banners=tuple(_banners(page)),
        sections=page.sections,
        elsewhere="results.csv and figures.csv beside this page",
        version=page.version,
    )


def _banners(page: Page) -> Iterator[Note]:
    if page.invented:
        text = "Nothing on this page was measured; it only shows what a report looks like."
        yield Note(text, "Invented timings: dry run.", "serious")
    if not page.finished:
        measured = fmt.plural(page.counts.get("ok", 0), "trial")
        text = f"The rest of the plan is still open; go on with gilbench run --resume and the folder {page.run_id}."
        yield Note(text, f"Interrupted: {measured} measured.", "warning")
