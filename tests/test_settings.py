from dataclasses import replace

import msgspec
import pytest

from gilbench import settings
from gilbench.errors import UsageError
from gilbench.settings import Call, Settings


@pytest.mark.parametrize(
    ("text", "value"), [("90s", 90.0), ("5m", 300.0), ("1h", 3600.0), ("45", 45.0), (" 1.5 m ", 90.0)]
)
def test_durations(text, value):
    assert settings.seconds(text) == value


@pytest.mark.parametrize("text", ["", "0", "0s", "-5m", "5 minutes", "m", "1e3", "nan", "9" * 400])
def test_a_bad_duration_is_a_usage_error_that_shows_a_good_one(text):
    with pytest.raises(UsageError, match="5m"):
        settings.seconds(text)


@pytest.mark.parametrize(("text", "value"), [("5%", 0.05), ("0.05", 0.05), ("99 %", 0.99)])
def test_shares(text, value):
    assert settings.share(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "0", "0%", "100%", "1", "5", "-5%", "five"])
def test_a_bad_share_is_a_usage_error(text):
    with pytest.raises(UsageError, match="share"):
        settings.share(text)


@pytest.mark.parametrize(
    ("text", "counts"), [("1,2,4", (1, 2, 4)), ("max", (6,)), ("4, 1,max,4", (1, 4, 6)), ("12", (12,))]
)
def test_worker_counts(text, counts):
    assert settings.worker_counts(text, usable=6) == counts


@pytest.mark.parametrize("text", ["", "0", "1,,2", "two", "-1", "1.5", "99999"])
def test_bad_worker_counts_are_a_usage_error(text):
    with pytest.raises(UsageError, match="worker counts"):
        settings.worker_counts(text, usable=2)


def test_budget_and_precision_replace_what_the_effort_says():
    depth = Settings(effort="quick", budget=7.0, precision=0.5).depth
    assert (depth.budget, depth.precision, depth.rounds) == (7.0, 0.5, 3)


CALL = Call(name="work", text="f(x)", setup="from mine import f\n\nx = 3", folders=("/somewhere",))


@pytest.mark.parametrize(
    ("asked", "whole", "budget"),
    [
        pytest.param({}, False, 120.0, id="a call alone is answered soon"),
        pytest.param({"budget": 500.0}, False, 500.0, id="a budget of its own"),
        pytest.param({"effort": "quick"}, False, 90.0, id="quick"),
        pytest.param({"effort": "rigorous"}, False, 1800.0, id="rigorous"),
        pytest.param({"suite": "full"}, True, 300.0, id="everything"),
        pytest.param({"globs": ("primes",)}, True, 300.0, id="beside a name"),
        pytest.param({"strategies": ("thread",)}, True, 300.0, id="under a strategy"),
    ],
)
def test_calls_ask_for_what_answers_them(asked, whole, budget):
    settings = Settings(calls=(CALL,), **asked)
    assert (settings.whole, settings.depth.budget) == (whole, budget)
    assert settings.by_name
    assert settings.named


def test_calls_are_stored_with_the_run():
    settings = Settings(calls=(CALL, Call(name="g()", text="g()")))
    assert msgspec.convert(msgspec.to_builtins(settings), Settings) == settings


def test_a_call_is_told_in_one_line_with_its_setup():
    assert CALL.in_words == "f(x), after: from mine import f; x = 3"
    assert Call(name="work", text="f(x)").in_words == "f(x)"


def test_calls_that_differ_have_other_versions_whatever_they_are_called():
    others = [replace(CALL, setup="from mine import f\n\nx = 4"), replace(CALL, text="f(x + 1)")]
    assert len({each.version for each in (CALL, *others)}) == 3
    assert replace(CALL, name="other", folders=()).version == CALL.version >= 1
