"""What `gilbench.load` returns, and how a notebook shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from gilbench import fmt, legible
from gilbench.model import Sentence, Unsaid
from gilbench.page.sections.verdict import most_useful
from gilbench.report.states import DECIDED

_SHOWN = 3  # sentences
_UNHAPPY = ("failed", "timed out", "skipped", "not run")  # states of trials, as in `counts`


@dataclass(frozen=True, eq=False)  # a frame is neither equal nor unequal
class LoadedRun:
    """What a stored run came to. Times are in seconds, shares between 0 and 1; no folder and no host is named.

    A number that was not measured is NaN, a text that there is none of too, and a truth pandas.NA.
    """

    name: str  # of its folder, and in the column `run` of both frames
    created: str  # in ISO 8601
    finished: bool  # False: interrupted, or still measuring
    invented: bool  # True: a dry run, nothing was measured
    targets: Mapping[
        str, str
    ]  # interpreters in the order of the run: "3.13t" → "CPython 3.13.5, free-threaded, GIL off"
    counts: Mapping[str, int]  # trials by state: "ok", "failed", "timed out", "skipped", …
    trust: str  # whether to believe the numbers, in one line
    results: pd.DataFrame  # a row per trial and target, with the columns of results.csv behind `run`
    figures: pd.DataFrame  # a row per figure of a trial, with the columns of figures.csv behind `run`
    verdict: tuple[Sentence, ...]  # most useful first; a sentence has the fields of verdict.json
    unsaid: tuple[Unsaid, ...]  # the claims that got no sentence, and why

    def __repr__(self) -> str:
        """Say what was measured, whether to believe it, and what to remember of it."""
        return "\n".join((self._head(), self._trust(), *self._said(), *self._rest()))

    def _repr_html_(self) -> str:
        """Say the same for a notebook."""
        head, trust = escape(self._head()), escape(self._trust())
        said = "".join(f"<li>{escape(each)}</li>" for each in self._said())
        rest = "".join(f"<p>{escape(each)}</p>" for each in self._rest())
        return f"<p><b>{head}</b><br>{trust}</p><ul>{said}</ul>{rest}"

    def _head(self) -> str:
        where = ", ".join(legible.few([*self.targets]))
        doubts = [*(["invented"] if self.invented else []), *([] if self.finished else ["not finished"])]
        became = [f"{fmt.count(self.counts[state])} {state}" for state in _UNHAPPY if self.counts.get(state)]
        parts = [f"{fmt.plural(self.counts['ok'], 'trial')} ok", *became, *doubts]
        return _line(f"Run {self.name} on {where}: {', '.join(parts)}")

    def _trust(self) -> str:
        return _line(self.trust)

    def _said(self) -> tuple[str, ...]:
        return tuple(_line(f"{DECIDED[each.decided]} {each.text}") for each in most_useful(self.verdict)[:_SHOWN])

    def _rest(self) -> tuple[str, ...]:
        number = len(self.verdict) - len(self._said())
        return (f"{fmt.plural(number, 'more sentence')} in .verdict",) if number else ()


def _line(text: str) -> str:
    return legible.one_line(text)
