from dataclasses import replace

import pytest
from tests.compare.comparisons import WITHIN, row

from gilbench.compare.advice import on_rounds
from gilbench.model import Estimate


def undecided(needed=None, *, rounds=5, low=0.8, doubts=()):
    made = row("a", "serial", "undecided", (0.9, 0.8, 1.1), rounds_needed=needed, doubts=doubts)
    return replace(made, ratio=Estimate(0.9, low, 1.1 if low else None, rounds))


CLOSE, NOISY, SINGLE = undecided(), undecided(270), undecided(low=None, rounds=1)
DOUBTFUL = undecided(doubts=("workers hardly overlapped",))
PRICE = "more rounds would not help at a sensible price: with 10 rounds in all, "


def told(*rows, **changes):
    return on_rounds(replace(WITHIN, rows=rows, **changes))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param([undecided(8)], "the undecided row would probably be decided", id="the only one"),
        pytest.param([undecided(8)] * 2, "all 2 undecided rows would probably be decided", id="all"),
        pytest.param(
            [undecided(10), undecided(11)],
            "about 1 of the 2 undecided rows would be decided; the other is too noisy",
            id="just enough and just too few",
        ),
        pytest.param(
            [undecided(8), NOISY, NOISY],
            "about 1 of the 3 undecided rows would be decided; the others are too noisy",
            id="others of one kind",
        ),
        pytest.param(
            [undecided(8)] * 3 + [SINGLE, DOUBTFUL, CLOSE, NOISY, NOISY],
            "about 3 of the 8 undecided rows would be decided; the others are too noisy (2), "
            "too close to the margin (1), in doubt (1), without an interval (1)",
            id="others of every kind",
        ),
    ],
)
def test_it_is_said_how_many_rows_twice_the_rounds_would_decide(rows, said):
    assert told(*rows) == f"with 10 rounds in all, {said}"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param([NOISY], "the undecided row would probably stay so; it is too noisy", id="noisy"),
        pytest.param(
            [CLOSE] * 2, "all 2 undecided rows would probably stay so; they are too close to the margin", id="close"
        ),
        pytest.param([DOUBTFUL], "the undecided row would probably stay so; it is in doubt", id="in doubt"),
        pytest.param(
            [NOISY, NOISY, CLOSE],
            "all 3 undecided rows would probably stay so; they are too noisy (2), too close to the margin (1)",
            id="several",
        ),
    ],
)
def test_where_more_rounds_decide_nothing_that_is_said(rows, said):
    assert told(*rows) == PRICE + said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param([SINGLE], "the undecided row: it is without an interval", id="one round"),
        pytest.param([undecided(270, rounds=3)], "the undecided row: it is too noisy", id="three rounds"),
        pytest.param(
            [undecided(270, rounds=2), replace(DOUBTFUL, ratio=Estimate(0.9, 0.8, 1.1, 2))],
            "the 2 undecided rows: they are too noisy (1), in doubt (1)",
            id="some in doubt",
        ),
    ],
)
def test_very_few_rounds_discourage_nobody(rows, said):
    assert told(*rows) == f"it is not known yet how many rounds would decide {said}"


@pytest.mark.parametrize(
    ("measured", "asked"),
    [(1, 6), (3, 8), (5, 10), (6, 12), (40, 80)],
    ids=["one", "few", "five", "six", "many"],
)
def test_twice_the_rounds_are_asked_for_and_at_least_five_more(measured, asked):
    enough = undecided(asked, rounds=measured)
    assert told(enough).startswith(f"with {asked} rounds in all, ")
    assert told(enough).endswith("would probably be decided")
    assert "be decided" not in told(undecided(asked + 1, rounds=measured))


def test_the_rounds_are_those_of_the_row_that_has_most():
    assert told(undecided(16, rounds=4), row("b", "serial", "same", (1.0, 0.99, 1.01))) == PRICE + (
        "the undecided row would probably stay so; it is too noisy"
    )
    best = replace(WITHIN.rows[3], ratio=Estimate(1.0, 0.99, 1.01, 8))
    assert told(undecided(16, rounds=4), best).startswith("with 16 rounds in all, ")


def test_runs_need_the_rounds_on_both_sides():
    assert told(undecided(8), paired=False) == "with 10 rounds in each run, the undecided row would probably be decided"
