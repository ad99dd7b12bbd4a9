"""Whether short tasks may be handed to processes one by one."""

from gilbench import fmt
from gilbench.analysis.claims import GILBENCH, CannotSayError, Claim, any_target, sentence, sound
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.grain.figures import BREAK_EVEN, COST, GAINS
from gilbench.experiments.grain.trials import NAME, PROCESSES, usual
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Sentence

_SHORT_TASKS = "short-tasks"
_LENGTH = 100e-6  # seconds


def _short_tasks(evidence: Evidence, target: Target) -> Sentence:
    processes = _processes(evidence, target)
    gain = processes.figures[GAINS[_LENGTH]]
    if min(processes.trial.workers, evidence.manifest.usable_cpus) == 1:
        raise CannotSayError("not measured: with one worker or one CPU no task is worth handing over")
    if gain.low is None or gain.high is None:
        raise CannotSayError("not measured: there are too few repeats for an interval")
    length = fmt.tick(_LENGTH, "s")
    if gain.low <= 1 <= gain.high:
        raise CannotSayError(
            f"undecided: tasks of {length} in {processes.strategy.called} reach {fmt.ratio_interval(gain)} of serial "
            "speed: its interval holds 1"
        )
    holds = gain.high < 1
    if holds and BREAK_EVEN not in processes.figures:
        raise CannotSayError("undecided: longer tasks gain nothing either, so that no CPU may have been free")
    decided: Decided = "holds" if holds else "does not hold"
    text = (
        f"On {target.id}, tasks of {length}, handed one by one to {processes.strategy.called}, run "
        f"{fmt.ratio_interval(gain)} as fast as serial code. Each costs "
        f"{fmt.time(processes.figures[COST].value)} to hand over{_pays(processes)}."
    )
    return sentence(_SHORT_TASKS, target, decided, text, gain, unit="×", evidence=NAME)


def _pays(processes: Summary) -> str:
    even = processes.figures.get(BREAK_EVEN)
    return f", and they pay from {fmt.time(even.value)} on" if even else ""


def _processes(evidence: Evidence, target: Target) -> Summary:
    """Return the process executor as whoever names no start method gets it; raises CannotSayError without one."""
    for each in evidence.of(NAME):
        if (each.trial.target, each.trial.strategy_label) == (target.id, PROCESSES) and usual(each):
            return sound(each, each.strategy_in_words)
    raise CannotSayError("not measured: grain of ProcessPoolExecutor by its default start method is not in this run")


CLAIMS = (
    Claim(
        id=_SHORT_TASKS,
        order=68,
        says="Tasks of 0.1 ms, handed one by one to a pool of processes, are slower than serial code.",
        source=GILBENCH,
        needs="grain of ProcessPoolExecutor with the platform's default start method",
        refuted="a pool that gains with tasks of 0.1 ms",
        applies=any_target,
        elsewhere="",
        rule=_short_tasks,
    ),
)
