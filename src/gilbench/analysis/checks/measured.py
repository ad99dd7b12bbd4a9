"""Alerts about the measurements themselves."""

import statistics

from gilbench import fmt
from gilbench.analysis.conditions import CHANGED
from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.gil_came_back import came_back
from gilbench.analysis.ratios import FEWEST_ROUNDS, MARGIN
from gilbench.analysis.summary import Summary
from gilbench.analysis.turns import HARDLY_OVERLAPPED, KEPT_APART, WAITED_FOR_LAST
from gilbench.model import Alert

LEAST_CPU_PER_WALL = 0.9  # of serial CPU-bound code, which a quiet machine gives a whole CPU

LOUD = 0.1  # noise floor above which most of what the page shows is in question

MOST_NAMED = 3  # changes of conditions in one alert; each trial has all of its own

SHORTEST = 0.09  # seconds of serial work in one value: what 20 switch intervals need, less a tenth for noise

TINY = 0.0002  # seconds of an item of which the readings around it, some 10 to 50 µs, are a good part


def unknown(evidence: Evidence) -> Alert | None:
    """Experiments of somebody's own, whose records nobody here can read."""
    measured = dict.fromkeys(each.trial.experiment for each in evidence.summaries.values())
    names = [name for name in measured if name not in evidence.reductions]
    if not names:
        return None
    return Alert(
        "warning",
        f"The run holds trials of {fmt.listed(names)}, which this gilbench does not know: nothing of them is shown.",
        "Name the folder that they are in: gilbench report --experiments FOLDER.",
    )


def failed(evidence: Evidence) -> Alert | None:
    """Warn of trials that gave no result, or a wrong one."""
    states = [each.state for each in evidence.summaries.values()]
    words = {"wrong": "gave a wrong result", "failed": "failed", "timed out": "timed out"}
    counted = [f"{states.count(state)} {word}" for state, word in words.items() if state in states]
    if not counted:
        return None
    return Alert(
        "serious",
        f"Trials without a number: {', '.join(counted)}. None of them is ranked.",
        "Read their last output under troubles, and the logs in the run folder.",
    )


def gil_came_back(evidence: Evidence) -> Alert | None:
    """Warn of a GIL that changed its state while the work ran."""
    said: dict[str, list[str]] = {}
    for each in evidence.summaries.values():
        said.setdefault(each.trial.target, []).extend((each.reason, *each.doubts))
    found = came_back(said)
    if not found:
        return None
    causes = list(dict.fromkeys(cause for of_target in found.values() for cause in of_target))
    return Alert(
        "serious",
        f"The GIL was switched on or off while the work ran on {', '.join(sorted(found))}"
        f"{': ' if causes else ''}{'; '.join(causes)}.",
        "Find the extension module that does not declare free-threading support, or force a state with +gil or +nogil.",
    )


def conditions_changed(evidence: Evidence) -> Alert | None:
    """Warn of work that changed what it was measured under."""
    found = {
        each.trial.id: [doubt for doubt in each.doubts if CHANGED in doubt] for each in evidence.summaries.values()
    }
    changed = {trial: changes for trial, changes in found.items() if changes}
    if not changed:
        return None
    words = list(dict.fromkeys(change for changes in changed.values() for change in changes))
    targets = sorted({evidence.summaries[trial].trial.target for trial in changed})
    more = f"; and {len(words) - MOST_NAMED} more" if len(words) > MOST_NAMED else ""
    return Alert(
        "serious",
        f"In {_trials(len(changed))} on {', '.join(targets)} {'; '.join(words[:MOST_NAMED])}{more}. "
        f"No sentence rests on {'it' if len(changed) == 1 else 'them'}.",
        "Let the work put back what it sets, or set it where its file is imported, before anything is timed.",
    )


def cpu_taken_away(evidence: Evidence) -> Alert | None:
    """Warn of a machine that was busy with something else."""
    shares = [
        each.side.cpu_per_wall
        for each in evidence.throughput
        if each.trial.strategy == SERIAL and each.nature == "computes" and each.side.cpu_per_wall is not None
        if each.own_threads is None  # what many threads got does not tell what one would get
    ]
    if not shares or statistics.median(shares) >= LEAST_CPU_PER_WALL:
        return None
    return Alert(
        "warning",
        f"The machine took the CPU away: serial CPU-bound code got {fmt.share(statistics.median(shares))} of a CPU.",
        "Stop other programs, or measure on a machine of your own; believe large differences only.",
    )


def own_threads(evidence: Evidence) -> Alert | None:
    """Note work that is done by threads which the ledger does not read."""
    found = [each for each in evidence.throughput if each.trial.strategy == SERIAL and each.own_threads is not None]
    if not found:
        return None
    which = [
        f"{each.workload.name} on {each.trial.target} ({fmt.quantity(each.own_threads, 'CPUs')} busy in serial code)"
        for each in found
    ]
    return Alert(
        "note",
        f"Work with threads of its own: {fmt.listed(which)}. Their CPU time is counted; what held them back, and the "
        "speed-up on an idle machine, cannot be told.",
        "To see what a strategy alone gains, let the workload's file limit such libraries to one thread.",
    )


def noisy(evidence: Evidence) -> Alert | None:
    """Warn of identical trials that did not come out alike."""
    floor = evidence.floor
    if floor is None or floor.share <= MARGIN:
        return None
    return Alert(
        "warning" if floor.share > LOUD else "note",
        f"Identical trials differed by up to {fmt.share(floor.share)} here: "
        "smaller differences are not told from noise.",
        "Stop other programs, or give the run a larger --budget: more rounds lower the noise floor.",
    )


def too_few_rounds(evidence: Evidence) -> Alert | None:
    """Warn of trials that nothing may be concluded from."""
    few = [each for each in evidence.throughput if each.state == "ok" and len(each.rounds) < FEWEST_ROUNDS]
    if not few:
        return None
    return Alert(
        "warning",
        f"Fewer than {FEWEST_ROUNDS} rounds of {_trials(len(few))}: no sentence rests on them.",
        "Give the run a larger --budget, or select fewer trials.",
    )


def hardly_overlapped(evidence: Evidence) -> Alert | None:
    """Warn of workers that took turns instead of competing."""
    return _of_doubt(
        evidence,
        HARDLY_OVERLAPPED,
        "the workers hardly overlapped, so that they never competed.",
        "Give every worker more work: a larger size, or more items.",
    )


def waited_for_last(evidence: Evidence) -> Alert | None:
    """Warn of workers that had nothing to do while the last of items that differ were done."""
    return _of_doubt(
        evidence,
        WAITED_FOR_LAST,
        "workers had no item left and waited for the last: their items differ too much.",
        "That is no fault of the GIL or of threads. Cut long items up, or list the longest first for pools that hand "
        "items out one by one.",
    )


def kept_apart(evidence: Evidence) -> Alert | None:
    """Warn of workers that could not compete, because something else had the CPUs."""
    return _of_doubt(
        evidence,
        KEPT_APART,
        "the workers hardly overlapped, as no CPU was free for them: they never competed.",
        "Stop other programs, or measure on a machine of your own.",
    )


def beyond_capacity(evidence: Evidence) -> Alert | None:
    """Warn of speed-ups that no number of CPUs explains."""
    count = sum(bool(each.beyond) for each in evidence.summaries.values())
    if not count:
        return None
    return Alert(
        "warning",
        f"In {_trials(count)} the speed-up is clearly more than the workers can give: noise, or cheaper work.",
        "Measure again on a quiet machine; if it stays, look what the workers do less of than serial code.",
    )


def too_short(evidence: Evidence) -> Alert | None:
    """Note work that is over before threads have taken many turns."""
    serial = [each for each in evidence.throughput if each.trial.strategy == SERIAL and each.rounds]
    short = [each for each in serial if each.nature != "waits" and _seconds(each) < SHORTEST]
    if not short:
        return None
    where, least = ", ".join(dict.fromkeys(each.trial.target for each in short)), min(short, key=_seconds)
    shortest = f"{least.trial.workload}, {fmt.time(_seconds(least))}"
    return Alert(
        "note",
        f"On {where} {len(short)} of {len(serial)} serial values take less than "
        f"{fmt.tick(SHORTEST, 's')} ({shortest}).",
        "Switching hardly shows in work of a few switch intervals: believe such speed-ups least.",
    )


def tiny_items(evidence: Evidence) -> Alert | None:
    """Warn of items that are over before what is done around them is."""
    serial = [each for each in evidence.throughput if each.trial.strategy == SERIAL and each.rounds]
    tiny = [each for each in serial if each.trial.size == "full" and _seconds_per_item(each) < TINY]
    if not tiny:
        return None
    least = min(tiny, key=_seconds_per_item)
    return Alert(
        "warning",
        f"Items of {fmt.listed(list(dict.fromkeys(each.trial.workload or '' for each in tiny)))} are tiny "
        f"({fmt.time(_seconds_per_item(least))}): handing them over, and reading clocks around them, is much of that.",
        "Let an item do more: of a call, write [f(x) for _ in range(1000)] in place of f(x).",
    )


def workers_above_cpus(evidence: Evidence) -> Alert | None:
    """Note that some results are about oversubscription."""
    cpus = evidence.manifest.usable_cpus
    above = sorted({each.trial.workers for each in evidence.throughput if _has_too_many(each, cpus)})
    if not above:
        return None
    return Alert(
        "note",
        f"CPU-bound work was also run with {fmt.listed(list(map(str, above)))} workers on {fmt.plural(cpus, 'CPU')}.",
        "Read those figures as what too many workers cost, not as scaling.",
    )


def _of_doubt(evidence: Evidence, doubt: str, says: str, then: str) -> Alert | None:
    """Warn of what a doubt says of the workers of some trials, and say what to do then."""
    count = sum(doubt in each.doubts for each in evidence.summaries.values())
    return Alert("warning", f"In {_trials(count)} {says}", then) if count else None


def _seconds(summary: Summary) -> float:
    """Return the seconds of a value."""
    return summary.trial.items * _seconds_per_item(summary)


def _seconds_per_item(summary: Summary) -> float:
    return statistics.median(summary.rounds.values())


def _has_too_many(summary: Summary, cpus: int) -> bool:
    return summary.state == "ok" and summary.nature != "waits" and summary.trial.workers > cpus


def _trials(count: int) -> str:
    return f"{count} trial{'' if count == 1 else 's'}"
