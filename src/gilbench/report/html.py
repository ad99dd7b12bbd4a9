"""One self-contained HTML page: nothing is fetched, and all of it can be read without JavaScript."""

import re
import shlex
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files as resources
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from gilbench import fmt, legible
from gilbench.model import Document, Page
from gilbench.model.blocks import Table
from gilbench.report import data_block, dots, downloads, layout, long_tables, palette, states, svg_files
from gilbench.report.charts.draw import draw
from gilbench.report.charts.looks import families, named
from gilbench.report.contents import contents
from gilbench.report.document import of_run
from gilbench.report.long_names import parts
from gilbench.report.opened import opened
from gilbench.report.shared_columns import SharedColumns
from gilbench.report.shared_svg import SharedSvg
from gilbench.report.short_html import short
from gilbench.report.subjects import Subjects


class Files(NamedTuple):
    """What a page hands out."""

    names: tuple[str, ...]
    text: Callable[[], str]  # what they are made of, as `files.js` reads it: of a single one, that file


_SCRIPTS = ("packed.js",)
_SEARCHED = (*_SCRIPTS, "script.js", "files.js")

_COMMENT = re.compile(r"(^|\s)//\s.*")  # of a script of ours: no text in one has these signs with a blank behind
_BLANK = re.compile(r"\n{2,}(?=<)")  # between elements, where templates leave blank lines


def render(page: Page) -> str:
    """Return the page of a run: the same bytes for the same record."""
    return written(of_run(page), Files(downloads.NAMES, partial(downloads.text, page)))


def written(page: Document, files: Files) -> str:
    """Return a page that hands out these files beside its long table, if it has one."""
    searchable = any(
        isinstance(block, Table) and block.searchable
        for section in page.sections
        for block in layout.everything(section.blocks)
    )
    script = _joined(_SEARCHED if searchable else _SCRIPTS)
    text = (
        _environment()
        .get_template("page.html.j2")
        .render(
            page=page,
            titles={section.id: section.title for section in page.sections},
            ids=Ids(),
            drawings=SharedSvg(),
            numbers=SharedColumns(),
            subjects=Subjects(
                (each.id for each in page.targets), (block for each in page.sections for block in each.blocks)
            ),
            rest=long_tables.Rest(),
            most_terms=long_tables.MOST_TERMS,
            searchable=searchable,
            downloads=files.text() if searchable else "",
            files=files.names,
            css=_asset("style.css"),
            css_variables=Markup(palette.css_variables()),  # noqa: S704  constants of this package
            css_steps=Markup(palette.css_steps()),  # noqa: S704  constants of this package
            theme=_script("theme.js"),
            script=script,
            svg_script=_script("svg.js"),
            policy=_policy(_script("theme.js"), script, _script("svg.js")),
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
        return self.last(kind)

    def last(self, kind: str) -> str:
        """Return the name that was given last."""
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
        "beside_the_middle": dots.beside_the_middle,
        "cut": long_tables.cut,
        "dots": dots.path,
        "drawing": draw,
        "duration": fmt.duration,
        "families": families,
        "few": legible.few,
        "figure": states.figure,
        "file_within": svg_files.within,
        "first_rows": long_tables.first_rows,
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
        "short_html": short,
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
    return Markup(resources("gilbench.report").joinpath("templates", name).read_text("utf-8"))  # noqa: S704  ours


def _script(name: str) -> Markup:
    """Return a script without what only its readers need: blanks before lines, and comments up to the end of a line."""
    lines = (_COMMENT.sub("", line).strip() for line in str(_asset(name)).splitlines())
    return Markup("\n".join(filter(None, lines)))  # noqa: S704  ours


def _joined(names: Iterable[str]) -> Markup:
    return Markup("\n").join(map(_script, names))


def _policy(*scripts: str) -> str:
    """Forbid the page to fetch anything, and every script but its own."""
    own = " ".join(f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in scripts)
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {own}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
