"""Whether more rounds are worth their time: how many undecided rows a few more of them would decide. Pure."""

from collections import Counter

from gilbench import fmt
from gilbench.analysis.ratios import FEWEST_ROUNDS
from gilbench.compare.records import Comparison, ComparisonRow

_AT_LEAST_MORE = 5  # rounds: twice a very short run is still a very short run
_NO_INTERVAL = "without an interval"
_TOO_NOISY = "too noisy"
_HINDRANCES = (_TOO_NOISY, "too close to the margin", "in doubt", _NO_INTERVAL)  # in the order of the text


def on_rounds(comparison: Comparison) -> str:
    """Say how many of the undecided rows, at least one, twice the rounds would decide, or why it would be none.

    Rounds are counted in all, with those that were measured; at least five more are asked for.
    """
    undecided = [row for row in comparison.rows if row.verdict == "undecided"]
    measured = max(row.ratio.rounds for row in comparison.rows)
    asked = max(2 * measured, measured + _AT_LEAST_MORE)
    hindrances = Counter(found for row in undecided if (found := _hindrance(row, asked)) is not None)
    total, decided = len(undecided), len(undecided) - hindrances.total()
    rounds = f"with {fmt.plural(asked, 'round')} {'in all' if comparison.paired else 'in each run'}"
    if decided == total:
        return f"{rounds}, {_rows(total, 'all')} would probably be decided"
    if decided:
        count = f"about {fmt.count(decided)} of {_rows(total, 'the')} would be decided"
        return f"{rounds}, {count}; {_why(hindrances, 'the other', 'the others')}"
    why = _why(hindrances, "it", "they")
    if hindrances[_NO_INTERVAL] or (hindrances[_TOO_NOISY] and measured <= FEWEST_ROUNDS):
        # After so few rounds every interval is wide, whatever the noise: nobody knows that more would not help.
        return f"it is not known yet how many rounds would decide {_rows(total, 'the')}: {why}"
    return (
        f"more rounds would not help at a sensible price: {rounds}, {_rows(total, 'all')} would probably stay so; {why}"
    )


def _hindrance(row: ComparisonRow, rounds: int) -> str | None:
    """Say why so many rounds, in all, would not decide an undecided row; None if they would."""
    if row.doubts:
        return "in doubt"
    if row.ratio.low is None:
        return _NO_INTERVAL
    if row.rounds_needed is None:
        return "too close to the margin"
    return None if row.rounds_needed <= rounds else _TOO_NOISY


def _rows(number: int, several: str) -> str:
    return "the undecided row" if number == 1 else f"{several} {fmt.count(number)} undecided rows"


def _why(hindrances: Counter[str], one: str, several: str) -> str:
    """Say what hinders: `it is in doubt`, `they are too noisy`, `the others are too noisy (2), in doubt (1)`."""
    found = [each for each in _HINDRANCES if hindrances[each]]
    if len(found) > 1:
        return f"{several} are {', '.join(f'{each} ({fmt.count(hindrances[each])})' for each in found)}"
    return f"{one} is {found[0]}" if hindrances.total() == 1 else f"{several} are {found[0]}"
