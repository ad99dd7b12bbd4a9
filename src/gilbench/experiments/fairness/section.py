"""Fairness: what more threads than CPUs cost, who is served least, and a table of all figures."""

from collections.abc import Iterator, Mapping, Sequence

from gilbench import fmt
from gilbench.analysis import nothing_shown
from gilbench.analysis.by_interpreter import notes
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.fairness.busy import in_the_way
from gilbench.experiments.fairness.charts import evenness, ratio, throughput
from gilbench.experiments.fairness.records import NONE, ONE
from gilbench.experiments.fairness.trials import NAME, beyond, interval_in_words, lock_of, told
from gilbench.model import Absent, Estimate, Section
from gilbench.model.blocks import Block, Cell, Column, Content, Note, Table

ID, ORDER, TITLE = NAME, 72, "Fairness"
QUESTION = "Who gets the CPU when several threads compute, and what do more threads than CPUs cost?"
_TRIAL = (Column("threads", numeric=True), Column("lock"), Column("switch interval"), Column("interpreter"))
_HOW_TO_READ = (
    "all threads repeat the same short work, and what each has done is counted while all of them are under way. A "
    "share is what one thread got done ÷ the mean of all: 1× is fair. Jain's index is 1 where all got as much, and 1 ÷ "
    "the number of threads where one got everything. Longest unserved is how long a thread that could have run got "
    "nothing done. The longer the window, the more evens out, so shares stand beside the length of theirs: it has "
    "room for a turn of each thread, one switch interval long. Throughput is that of all threads together, ÷ that of "
    "as many threads as there are CPUs, and ÷ that of one, measured in turn with them; CPU time is that of the whole "
    "process for the same work."
)
_SHARES = {  # figure → name of its column, and its unit
    "jain_index": ("Jain's index", ""),
    "smallest_share": ("smallest share", "×"),
    "largest_share": ("largest share", "×"),
    "starved_threads": ("got nothing", "%"),
    "longest_unserved": ("longest unserved", "s"),
    "share_window": ("window", "s"),
}
_THROUGHPUT = {
    "beyond_cpus": ("throughput ÷ as many as CPUs", "×"),
    "cpu_beyond_cpus": ("CPU time ÷ as many as CPUs", "×"),
    "beside_one_thread": ("throughput ÷ one thread", "×"),
}
_Shown = Mapping[str, tuple[str, str]]


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    measured = [each for each in evidence.of(NAME) if each.figures]
    if not measured:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(evidence.of(NAME), NAME))
        return
    cpus = evidence.manifest.usable_cpus
    findings = notes(measured, lambda here, _: [*_of_many(here, cpus), *_of_two(here, cpus)])
    blocks: tuple[Block, ...] = (
        *findings,
        *_busy(measured, cpus),
        *throughput(measured, cpus),
        *evenness(measured, cpus),
        Note(_HOW_TO_READ, "How to read it:"),
        _table("What each of the threads got done", _SHARES, measured),
        _table("What the threads got done together", _THROUGHPUT, measured),
    )
    yield Section(ID, ORDER, TITLE, QUESTION, blocks, brief=findings, group="What holds the GIL")


def _of_many(here: Sequence[Summary], cpus: int) -> Iterator[str]:
    by_trial = {each.trial: each for each in here if "beyond_cpus" in each.figures}
    most = beyond(list(by_trial), cpus)
    if most is None:
        return
    figures, crew, few = by_trial[most].figures, fmt.crew(most.workers, "thread", cpus), fmt.plural(cpus, "thread")
    if in_the_way(by_trial[most], cpus):  # which the CPU time that work takes does not mind
        yield f"What {crew} get done beside {few} cannot be told: the machine was busy."
        yield f"The same work takes them {ratio(figures['cpu_beyond_cpus'])} the CPU time."
    else:
        yield f"{crew} do {ratio(figures['beyond_cpus'])} of the work of {few}, and {_least(figures)}."


def _least(figures: Mapping[str, Estimate]) -> str:
    """Say who got least in a window of that length."""
    starved, window = figures["starved_threads"].value, fmt.time(figures["share_window"].value)
    if starved:
        return f"{fmt.share(starved)} of them get nothing within {window}"
    return f"the one that gets least gets {fmt.ratio(figures['smallest_share'].value)} of a fair share within {window}"


def _of_two(here: Sequence[Summary], cpus: int) -> Iterator[str]:
    by_trial = {each.trial: each for each in here if not in_the_way(each, cpus)}
    shares = {lock_of(each): ratio(by_trial[each].figures["smallest_share"]) for each in told(by_trial)}
    words = {NONE: "", ONE: " if they share a lock"}
    if shares:
        told_of = fmt.listed([f"{shares[lock]} of a fair share{words[lock]}" for lock in words if lock in shares])
        yield f"Of two threads, the lesser gets {told_of}."


def _busy(measured: Sequence[Summary], cpus: int) -> Iterator[Note]:
    """Yield a warning where other programs were in the way, by the first such trial of each interpreter."""
    found: dict[str, str] = {}
    for each in measured:
        if words := in_the_way(each, cpus):
            found.setdefault(each.trial.target, f"{words} on {each.trial.target}")
    if found:
        told_of = "; ".join(found.values())
        yield Note(f"Other programs were in the way, and had a part in who was served: {told_of}.", tone="warning")


def _table(title: str, shown: _Shown, measured: Sequence[Summary]) -> Table:
    return Table(
        f"{title}: medians with their 95 % intervals; with a single round those of its windows",
        (*_TRIAL, *(Column(name, numeric=True) for name, _ in shown.values())),
        tuple(_cells(each, shown) for each in sorted(measured, key=lambda each: _place(each, measured))),
        shown=24,
    )


def _place(summary: Summary, measured: Sequence[Summary]) -> tuple[int, int, int]:
    """Return where a row stands: interpreters next to each other, in the order of the run."""
    alike = list(dict.fromkeys(each.trial.parameters for each in measured))
    targets = list(dict.fromkeys(each.trial.target for each in measured))
    trial = summary.trial
    return alike.index(trial.parameters), trial.workers, targets.index(trial.target)


def _cells(summary: Summary, shown: _Shown) -> tuple[Content, ...]:
    trial = summary.trial
    return (
        fmt.count(trial.workers),
        lock_of(trial),
        interval_in_words(trial),
        trial.target,
        *(_cell(summary.figures.get(name), unit) for name, (_, unit) in shown.items()),
    )


def _cell(estimate: Estimate | None, unit: str) -> Content:
    if estimate is None:
        return fmt.MISSING
    scale = 100 if unit == "%" else 1  # a share is shown as per cent
    low, high = (None if end is None else scale * end for end in (estimate.low, estimate.high))
    interval = fmt.quantity_span(low, high, unit)
    return Cell(fmt.quantity(scale * estimate.value, unit), (interval,) if interval else ())
