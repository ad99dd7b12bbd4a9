"""One self-contained HTML page: nothing is fetched, and all of it can be read without JavaScript."""

import re
import shlex
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from gilbench import fmt, legible
from gilbench.model import Page
from gilbench.model.blocks import Table
from gilbench.report import csv_table, data_block, json_verdict, layout, palette, states, svg_files
from gilbench.report.charts.draw import draw
from gilbench.report.charts.looks import families, named
from gilbench.report.contents import contents
from gilbench.report.long_names import parts
from gilbench.report.opened import opened
from gilbench.report.shared_columns import SharedColumns
from gilbench.report.shared_svg import SharedSvg

# What a page hands out: the same files that stand beside the run, as its script reads them.
DOWNLOADS: Mapping[str, Callable[[Page], str]] = {
    "results.csv": lambda page: data_block.by_column(csv_table.result_cells(page)),
    "figures.csv": lambda page: data_block.by_column(csv_table.figure_cells(page)),
    "verdict.json": json_verdict.render,
}

_BLANK = re.compile(r"\n{2,}(?=<)")  # between elements, where templates leave blank lines


def render(page: Page) -> str:
    """Return the page: the same bytes for the same record."""
    searchable = any(
        isinstance(block, Table) and block.searchable
        for section in page.sections
        for block in layout.everything(section.blocks)
    )
    text = (
        _environment()
        .get_template("page.html.j2")
        .render(
            page=page,
            titles={section.id: section.title for section in page.sections},
            ids=Ids(),
            drawings=SharedSvg(),
            numbers=SharedColumns(),
            searchable=searchable,
            downloads={name: write(page) for name, write in DOWNLOADS.items()} if searchable else {},
            css=_asset("style.css"),
            css_variables=Markup(palette.css_variables()),  # noqa: S704  constants of this package
            theme=_asset("theme.js"),
            script=_asset("script.js"),
            svg_script=_asset("svg.js"),
            policy=_policy(*map(_asset, ("theme.js", "script.js", "svg.js"))),
        )
    )
    return _BLANK.sub("\n", text)


class Ids:
    """Names for what is drawn, none of them twice in a page."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def next(self, kind: str) -> str:
        """Return the next name of a kind: "c-1". Kinds are short: a name stands in several places."""
        self._given[kind] += 1
        return f"{kind}-{self._given[kind]}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("gilbench.report"),
        autoescape=True,
        finalize=_without_controls,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "attribute": attribute,
        "bar_names": layout.bar_names,
        "breakable": breakable,
        "command": shlex.join,
        "commands": data_block.commands,
        "contents": contents,
        "drawing": draw,
        "duration": fmt.duration,
        "families": families,
        "file_within": svg_files.within,
        "kind": layout.kind,
        "matrices": layout.matrices,
        "moment": legible.moment,
        "named": named,
        "neighbours": layout.neighbours,
        "of_kind": layout.of_kind,
        "one_line": legible.one_line,
        "opened": opened,
        "packed": data_block.packed,
        "plural": fmt.plural,
        "printable": legible.printable,
        "ratio": fmt.ratio,
        "rows": data_block.rows,
        "runs": layout.runs,
        "signed": states.signed,
        "step": states.colour_step,
    }
    environment.globals |= {
        "FILE_ROOT": Markup(svg_files.ROOT),  # noqa: S704  a constant of this package
        "LOOKS": states.LOOKS,
        "SEVERITIES": states.SEVERITIES,
        "FASTER_EDGES": states.FASTER_EDGES,
        "SLOWER_EDGES": states.SLOWER_EDGES,
        "family": family,
    }
    return environment


def _without_controls(value: object) -> object:
    return legible.printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def attribute(words: str) -> Markup:
    """Return classes of ours as a value, without quotation marks where it is one: there are thousands of cells."""
    return Markup(f'"{words}"' if " " in words else words)  # noqa: S704  no text of others


def breakable(name: str) -> Markup:
    """Let a long name break where it may; what is copied stays the same."""
    return Markup("<wbr>").join(parts(legible.one_line(name)))  # escapes what it joins


def family(name: str) -> tuple[str, str, str]:
    """Return the sign, the label and the variable of a family; one that a user made up keeps its own name."""
    look = palette.family(name)
    return (look.glyph, look.label, name) if name in palette.FAMILIES else (look.glyph, name, "serial")


@cache
def _asset(name: str) -> Markup:
    return Markup(files("gilbench.report").joinpath("templates", name).read_text("utf-8"))  # noqa: S704  ours


def _policy(*scripts: str) -> str:
    """Forbid the page to fetch anything, and every script but its own."""
    own = " ".join(f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in scripts)
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {own}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
