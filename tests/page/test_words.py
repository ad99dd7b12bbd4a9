"""Words that a reader of a report does not know, and what only programs call things: nowhere in a default run's."""

import re
from functools import cache

import pytest
from tests.page import sized
from tests.report.page import Element, read

from gilbench.experiments.discovery import find
from gilbench.page.build import build
from gilbench.report import html, markdown, terminal

UNKNOWN = re.compile(
    r"""
    \b targets? \b              # it is a Python
    | \b wall \b                # the time as measured
    | \b CPUs\ at\ work \b      # CPUs busy
    | \b (?: None(?!\ of) | nan | True | False ) \b
    | \b (?: raw_thread | (?:thread|process)_(?:pool|executor) | interpreter_executor | asyncio_threads ) \b
    | \b 3\.\d+t? / \w+ / \w+   # a trial is told in words
    """,
    re.VERBOSE,
)
FORMS = ("html", "markdown", "terminal", "whole terminal")


def seen(element: Element) -> str:
    """Return what is read of an element: no script, no style, and files that are packed in it."""
    parts = (child if isinstance(child, str) else seen(child) for child in element.children)
    return "" if element.tag in {"script", "style"} else " ".join(parts)


@cache
def text_of(form: str) -> str:
    page = built()
    match form:
        case "html":
            return seen(read(html.render(page)))
        case "markdown":
            return markdown.render(page)
        case "terminal":
            return terminal.render(page)
        case _:
            return terminal.render(page, most=None)


@cache
def built():
    return build(sized.default(), find())


@pytest.mark.parametrize("form", FORMS)
def test_no_word_stands_there_that_a_reader_does_not_know(form):
    assert UNKNOWN.findall(text_of(form)) == []


@pytest.mark.parametrize("form", FORMS)
def test_no_claim_is_called_by_its_identifier(form):
    names = re.compile(rf"(?<![\w-])(?:{'|'.join(claim.id for claim in find().claims)})(?![\w-])")
    assert names.findall(text_of(form)) == []
