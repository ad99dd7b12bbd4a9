"""The list of contents in one row."""

import pytest
from tests.report import pages
from tests.report.page import read

from gilbench.model.blocks import Note
from gilbench.report import html
from gilbench.report.contents import contents


def sections(*orders):
    return [pages.section(f"s{order}", Note("said"), order=order) for order in orders]


@pytest.mark.parametrize(
    ("orders", "entries"),
    [
        pytest.param((0, 2, 10), [("", 3)], id="the first ones by name"),
        pytest.param((0, 30, 40), [("", 1), ("Speed-ups", 2)], id="others in a group"),
        pytest.param((0, 30, 52), [("", 1), ("", 1), ("", 1)], id="no group of one"),
        pytest.param((52, 59, 910, 920), [("Switching", 2), ("This run", 2)], id="several groups"),
        pytest.param((), [], id="nothing"),
    ],
)
def test_sections_are_in_groups_by_their_order(orders, entries):
    assert [(entry.name, len(entry.sections)) for entry in contents(sections(*orders))] == entries


def test_every_section_is_in_the_list_once_and_in_order():
    shown = sections(0, 2, 5, 10, 30, 40, 52, 53, 61, 62, 70, 75, 900, 910)
    nav = read(html.render(pages.page(*shown))).all("nav")[0]
    assert [link.attributes["href"] for link in nav.all("a")] == [f"#{section.id}" for section in shown]
    assert [each.text for each in nav.all("summary")] == [
        "Speed-ups",
        "Switching",
        "Sharing and mistakes",
        "Workers and interpreters",
        "This run",
    ]
