"""Figures are floats with more to say."""

import json

import pytest
from tests.testing.made import QUIET, WHOLE, held_share, speedup


def test_a_figure_counts_as_a_number():
    figure = held_share(0.25, 0.2, 0.3)
    assert figure < 0.3
    assert figure * 2 == 0.5
    assert figure == pytest.approx(0.26, abs=0.02)
    assert json.dumps({"share": figure}) == '{"share": 0.25}'


def test_a_figure_shows_what_it_rests_on():
    figure = speedup()
    assert (figure.low, figure.high, figure.samples, figure.seconds) == (0.95, 1.1, 7, 2.9)
    assert figure.ledger == {"one thread": WHOLE, "2 threads": QUIET}


def test_what_else_was_measured_is_a_figure_too():
    assert speedup(idle=1.9).idle == 1.9
    assert held_share(0.5).of_wall == 0.25


def test_a_test_that_needs_what_is_not_known_is_skipped():
    with pytest.raises(pytest.skip.Exception, match="nobody knows"):
        assert speedup(idle="nobody knows").idle > 1.5


@pytest.mark.parametrize(("part", "share"), [(WHOLE.running, 0.97), (None, 0.0), (3.0, 1.0)])
def test_shares_of_a_time_stay_shares(part, share):
    assert WHOLE.share(part) == pytest.approx(share)
