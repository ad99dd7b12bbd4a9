"""Lanes as a picture."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.report import pages

from gilbench.model.blocks import Lane, Stretch
from gilbench.report.charts.draw import draw
from gilbench.report.charts.lanes import _FORMS
from gilbench.report.svg import embed

LANES = pages.lanes()
HOSTILE = replace(
    LANES, title=pages.HOSTILE, finding=pages.HOSTILE, lanes=tuple(replace(each, name="$x_1$") for each in LANES.lanes)
)


def svg(lanes):
    return str(embed(draw(lanes), name="fig"))


def test_a_picture_says_what_it_shows_and_names_groups_lanes_and_states():
    text = svg(LANES)
    assert f">{LANES.finding}</desc>" in text
    assert f">{LANES.title}</title>" in text
    for name in ("3.13", "3.13t", "one", "two", "20 ms", *(state for state, _ in LANES.states)):
        assert f">{name}</text>" in text


def test_states_are_told_apart_without_colour():
    assert len({(each.width, str(each.dash)) for each in _FORMS.values()}) == len(_FORMS)
    widths = sorted(each.width for each in _FORMS.values())
    assert all(wide >= 1.5 * thin for thin, wide in pairwise(widths))


def test_the_picture_follows_the_theme_and_stands_alone():
    text = svg(LANES)
    assert not re.search(r"#[0-9a-f]{6}\b", text)
    assert "<style" not in text
    assert all(identifier.startswith("fig-") for identifier in re.findall(r'id="([^"]+)"', text))
    assert svg(LANES) == text


def test_names_are_neither_markup_nor_formulas():
    text = svg(HOSTILE)
    assert "<img" not in text
    assert "\x1b" not in text
    assert "$x_1$" in text


def test_every_stretch_is_drawn_where_it_lies():
    one = replace(LANES, lanes=(Lane("one", "3.13", (Stretch(0.02, 0.04, "running"),)),), states=(("running", "full"),))
    rules, _, stretch = re.findall(r'd="(M[^"]+)"', svg(one))  # ticks every 20 ms, the sample of the key, the stretch
    ticks = re.findall(r"M([\d.]+) ", rules)
    assert re.fullmatch(rf"M{ticks[1]} [\d.]+H{ticks[2]}", stretch)


def test_as_many_stretches_as_a_lane_may_have_stay_small():
    states = [state for state, _ in LANES.states]
    stretches = tuple(Stretch(each * 5e-4, each * 5e-4 + 5e-4, states[each % 4]) for each in range(150))
    lanes = tuple(Lane(f"lane {number}", "3.13", stretches) for number in range(3))
    assert len(svg(replace(LANES, seconds=0.08, lanes=lanes)).encode()) < 15_000


def test_no_lanes_are_a_mistake():
    with pytest.raises(ValueError, match="nothing to draw"):
        draw(replace(LANES, lanes=()))
