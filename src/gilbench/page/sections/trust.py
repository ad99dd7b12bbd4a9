"""How far the numbers can be believed, and what they cost."""

from collections.abc import Iterator

from gilbench import fmt
from gilbench.model import NoiseFloor, Section, Spending, SpentOn
from gilbench.model.blocks import Block, Column, Fact, Facts, Folded, Note, Table
from gilbench.page import confidence, counts
from gilbench.page.material import Material

ORDER = 10


def section(material: Material) -> Section:
    """Return the worst remark, the figures that say how much was measured, and where the time went."""
    return Section("trust", ORDER, "Trust", "Can these numbers be believed?", tuple(_blocks(material)))


def _blocks(material: Material) -> Iterator[Block]:
    yield from _remark(material)
    yield Facts(tuple(_facts(material)))
    spent = material.spending
    words = (confidence.floor(material.evidence.floor), confidence.budget(spent), confidence.precision(spent))
    known = Note(" ".join(each for each in (*words, confidence.room(spent)) if each))
    yield Folded("How well the numbers are known, and where the time went", (known, *_where(spent)))
    if material.evidence.floor is not None:
        yield Folded("Trials that were measured twice", (_copies(material.evidence.floor),))


def _remark(material: Material) -> Iterator[Note]:
    if material.alerts:
        worst, number = material.alerts[0], len(material.alerts)
        more = f" {fmt.count(number)} remarks in all, under Environment." if number > 1 else ""
        yield Note(f"{worst.text} {worst.advice}{more}", f"{worst.severity.capitalize()}:", worst.severity)
    elif material.results:
        words = "Every number still carries its interval: compare within this page only."
        yield Note(words, "Nothing found to distrust.", "note")


def _facts(material: Material) -> Iterator[Fact]:
    run, floor = material.run, material.evidence.floor
    yield Fact("Rounds", fmt.count(material.rounds), "complete ones, the fewest of any trial")
    yield Fact("Margin", fmt.share(material.evidence.standard.least), "a smaller effect is not called one")
    if floor is not None:
        yield Fact("Noise floor", fmt.share(floor.share), "what identical trials differed by")
    timed = counts.timed_share([record.outcome for record in run.records])
    yield Fact("Measured", fmt.duration(material.duration), f"{fmt.share(timed)} of it timed")
    by_state = counts.by_state(material.evidence)
    others = [f"{fmt.count(number)} {state}" for state, number in by_state.items() if state != "ok" and number]
    yield Fact("Trials", fmt.count(by_state["ok"]), ", ".join(["ok", *others]))


def _where(spent: Spending) -> Iterator[Table]:
    if spent.ranks:
        yield _by_rank(spent.ranks)
    if len(spent.classes) > 1:  # else it says nothing more
        yield _by_class(spent.classes)


def _by_rank(parts: tuple[SpentOn, ...]) -> Table:
    return Table(
        "By what trials are for",
        tuple(map(Column, ("trials for", "trials", "time", "rounds", "known to"))),
        tuple(map(rank_row, parts)),
    )


def rank_row(spent: SpentOn) -> tuple[str, ...]:
    """Return what the trials got that are for the same, and how precisely all that they are compared by is known."""
    known = fmt.half_width(spent.worst) if spent.comparisons else fmt.MISSING
    return spent.what, fmt.count(spent.trials), fmt.duration(spent.seconds), _rounds(spent), known


def _by_class(classes: tuple[SpentOn, ...]) -> Table:
    return Table(
        "By class of work",
        tuple(map(Column, ("class of work", "time", "rounds", "comparisons", "precise enough"))),
        tuple(map(class_row, classes)),
    )


def class_row(spent: SpentOn) -> tuple[str, ...]:
    """Return what a class got."""
    return (
        spent.what,
        fmt.duration(spent.seconds),
        _rounds(spent),
        fmt.count(spent.comparisons),
        fmt.count(spent.precise),
    )


def _rounds(spent: SpentOn) -> str:
    """Return the fewest and the most rounds where they differ."""
    few, most = fmt.count(spent.fewest_rounds), fmt.count(spent.most_rounds)
    return few if few == most else f"{few}–{most}"


def _copies(floor: NoiseFloor) -> Table:
    rows = (
        (f"{each.workload} · {each.strategy} × {each.workers} · {each.target}", fmt.ratio_interval(each.ratio))
        for each in floor.pairs
    )
    return Table("Identical trials: first time ÷ second time", (Column("trial"), Column("ratio")), tuple(rows))
