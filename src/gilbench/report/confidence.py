"""How far the numbers can be trusted, and what the budget went on, in words and as a table."""

from gilbench import fmt
from gilbench.model import ClassSpending, NoiseFloor, Spending

SPENDING_COLUMNS = ("class of work", "time", "rounds", "comparisons", "precise enough")


def floor(found: NoiseFloor | None) -> str:
    """Say by how much identical trials differed."""
    if found is None:
        return "No noise floor: no trial was measured twice."
    trials, rounds = fmt.plural(len(found.pairs), "trial"), fmt.plural(found.rounds, "round")
    return (
        f"Noise floor {fmt.share(found.share)}: {trials} measured twice, {rounds}; smaller differences count as none."
    )


def floor_rows(found: NoiseFloor | None) -> list[tuple[str, str]]:
    """Return a row for each trial that was measured twice: its name, and the ratio of both."""
    return [
        (f"{each.workload} · {each.strategy} × {each.workers} · {each.target}", fmt.ratio_interval(each.ratio))
        for each in (found.pairs if found else ())
    ]


def spending(spent: Spending) -> str:
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
    known = (
        f"{fmt.count(spent.precise)} of {fmt.plural(spent.comparisons, 'comparison')} known to ± "
        f"{fmt.share(spent.precision)} or better"
    )
    if spent.precise == spent.comparisons:
        return f"{known}."
    least = "more than ± 100 %" if spent.worst is None or spent.worst > 1 else f"± {fmt.share(spent.worst)}"
    return f"{known}; least well: {spent.worst_trial} ({least})."


def spending_row(spent: ClassSpending) -> tuple[str, ...]:
    """Return the cells of a class, as SPENDING_COLUMNS names them."""
    few, most = fmt.count(spent.fewest_rounds), fmt.count(spent.most_rounds)
    return (
        spent.workload_class,
        fmt.duration(spent.seconds),
        few if few == most else f"{few}–{most}",
        fmt.count(spent.comparisons),
        fmt.count(spent.precise),
    )
