"""Whether switching between threads costs anything worth mentioning, at the default interval and at a short one."""

from gilbench import fmt
from gilbench.analysis.claims import CannotSayError, Claim, essay, sentence, sound, with_gil
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.ratios import MARGIN
from gilbench.analysis.summary import Summary
from gilbench.experiments.handover.names import COST_BY_CLOCK, KEPT, LOST, LOST_CPU, NAME, PACE, at, of_two
from gilbench.experiments.handover.records import DEFAULT, SHORT, SWEEPS
from gilbench.experiments.handover.words import lost as told
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence

_SLOWER, _SHORTER = "switching-slower", "shorter-interval"
_SHORTEST = min(SWEEPS[SHORT].intervals)
_NEEDS = "handover with two threads"
_ALL_OFF = "every Python of this run has its GIL off"


def _switching_slower(evidence: Evidence, target: Target) -> Sentence:
    found = _Lost(_trial(evidence, target))
    lost = found.at(DEFAULT)
    text = (
        f"On {target.id}, two threads lose {told(lost)} of their {found.time} by switching every "
        f"{fmt.tick(DEFAULT, 's')}, the default.{found.why}"
    )
    return _said(_SLOWER, target, text, lost)


def _shorter_interval(evidence: Evidence, target: Target) -> Sentence:
    found = _Lost(_trial(evidence, target))
    lost, default = found.at(_SHORTEST), found.at(DEFAULT)
    text = (
        f"On {target.id}, two threads lose {told(lost)} of their {found.time} by switching every "
        f"{fmt.tick(_SHORTEST, 's')}. Every {fmt.tick(DEFAULT, 's')}, the default: {fmt.share(default.value)}."
        f"{found.why}"
    )
    return _said(_SHORTER, target, text, lost)


class _Lost:
    """Shares of the time that two threads lose: by the clock, or of CPU time where other programs were in the way."""

    def __init__(self, trial: Summary) -> None:
        self._figures = trial.figures
        quiet = COST_BY_CLOCK in trial.figures
        self._share = LOST if quiet else LOST_CPU
        self.time = "time" if quiet else "CPU time"
        self.why = "" if quiet else " The machine was too busy for the clock."

    def at(self, interval: float) -> Estimate:
        """Return the share at a switch interval; raises CannotSayError if the threads did not keep it."""
        pace = self._figures.get(at(PACE, interval))
        if pace is not None and pace.value < KEPT:
            raise CannotSayError(
                f"undecided: at {fmt.tick(interval, 's')} the threads handed over {fmt.ratio(pace.value)} as often as "
                "that, as on a machine without a free CPU"
            )
        found = self._figures.get(at(self._share, interval))
        if found is None:
            raise CannotSayError("not measured: the threads saw no hand-over")
        return found


def _trial(evidence: Evidence, target: Target) -> Summary:
    trial = of_two(evidence.of(NAME), target.id)
    if trial is None:
        raise CannotSayError("not measured: handover with two threads is not in this run")
    return sound(trial, "handover with two threads")


def _said(claim: str, target: Target, text: str, lost: Estimate) -> Sentence:
    """Return the sentence; raises CannotSayError unless the loss is clearly above the margin, or clearly below."""
    if lost.low is None or lost.high is None:
        raise CannotSayError("not measured: there were too few repeats for an interval")
    if lost.low <= MARGIN <= lost.high:
        margin = fmt.share(MARGIN)
        raise CannotSayError(f"undecided: the share lost is {fmt.share_interval(lost)}: its interval holds {margin}")
    decided: Decided = "holds" if lost.low > MARGIN else "does not hold"
    per_cent = Estimate(100 * lost.value, 100 * lost.low, 100 * lost.high, lost.rounds)
    return sentence(claim, target, decided, text, per_cent, unit="%", evidence="handover")


CLAIMS = (
    Claim(
        id=_SLOWER,
        order=42,
        says="Switching makes threads slower than serial code.",
        source=essay(2),
        needs=_NEEDS,
        refuted="two threads that take no longer than one for the same loop",
        applies=with_gil,
        elsewhere=_ALL_OFF,
        rule=_switching_slower,
    ),
    Claim(
        id=_SHORTER,
        order=43,
        says="A shorter switch interval costs throughput.",
        source=essay(2),
        needs=_NEEDS,
        refuted="a loop that keeps 95 % of its pace at a short interval",
        applies=with_gil,
        elsewhere=_ALL_OFF,
        rule=_shorter_interval,
    ),
)
