"""The list of contents in one row."""

import pytest
from tests.report import pages
from tests.report.page import read

from gilbench.model.blocks import Note
from gilbench.report import html
from gilbench.report.contents import contents


def sections(*groups):
    return [pages.section(f"s{place}", Note("said"), order=place, group=group) for place, group in enumerate(groups)]


@pytest.mark.parametrize(
    ("groups", "entries"),
    [
        pytest.param(("", "", ""), [("", 3)], id="those of no group by name"),
        pytest.param(("", "a", "a"), [("", 1), ("a", 2)], id="others in their group"),
        pytest.param(("", "a", "b"), [("", 1), ("", 1), ("", 1)], id="no group of one"),
        pytest.param(("a", "a", "b", "b"), [("a", 2), ("b", 2)], id="several groups"),
        pytest.param(("a", "a", "", "a", "a"), [("a", 2), ("", 1), ("a", 2)], id="a group that is interrupted"),
        pytest.param((), [], id="nothing"),
    ],
)
def test_neighbours_of_a_group_stand_under_its_name(groups, entries):
    assert [(entry.name, len(entry.sections)) for entry in contents(sections(*groups))] == entries


def test_every_section_is_in_the_list_once_and_in_order():
    shown = sections("", "", "Speed-ups", "Speed-ups", "Switching", "Switching", "This run")
    nav = read(html.render(pages.page(*shown))).all("nav")[0]
    assert [link.attributes["href"] for link in nav.all("a")] == [f"#{section.id}" for section in shown]
    assert [each.text for each in nav.all("summary")] == ["Speed-ups", "Switching"]
