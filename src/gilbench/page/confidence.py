"""How far the numbers can be trusted, and what the budget went on, in words."""

from collections.abc import Sequence

from gilbench import fmt
from gilbench.model import Alert, NoiseFloor, Spending, SpentOn

NOISY = 0.05  # a floor above it hides effects that people ask about


def in_a_line(found: NoiseFloor | None, alerts: Sequence[Alert]) -> Alert:
    """Say in one line whether the numbers can be believed: the noise where it is large, else the worst remark."""
    worst = alerts[0] if alerts else None
    if found is not None and found.share > NOISY:
        text = (
            f"Trust: little. Identical trials differed by {fmt.share(found.share)}: smaller effects, grey and in "
            "brackets, mean nothing. Stop other programs and measure again, or give the run a larger --budget."
        )
        return Alert("serious", text, "")
    if worst is not None and worst.severity != "note":
        return Alert(worst.severity, f"Trust: {worst.text}", worst.advice)
    if found is None:
        return Alert("note", "Trust: not known. No trial was measured twice.", "")
    return Alert("note", f"Trust: good. Identical trials differed by {fmt.share(found.share)}.", "")


def known(found: NoiseFloor | None, spent: Spending) -> str:
    """Say how well the numbers of a run are known."""
    return " ".join(each for each in (floor(found), precision(spent), went_on(spent), room(spent)) if each)


def floor(found: NoiseFloor | None) -> str:
    """Say by how much identical trials differed."""
    if found is None:
        return "No noise floor: no trial was measured twice."
    trials, rounds = fmt.plural(len(found.pairs), "trial"), fmt.plural(found.rounds, "round")
    return (
        f"Noise floor {fmt.share(found.share)}: {trials} measured twice, {rounds}; smaller differences count as none."
    )


def budget(spent: Spending) -> str:
    """Say what the time went on, and how much of it was inside values."""
    everything = fmt.duration(spent.least)
    on = f"{everything} on the rounds that every trial has"
    if spent.more >= 1:
        on += f", {fmt.duration(spent.more)} more on what was not precise enough yet"
    return f"Of a budget of {fmt.duration(spent.budget)}: {on}; {fmt.share(spent.inside_values)} of it inside values."


def went_on(spent: Spending) -> str:
    """Say what trials are for that the time went on; empty where all are for the same."""
    if len(spent.ranks) == 1:
        return ""
    return f"Spent on {fmt.listed([_spent_on(each) for each in spent.ranks])}." if spent.ranks else ""


def room(spent: Spending) -> str:
    """Say how many trials had no room in the budget, and which budget has; empty if all had."""
    if not spent.no_room:
        return ""
    trials = fmt.plural(spent.no_room, "trial")
    return f"No room in the budget for {trials}, which decide no sentence: {spent.room} measures them."


def _spent_on(part: SpentOn) -> str:
    return f"{part.what} {fmt.duration(part.seconds)} ({fmt.plural(part.trials, 'trial')}, {rounds(part)})"


def rounds(part: SpentOn) -> str:
    """Return the fewest and the most rounds of some trials: "3–7 rounds"."""
    if part.fewest_rounds == part.most_rounds:
        return fmt.plural(part.most_rounds, "round")
    return f"{fmt.count(part.fewest_rounds)}–{fmt.plural(part.most_rounds, 'round')}"


def precision(spent: Spending) -> str:
    """Say how much of what was compared is as precise as was asked for, and what is known least."""
    if not spent.comparisons:
        return "Nothing was compared."
    words = (
        f"{fmt.count(spent.precise)} of {fmt.plural(spent.comparisons, 'comparison')} known to ± "
        f"{fmt.share(spent.precision)} or better"
    )
    if spent.precise == spent.comparisons:
        return f"{words}."
    return f"{words}; least well: {spent.worst_trial} ({fmt.half_width(spent.worst)})."
