"""What a pool for each call costs, and for which calls it is too dear."""

from gilbench import fmt
from gilbench.analysis.claims import GILBENCH, CannotSayError, Claim, any_target, sentence, sound
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.spelled import spelled
from gilbench.analysis.summary import Summary
from gilbench.experiments.startup.trials import NAME, THREADS, by_default, called, most_useful
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence

_COSTS, _KEEP = "pool-per-call", "keep-the-pool"
_DEAR = 0.001  # seconds
_NEEDS = "startup of ProcessPoolExecutor with the platform's default start method"


def _pool_per_call(evidence: Evidence, target: Target) -> Sentence:
    processes = _processes(evidence, target)
    cold, teardown = processes.figures["cold"], processes.figures["teardown"]
    holds = _is_dear(cold, f"the cold start of {called(processes)}")
    text = (
        f"On {target.id}, a {processes.strategy.called} of {_crew(processes)} for each call costs "
        f"{'' if holds else 'only '}{fmt.time_interval(cold)} before any work begins. Closing it costs "
        f"{fmt.time(teardown.value)}{_beside_threads(evidence, processes)}."
    )
    return _said(_COSTS, target, text, cold, holds=holds)


def _keep_the_pool(evidence: Evidence, target: Target) -> Sentence:
    processes = _processes(evidence, target)
    cold, workers = processes.figures["cold"], processes.trial.workers
    at_once = min(workers, evidence.manifest.usable_cpus)
    if at_once == 1:
        lacking = "one worker" if workers == 1 else "one CPU"
        raise CannotSayError(f"not measured: with {lacking} a pool saves no time")
    gained = 1 - 1 / at_once  # of the call's own time, at best
    least = _divided(cold, gained)
    holds = _is_dear(least, "the work that makes up for a new pool")
    pool, work = processes.strategy.called, fmt.time_interval(least)
    advice = (
        f"keep a {pool} if the work in a call is shorter than {work}"
        if holds
        else f"a {pool} for each call can pay from {work} of work on"
    )
    text = (
        f"On {target.id}, {advice}. {_crew(processes).capitalize()} save at most {fmt.share(gained)} of it; a new pool "
        f"costs {fmt.time(cold.value)}."
    )
    return _said(_KEEP, target, text, least, holds=holds)


def _is_dear(seconds: Estimate, what: str) -> bool:
    """Tell whether a time is clearly above a millisecond or clearly below; raises CannotSayError if neither."""
    if seconds.low is None or seconds.high is None:
        raise CannotSayError(f"not measured: {what} was repeated too few times for an interval")
    if seconds.low <= _DEAR <= seconds.high:
        raise CannotSayError(f"undecided: {what} is {fmt.time_interval(seconds)}: its interval holds {fmt.time(_DEAR)}")
    return seconds.low > _DEAR


def _divided(estimate: Estimate, by: float) -> Estimate:
    low, high = (None if each is None else each / by for each in (estimate.low, estimate.high))
    return Estimate(estimate.value / by, low, high, estimate.rounds)


def _processes(evidence: Evidence, target: Target) -> Summary:
    """Return the process executor as whoever names no start method gets it; raises CannotSayError without one."""
    here = [each for each in evidence.of(NAME) if each.trial.target == target.id]
    for name in by_default(target):
        if trials := [each for each in here if each.trial.strategy_label == name]:
            processes = most_useful(trials, evidence.manifest.usable_cpus)
            return sound(processes, called(processes))
    raise CannotSayError("not measured: startup of ProcessPoolExecutor by its default start method is not in this run")


def _crew(processes: Summary) -> str:
    """Return how many processes there are and how they start: "two processes (forkserver)"."""
    workers = processes.trial.workers
    noun = "process" if workers == 1 else "processes"
    return f"{spelled(workers)} {noun} ({processes.target.facts.default_start_method})"


def _beside_threads(evidence: Evidence, processes: Summary) -> str:
    alike = processes.trial.target, THREADS, processes.trial.workers
    for each in evidence.of(NAME):
        if (each.trial.target, each.trial.strategy_label, each.trial.workers) == alike and each.sound:
            return f"; a {each.strategy_in_words} of as many threads costs {fmt.time(each.figures['cold'].value)}"
    return ""


def _said(claim: str, target: Target, text: str, seconds: Estimate, *, holds: bool) -> Sentence:
    decided: Decided = "holds" if holds else "does not hold"
    return sentence(claim, target, decided, text, seconds, unit="s", evidence=NAME)


CLAIMS = (
    Claim(
        id=_COSTS,
        order=80,
        says="A pool of processes for each call costs more than a millisecond.",
        source=GILBENCH,
        needs=f"{_NEEDS}; beside it, if measured, ThreadPoolExecutor",
        refuted="a pool that starts, does one task and ends within a millisecond",
        applies=any_target,
        elsewhere="",
        rule=_pool_per_call,
    ),
    Claim(
        id=_KEEP,
        order=90,
        says="A pool of processes for each call cannot pay if the work in it is shorter than a millisecond.",
        source=GILBENCH,
        needs=_NEEDS,
        refuted="a pool for each call that costs less than a millisecond of serial work saves",
        applies=any_target,
        elsewhere="",
        rule=_keep_the_pool,
    ),
)
