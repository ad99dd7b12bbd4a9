"""Every chart of a page as a file of its own (`--format svg`): the same bytes that the page hands out.

A chart in a page takes styles, colours and the shapes of its marks from the page. A file has them itself: styles in its
elements, for programs that read no style sheet; the colours of the light theme, on white. `svg.js` does in the page
what `_alone` does here, step by step, so that no chart has to be in a page twice.
"""

import re
from collections.abc import Iterator

from markupsafe import Markup

from gilbench.model import Page
from gilbench.model.blocks import Chart, Lanes
from gilbench.report.charts.draw import draw
from gilbench.report.layout import everything
from gilbench.report.opened import opened
from gilbench.report.shared_svg import SharedSvg

# What the root of a file has in place of its class.
ROOT = 'xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" stroke-linejoin="round"'
_HITS = re.compile(r'<g class="hits.*')  # the last of a chart: what the pointer finds
_CLASS = re.compile(r'(<[^>]*)class="(v\d+)"')
_VARIABLE = re.compile(r"var.+?,(.+?)\)")  # in the place of which its fallback comes
_EMPTY = re.compile(r"<(\w+)([^<>]*)/>")


def render(page: Page) -> dict[str, str]:
    """Return the text of every file by its name: the section, and the chart's place among all of the page."""
    shared, drawn = SharedSvg(), {}
    for place, (section, chart) in enumerate(_charts(page), 1):
        drawn[f"{section}-{place}.svg"] = str(shared.embed(draw(chart), name=f"c-{place}"))
    return {name: _alone(text, shared) for name, text in drawn.items()}


def within(shared: SharedSvg) -> Markup:
    """Return what every file of a page has after its description: the ground, and the shapes of marks."""
    return Markup('<rect width="100%" height="100%" fill="#fff"/><defs>{}</defs>').format(shared.shapes())


def _charts(page: Page) -> Iterator[tuple[str, Chart | Lanes]]:
    """Yield all charts in the order in which they stand in the page, with the sections that they are in."""
    for section in page.sections:
        parts = opened(section.blocks)
        inside = everything((*parts.said, *parts.shown, *parts.folded))
        yield from ((section.id, block) for block in inside if isinstance(block, Chart | Lanes))


def _alone(embedded: str, shared: SharedSvg) -> str:
    """Return a chart of a page with all that it takes from the page."""
    styles = {name: _VARIABLE.sub(r"\1", style) for name, style in shared.styles.items()}
    text = embedded.replace('class="chart"', ROOT, 1).replace("</desc>", f"</desc>{within(shared)}", 1)
    text = _CLASS.sub(lambda found: f'{found[1]}style="{styles[found[2]]}"', _HITS.sub("</svg>", text))
    return _EMPTY.sub(r"<\1\2></\1>", text)  # as browsers write elements
