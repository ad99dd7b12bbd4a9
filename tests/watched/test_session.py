"""A service that is watched and visited: what docs/held-share.md shows is what a person sees."""

import re
import signal
from pathlib import Path

import pytest
from tests.watched.session import session

from gilbench.inside.held import sampler

PAGE = Path(__file__).parents[2] / "docs" / "held-share.md"
ROW = r" *[\d.,]+ m?s +[\d,]+ +[\d.,]+ m?s  \S.*\n"
SHAPE = re.compile(
    r"http://127\.0\.0\.1:\d+\n"
    r"closed\n"
    r"(The GIL was held for \d+ % \(\d+ % to \d+ %\) of the CPU time|In [\d.]+ s no watched thread was seen running)"
    r".*\. Watching took [\d.]+ % of a CPU\.\n"
    r"Several threads computed, on [\d.]+ CPUs in all.*\.\n"
    r"\n"
    r"longest  times +in all  stalls of more than 1 ms, by\n"
    rf"({ROW}){{1,5}}"
    r"(and \d+ other functions?, [\d,]+ times?\n)?"
    r"exit code 0\n"
)


def test_the_page_shows_a_session():
    (shown,) = re.findall(r"^```text\n(http://.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert SHAPE.fullmatch(shown)
    assert "service.py:26 order" in shown


@pytest.mark.slow
@pytest.mark.skipif(sampler.why_not() is not None, reason="the platform does not tell")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_session_is_as_the_page_shows_it(number):
    code, out, told = session(4.0, number)
    assert SHAPE.fullmatch(f"{out}{told}exit code {code}\n"), told
