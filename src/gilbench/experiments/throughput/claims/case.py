"""One claim on one target: what its rule may ask, and why it may have to stay silent."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from gilbench.analysis.claims import CannotSayError
from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.nature import Nature
from gilbench.analysis.ratios import FEWEST_ROUNDS, difference, ratio
from gilbench.analysis.spelled import spelled, spelled_crew
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.candidates import more_rounds
from gilbench.experiments.throughput.analysis.ceiling import hardware_ceiling
from gilbench.experiments.throughput.analysis.judged import cpus_wanted, gain_of, slow_serial
from gilbench.experiments.throughput.analysis.ledger_rows import (
    WORTH_SAYING,
    idle,
    kept_apart,
    ruled_out_when_idle,
)
from gilbench.fmt import measured, percents, ratio_interval, times
from gilbench.inside.globs import label
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.model import Estimate

THREAD = "thread"

Clear = Literal["faster", "slower", "same"]


class NoGain(NamedTuple):
    """What an idle machine would show of threads that gain nothing."""

    idle: Estimate  # the most that they would gain
    ceiling: Estimate  # what warm processes would


@dataclass(frozen=True)
class Case:
    """One target's measurements, as a rule sees them: only sound trials, or a reason to stay silent."""

    evidence: Evidence
    target: Target

    @property
    def workers(self) -> int:
        """The worker count that the sentences about this target are about."""
        return self.evidence.workers(self.target.id)

    @property
    def crew(self) -> str:
        """The threads in words: "two threads", "eight threads on two CPUs"."""
        return spelled_crew(self.workers, self.evidence.manifest.usable_cpus)

    def in_processes(self, gain: Estimate) -> str:
        """Return what as many processes reach, as a sentence to be added: " Two processes: 1.87×."."""
        return f" {spelled(self.workers).capitalize()} processes: {times(gain.value)}."

    def in_words(self, strategy: str) -> str:
        """Return what a person reads for the label of a strategy: "ProcessPoolExecutor (fork)"."""
        known = {label(each.name, each.start_method): each.in_words for each in self.target.catalogue.strategies}
        return known.get(strategy, strategy)

    def threads_on(self, workload: str) -> str:
        """Return the threads of a workload in words: "Thread × 2 on primes"."""
        return f"{self.in_words(THREAD)} × {self.workers} on {workload}"

    def lead(self, workload_class: str) -> WorkloadInfo:
        """Return the workload that speaks for a class; raise CannotSayError if the run has none."""
        lead = self.evidence.leads(self.target).get(workload_class)
        if lead is None:
            raise CannotSayError(f'not measured: no "{workload_class}" workload was run')
        return lead

    def sound(self, workload: str, strategy: str, workers: int) -> Summary:
        """Return a trial that a sentence may rest on; raise CannotSayError if it cannot."""
        summary = self.evidence.find(self.target.id, workload, strategy, workers)
        called = self.in_words(strategy)
        what = f"{workload} under {called}" if workers == 1 else f"{workload} under {called} × {workers}"
        if summary is None:
            raise CannotSayError(f"not measured: {what} is not in this run")
        if summary.state != "ok":
            raise CannotSayError(f"not measured: {what}: {summary.state}: {summary.reason}")
        if summary.objections:
            raise CannotSayError(f"not measured: {what}: {', '.join(summary.objections)}")
        if len(summary.rounds) < FEWEST_ROUNDS:
            raise CannotSayError(f"not measured: {what} has fewer than {FEWEST_ROUNDS} rounds")
        return summary

    def speedup(self, workload: str, strategy: str = THREAD) -> Estimate:
        """Return a sound speed-up over serial at the case's worker count; raise CannotSayError without one."""
        if self.workers == 1:
            raise CannotSayError("not measured: no trial has two workers or more")
        serial, other = self.sound(workload, SERIAL, 1), self.sound(workload, strategy, self.workers)
        return self.between(serial, other, f"{self.in_words(strategy)} against serial")

    def between(self, base: Summary, other: Summary, what: str) -> Estimate:
        """Return base time ÷ other time of two sound trials; raise CannotSayError with fewer than three pairs."""
        estimate = ratio(base.rounds, other.rounds)
        if estimate is None or estimate.rounds < FEWEST_ROUNDS:
            raise CannotSayError(f"not measured: {what} has fewer than {FEWEST_ROUNDS} rounds with both sides")
        return estimate

    def ceiling(self, workload: str) -> Estimate | None:
        """Return the speed-up that warm processes gave the same work: what the hardware had to offer."""
        ceiling = hardware_ceiling(self.evidence, self.target.id, workload, self.workers)
        if ceiling is None:
            return None
        try:
            return self.speedup(workload, ceiling.trial.strategy_label)
        except CannotSayError:
            return None

    def headroom(self, workload: str) -> Estimate:
        """Return the ceiling if it is clearly above 1; raise CannotSayError otherwise.

        Without this, a busy machine would be blamed on the GIL.
        """
        ceiling = self.ceiling(workload)
        if ceiling is None:
            raise CannotSayError(
                f"undecided: {workload} was not measured in warm processes, and on a machine without a CPU to spare "
                "the GIL makes no difference"
            )
        if difference(ceiling, self.evidence.standard) != "faster":
            raise CannotSayError(
                "undecided: this machine had no CPU to spare while measuring (processes reached only "
                f"{measured(ceiling)}; {workload}{self._busy(workload)})"
            )
        return ceiling

    def idle(self, workload: str) -> Estimate | None:
        """Return what threads would have gained on an idle machine, where this one was busy and the ledger tells."""
        threads = self.sound(workload, THREAD, self.workers)
        too_many = self.workers > self.evidence.manifest.usable_cpus  # then they wait for each other
        return idle(self.evidence, threads) if kept_apart(threads) and not too_many else None

    def idle_headroom(self, workload: str) -> Estimate | None:
        """Return what warm processes would have gained on an idle machine; None where that is not clearly a gain."""
        ceiling = hardware_ceiling(self.evidence, self.target.id, workload, self.workers)
        gain = idle(self.evidence, ceiling) if ceiling is not None and ceiling.sound else None
        return gain if gain is not None and difference(gain, self.evidence.standard) == "faster" else None

    def gain_when_idle(self, workload: str) -> Estimate | None:
        """Return what threads without a GIL would gain on an idle machine, at most; None if it is not clearly a gain.

        Where they share a GIL, the most that they could gain is no gain yet.
        """
        gain = None if self.target.facts.gil_enabled else self.idle(workload)
        return gain if gain is not None and difference(gain, self.evidence.standard) == "faster" else None

    def no_gain_when_idle(self, workload: str) -> NoGain | None:
        """Return what rules out, as far as it was measured what keeps the GIL, that threads gain on an idle machine.

        None where the ledger does not rule it out, or shows no CPU to gain from, or the machine was not busy.
        """
        idle, ceiling = self.idle(workload), self.idle_headroom(workload)
        threads = self.sound(workload, THREAD, self.workers)
        if idle is None or ceiling is None or not ruled_out_when_idle(self.evidence, threads, idle):
            return None
        return NoGain(idle, ceiling)

    def cpus_without_gain(self, workload: str) -> Estimate | None:
        """Return how many CPUs the threads used or waited for on average, if that leaves them no gain; else None.

        The speed of a CPU may wander from trial to trial; how many of them are busy does not.
        """
        threads = self.sound(workload, THREAD, self.workers)
        used = cpus_wanted(threads)
        if used is None or used.high is None or gain_of(threads, used.high) > 1 + self.evidence.standard.margin:
            return None
        return used

    def nature(self, workload: str) -> Nature:
        """Return whether the work computes or waits, as declared, or as sound serial code shows."""
        return self.sound(workload, SERIAL, 1).nature

    def require_cpus_for(self, workload: str, speedup: Estimate) -> None:
        """Raise CannotSayError if threads gained more, as the clock shows, than their CPUs can give."""
        if why := slow_serial(self.evidence, self.sound(workload, THREAD, self.workers), speedup):
            raise CannotSayError(f"undecided: {self.threads_on(workload)} is {measured(speedup)}, but {why}")

    def _busy(self, workload: str) -> str:
        ready = self.sound(workload, THREAD, self.workers).side.ready
        if ready is None or ready < WORTH_SAYING:
            return ""
        return f"; {percents(100 * ready)[0]} % of the threads' time no CPU was free"

    def clear(self, estimate: Estimate, what: str) -> Clear:
        """Return what a ratio says; raise CannotSayError if it says nothing clear."""
        found = difference(estimate, self.evidence.standard)
        if found == "undecided":
            more = more_rounds(estimate)
            raise CannotSayError(
                f"undecided: {what} is {ratio_interval(estimate)} after {estimate.rounds} rounds{more}"
            )
        return found

    def gains(self, estimate: Estimate, what: str) -> bool:
        """Return whether a speed-up is there or ruled out; raise CannotSayError if it may or may not be there.

        It is ruled out as soon as the whole interval stays below the margin: whether the rest is "the same" or
        "slower" is another question, and takes more rounds.
        """
        if estimate.high is not None and estimate.high <= 1 + self.evidence.standard.margin:
            return False
        return self.clear(estimate, what) == "faster"
