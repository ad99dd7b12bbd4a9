"""Every renderer knows every block."""

import io
import re
from dataclasses import fields, is_dataclass
from typing import get_args

import pytest
from rich.console import Console
from tests.report import pages
from tests.report.page import read

from gilbench.model import blocks
from gilbench.report import html, markdown, terminal


def as_html(block):
    return read(html.render(pages.page(pages.section("one", block)))).one("one").text


def as_markdown(block):
    text = markdown.render(pages.page(pages.section("one", block)))
    return re.sub(r"\\([\\`*{}\[\]|~$@#_])", r"\1", text)


def as_terminal(block):
    return terminal.render(pages.page(pages.section("one", block)))


def styled(block):
    stream = io.StringIO()
    Console(file=stream, width=120, color_system=None).print(terminal.styled(pages.page(pages.section("one", block))))
    return stream.getvalue()


RENDERERS = {"html": as_html, "markdown": as_markdown, "terminal": as_terminal, "rich": styled}


def test_there_is_an_example_of_every_block():
    shown = {type(block) for block, _ in pages.BLOCKS.values()}
    assert shown == set(get_args(blocks.Block))


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("name", pages.BLOCKS)
def test_what_a_block_says_is_in_every_format(name, renderer):
    block, word = pages.BLOCKS[name]
    assert " ".join(word.split()) in " ".join(RENDERERS[renderer](block).split())


@pytest.mark.parametrize("block", get_args(blocks.Block))
def test_blocks_are_frozen_records(block):
    assert is_dataclass(block)
    assert block.__dataclass_params__.frozen
    assert fields(block)
