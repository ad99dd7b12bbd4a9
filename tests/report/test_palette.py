import re
from itertools import combinations

import pytest
from tests.report.colour import DEFICIENCIES, contrast, distance

from gilbench.report import palette

THEMES = ("light", "dark")
GROUNDS = ("page", "surface")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["ink", "muted", "accent", "note", "warning", "serious"])
def test_text_can_be_read_on_every_ground(text, ground, theme):
    assert contrast(getattr(palette.BASE[text], theme), getattr(palette.BASE[ground], theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("severity", ["note", "warning", "serious"])
@pytest.mark.parametrize("text", ["ink", "accent", None])
def test_callouts_can_be_read(text, severity, theme):
    front = palette.BASE[text or severity]
    assert contrast(getattr(front, theme), getattr(palette.BASE[f"{severity}-bg"], theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("step", palette.STEPS)
def test_numbers_can_be_read_on_every_step_of_the_heat_map(step, theme):
    look = palette.STEPS[step]
    assert contrast(getattr(look.ground, theme), getattr(look.text, theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("step", palette.STEPS)
def test_every_step_has_its_colours_in_the_sheet(step, theme):
    (rule,) = [each for each in palette.css_steps().splitlines() if each.startswith(f".{step}{{")]
    look = palette.STEPS[step]
    place = THEMES.index(theme)
    found = [each.split(",")[place] for each in re.findall(r"light-dark\(([^)]*)\)", rule)]
    assert found == [getattr(look.ground, theme), getattr(look.text, theme)]


@pytest.mark.parametrize("theme", THEMES)
def test_doubtful_numbers_can_be_read_and_are_paler_than_the_others(theme):
    page, grey, ink = (getattr(palette.BASE[name], theme) for name in ("page", "muted", "ink"))
    assert 4.5 <= contrast(grey, page) < contrast(ink, page) / 1.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_axes_and_reference_lines_can_be_seen(ground, theme):
    assert contrast(getattr(palette.BASE["mark"], theme), getattr(palette.BASE[ground], theme)) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("family", palette.FAMILIES)
def test_families_can_be_read_as_text_because_lines_are_labelled_in_their_colour(family, theme):
    colour = getattr(palette.FAMILIES[family].colour, theme)
    assert contrast(colour, getattr(palette.PAGE, theme)) >= 4.5
    assert contrast(colour, getattr(palette.SURFACE, theme)) >= 3


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("one", "other"), list(combinations(palette.FAMILIES, 2)))
def test_families_stay_apart_under_colour_vision_deficiencies(one, other, theme, deficiency):
    colours = [getattr(palette.FAMILIES[name].colour, theme) for name in (one, other)]
    assert distance(*colours, deficiency) >= 20


def test_no_two_families_differ_by_colour_alone():
    looks = [(look.glyph, look.marker) for look in palette.FAMILIES.values()]
    assert len(set(looks)) == len({glyph for glyph, _ in looks}) == len({marker for _, marker in looks}) == len(looks)


def test_every_variable_has_a_stand_in_of_its_own_that_is_not_black():
    sentinels = palette.sentinels()
    assert sentinels.keys() == palette.tokens().keys()
    assert len(set(sentinels.values())) == len(sentinels)
    assert "#000000" not in sentinels.values()


def test_strategies_of_one_family_share_its_colour_and_nothing_else():
    names = ("Thread", "ThreadPoolExecutor", "ThreadPool", "_thread")
    looks = [palette.of_strategy("threads", name) for name in names]
    assert {look.colour for look in looks} == {palette.family("threads").colour}
    for kind in ("glyph", "marker", "dash"):
        assert len({getattr(look, kind) for look in looks}) == len(names)


@pytest.mark.parametrize("part", ["glyph", "marker"])
def test_no_two_strategies_differ_by_colour_alone(part):
    own = [getattr(palette.of_strategy("threads", name), part) for name in palette.STRATEGIES]
    found = [*own, *(getattr(look, part) for look in palette.FAMILIES.values())]
    assert len(set(found)) == len(found)


def test_a_strategy_that_nobody_knows_looks_like_its_family():
    assert palette.of_strategy("threads", "mine") == palette.family("threads")
    assert palette.of_strategy("mine", "ThreadPool") == palette.family("mine")


def test_a_made_up_family_looks_like_the_reference_and_comes_last():
    assert palette.family("fibers") == palette.FAMILIES["serial"]
    assert palette.in_order({"fibers", "asyncio", "threads"}) == ("threads", "asyncio", "fibers")
