"""How far the numbers can be trusted, and what the budget went on, in words."""

from gilbench import fmt
from gilbench.model import NoiseFloor, Spending


def known(found: NoiseFloor | None, spent: Spending) -> str:
    """Say how well the numbers of a run are known."""
    return f"{floor(found)} {precision(spent)}"


def floor(found: NoiseFloor | None) -> str:
    """Say by how much identical trials differed."""
    if found is None:
        return "No noise floor: no trial was measured twice."
    trials, rounds = fmt.plural(len(found.pairs), "trial"), fmt.plural(found.rounds, "round")
    return (
        f"Noise floor {fmt.share(found.share)}: {trials} measured twice, {rounds}; smaller differences count as none."
    )


def budget(spent: Spending) -> str:
    """Say what the time went on, and how precisely what was compared is known now."""
    everything = fmt.duration(spent.least)
    on = f"{everything} on the rounds that every trial has"
    if spent.more >= 1:
        on += f", {fmt.duration(spent.more)} more on what was not precise enough yet"
    return f"Of a budget of {fmt.duration(spent.budget)}: {on}. {precision(spent)}"


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
    least = "more than ± 100 %" if spent.worst is None or spent.worst > 1 else f"± {fmt.share(spent.worst)}"
    return f"{words}; least well: {spent.worst_trial} ({least})."
