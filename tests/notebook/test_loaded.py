"""How a notebook shows a run: short, and harmless whatever is in it."""

import re
from dataclasses import FrozenInstanceError

import pytest
from tests.goldens import check
from tests.known import build
from tests.page import runs
from tests.report.pages import HOSTILE

from gilbench.notebook.loading import told


def shown(run):
    return told(build(getattr(runs, run)()))


@pytest.mark.parametrize("run", ["full", "empty", "invented"])
def test_what_is_shown_is_agreed(run):
    loaded = shown(run)
    check(f"notebook/{run}.txt", f"{loaded!r}\n")
    check(f"notebook/{run}.html", f"{loaded._repr_html_()}\n")


def test_a_notebook_says_what_a_terminal_says():
    loaded = shown("full")
    lines = re.sub(r"</?(?:p|ul|li|b|br)>", "\n", loaded._repr_html_()).split("\n")
    assert [line for line in lines if line] == repr(loaded).split("\n")


def test_texts_of_others_break_out_of_nothing():
    loaded = shown("hostile")
    assert HOSTILE.partition("\n")[0].replace("/", "|") in loaded.name
    assert "<img" not in loaded._repr_html_()
    assert set(re.findall(r"<(/?\w+)", loaded._repr_html_())) <= {"p", "/p", "b", "/b", "br", "ul", "/ul", "li", "/li"}
    assert "\x1b" not in repr(loaded)
    assert len(repr(loaded).split("\n")) <= 6


def test_one_is_neither_changed_nor_compared():
    one, another = shown("full"), shown("full")
    assert one != another
    with pytest.raises(FrozenInstanceError):
        one.name = "another"
