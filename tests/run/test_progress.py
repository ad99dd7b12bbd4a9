import io

import pytest
from tests.simulated import lost, target, trial

from gilbench.plan.naming import Names
from gilbench.plan.rank import Rank
from gilbench.plan.schedule import Pair
from gilbench.run import progress
from gilbench.run.rounds import Step
from gilbench.store.records import Record

TRIAL = trial("3.13/primes/thread/2")
WORDS = "primes, Thread, 2 workers on 3.13"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def step(left, more=0.0, done=0):
    return Step(TRIAL, 1, done, 3, left, more)


def shown(stream):
    telling = progress.to(stream)
    telling.say("asking 3.13 [what] it can run")
    telling.meet(Names([target("3.13")]))
    telling.known(Pair(TRIAL, TRIAL, 0.074, 3, Rank.DECIDES))
    for done in range(3):
        telling.starting(step(125.0, done=done))
    telling.ended(TRIAL, Record(TRIAL.id, 1, lost("timed out", "no result within 3 s")))
    telling.close()
    return stream.getvalue()


def test_plain_lines_come_now_and_then_and_lost_trials_at_once():
    assert shown(io.StringIO()).splitlines() == [
        "asking 3.13 [what] it can run",
        f"0/3 trials, round 1, ± 7.4 % at worst ({WORDS}), about 2 min 5 s left, now {WORDS}",
        f"timed out: {WORDS} in round 1: no result within 3 s",
    ]


def test_a_terminal_gets_a_bar_that_says_the_same(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    text = shown(Terminal())
    assert "0/3" in text
    assert "3/3" in text
    assert WORDS in text
    assert "± 7.4 %" in text
    assert "no result within 3 s" in text
    assert "[what]" in text


@pytest.mark.parametrize(
    ("left", "more", "text"),
    [
        pytest.param(125.0, 0.0, "about 2 min 5 s left", id="what is due"),
        pytest.param(12.2, 0.0, "about 12 s left", id="seconds"),
        pytest.param(60.0, 65.0, "at most 2 min 5 s left", id="more rounds if they are needed"),
        pytest.param(124.0, 1.0, "about 2 min 5 s left", id="too little for another round"),
        pytest.param(4.9, 0.0, "a few seconds left", id="few"),
        pytest.param(1e-9, 0.0, "a few seconds left", id="next to nothing"),
    ],
)
def test_what_is_left_is_told_as_well_as_it_is_known(left, more, text):
    assert progress.time_left(step(left, more)) == text
