import io
import re

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


@pytest.mark.parametrize("columns", [20, 40, 59, 60, 100])
def test_a_narrow_terminal_gets_whole_lines(monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    stream = Terminal()
    telling = progress.to(stream)
    telling.meet(Names([target("3.13")]))
    telling.starting(Step(TRIAL, 1, 512, 1178, 125.0, 0.0))
    telling.close()
    drawn = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "\n", stream.getvalue()).splitlines()
    (line,) = {line.strip() for line in drawn if "/" in line}
    assert "512/1178" in line
    assert "2 min" in line
    assert len(line) <= columns


def test_what_never_started_leaves_the_screen_alone():
    stream = Terminal()
    progress.to(stream).close()
    assert stream.getvalue() == ""
