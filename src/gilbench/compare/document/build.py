"""The page of a comparison, put together, and written by the renderer of all pages."""

from functools import partial

from gilbench import __version__
from gilbench.compare import data
from gilbench.compare.document import (
    environment,
    forest,
    head,
    judged,
    left_out,
    means,
    rows,
    undecided,
    verdict,
)
from gilbench.compare.records import Comparison
from gilbench.model import Document
from gilbench.page.privacy import mailable
from gilbench.report import html

CSV = "comparison.csv"  # what `--format csv` writes
_SECTIONS = (verdict, means, forest, environment, undecided, left_out, judged, rows)  # in their order


def build(comparison: Comparison) -> Document:
    """Return the page; nothing in it names a folder or a user."""
    sections = (each.section(comparison) for each in _SECTIONS)
    document = Document(
        title=head.title(comparison),
        question=head.question(comparison),
        subline=head.subline(comparison),
        targets=head.targets(comparison),
        trust=head.trust(comparison),
        banners=tuple(head.banners(comparison)),
        sections=tuple(each for each in sections if each is not None),
        elsewhere="what gilbench compare … --format csv writes",
        version=__version__,
    )
    return mailable(document)


def render(comparison: Comparison) -> str:
    """Return the page as HTML: the same bytes for the same comparison."""
    return html.written(build(comparison), html.Files((CSV,), partial(data.as_csv, mailable(comparison))))
