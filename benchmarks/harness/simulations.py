"""How often the intervals hold the truth, and how often a difference is seen where there is none.

Prints, as Markdown, what docs/method.md says under "How the statistics were checked". Data are drawn with a known
truth, and the functions that make the reports look at them. Nothing is measured; it takes about a minute.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from scipy import stats

from gilbench.analysis import floor
from gilbench.analysis.intervals import student_half_width
from gilbench.analysis.ratios import USUAL, Seconds, Standard, difference, log_ratios, ratio
from gilbench.compare import contrast
from gilbench.experiments.throughput.analysis.gil_gap import gap
from gilbench.experiments.throughput.analysis.scaling import serial_fraction_estimate
from gilbench.experiments.throughput.analysis.scaling_law import relative_throughput, scalability_law
from gilbench.model import Estimate
from gilbench.plan.schedule import TRUSTED_ROUNDS

ROUNDS = (3, 5, 8, 12, 20, 40)
LEAST, MOST, PRECISION = 3, 30, 0.05  # the normal effort
TRUE_RATIO = 1.3
DRIFT = 0.3  # standard deviation of a whole round, on the log scale: what pairing removes
FAMILY = 40
FLOORS = ((4, 3, 3), (2, 7, 3), (4, 7, 7), (2, 7, 7))  # copies, their rounds, those of what is judged
COUNTS = (1, 2, 3, 4, 6, 8)
NO_MARGIN = Standard(margin=0.0)

Noise = Callable[[np.random.Generator, int], np.ndarray]  # log seconds of so many rounds, beyond the true ones


def normal(chance: np.random.Generator, rounds: int) -> np.ndarray:
    """Return noise of about 5 %."""
    return chance.normal(0, 0.05, rounds)


def heavy_tails(chance: np.random.Generator, rounds: int) -> np.ndarray:
    """Return noise with outliers to both sides: Student's t with three degrees of freedom."""
    return 0.03 * chance.standard_t(3, rounds)


def bursts(chance: np.random.Generator, rounds: int) -> np.ndarray:
    """Return noise of 2 %, and one round in ten in which another program makes it 1.2 to 3 times as long."""
    hit = chance.random(rounds) < 0.1
    return chance.normal(0, 0.02, rounds) + hit * chance.uniform(math.log(1.2), math.log(3), rounds)


NOISES: Mapping[str, Noise] = {"normal, 5 %": normal, "heavy tails": heavy_tails, "bursts": bursts}


def side(true: float, noise: np.ndarray, drift: np.ndarray | float = 0.0) -> Seconds:
    """Return the seconds of rounds."""
    return dict(enumerate(true * np.exp(noise + drift)))


def pair(chance: np.random.Generator, noise: Noise, rounds: int, truth: float) -> tuple[Seconds, Seconds]:
    """Return two sides measured in the same rounds, the second `truth` times as fast."""
    drift = chance.normal(0, DRIFT, rounds)
    return side(1.0, noise(chance, rounds), drift), side(1 / truth, noise(chance, rounds), drift)


def holds(estimate: Estimate | None, truth: float) -> bool:
    """Tell whether an interval holds the truth."""
    return estimate is not None and estimate.low is not None and estimate.low <= truth <= (estimate.high or 0)


def share(found: Iterable[bool]) -> float:
    """Return the share of what is true."""
    outcomes = list(found)
    return sum(outcomes) / len(outcomes)


def coverage_of_ratio(noise: Noise, rounds: int, trials: int, seed: int = 1) -> float:
    """Return how often the interval of a ratio, paired by round, holds it."""
    chance = np.random.default_rng(seed)
    return share(holds(ratio(*pair(chance, noise, rounds, TRUE_RATIO)), TRUE_RATIO) for _ in range(trials))


def coverage_of_bootstrap(noise: Noise, rounds: int, trials: int, seed: int = 1) -> float:
    """Return how often the BCa bootstrap, which gilbench does not use, holds a ratio paired by round."""
    chance = np.random.default_rng(seed)
    hits = []
    for _ in range(trials):
        logs = list(log_ratios(*pair(chance, noise, rounds, TRUE_RATIO)).values())
        low, high = stats.bootstrap((logs,), np.mean, n_resamples=4_000, rng=seed).confidence_interval
        hits.append(low <= math.log(TRUE_RATIO) <= high)
    return share(hits)


def coverage_under_bias(rounds: int, trials: int, seed: int = 9) -> float:
    """Return how often the interval of a ratio holds it if bursts hit one of the sides only."""
    chance = np.random.default_rng(seed)
    pairs = (
        (side(TRUE_RATIO, chance.normal(0, 0.02, rounds)), side(1.0, bursts(chance, rounds))) for _ in range(trials)
    )
    return share(holds(ratio(*each), TRUE_RATIO) for each in pairs)


def coverage_of_sessions(noise: Noise, rounds: int, trials: int, seed: int = 2) -> float:
    """Return how often the interval of a ratio between two sessions of the same machine holds it."""
    chance = np.random.default_rng(seed)
    found = (
        contrast.unpaired(side(TRUE_RATIO, noise(chance, rounds)), side(1.0, noise(chance, rounds)))
        for _ in range(trials)
    )
    return share(holds(each.ratio if each else None, TRUE_RATIO) for each in found)


def coverage_of_gap(noise: Noise, rounds: int, trials: int, true_gap: float = 0.49, seed: int = 3) -> float:
    """Return how often the interval of a GIL gap holds it."""
    chance = np.random.default_rng(seed)
    pairs = (pair(chance, noise, rounds, 1 / (1 - true_gap)) for _ in range(trials))
    return share(holds(found and gap(found), true_gap) for found in (ratio(*each) for each in pairs))


def coverage_of_serial_fraction(noise: Noise, rounds: int, trials: int, true: float = 0.2, seed: int = 4) -> float:
    """Return how often the interval of the serial fraction of Amdahl's law with four workers holds it."""
    chance, workers = np.random.default_rng(seed), 4
    speedup = 1 / (true + (1 - true) / workers)
    found = (ratio(*pair(chance, noise, rounds, speedup)) for _ in range(trials))
    return share(holds(each and serial_fraction_estimate(each, workers), true) for each in found)


def coverage_of_law(
    coefficients: tuple[float, float], noise: Noise, rounds: int, trials: int, seed: int = 5
) -> tuple[float, float]:
    """Return how often the intervals of contention and coherency hold them."""
    chance = np.random.default_rng(seed)
    hits = []
    for _ in range(trials):
        drift = chance.normal(0, DRIFT, rounds)
        true = {count: 1 / relative_throughput(count, *coefficients) for count in COUNTS}
        law = scalability_law("", {each: side(true[each], noise(chance, rounds), drift) for each in COUNTS})
        hits.append((holds(law.contention, coefficients[0]), holds(law.coherency, coefficients[1])))
    return share(each for each, _ in hits), share(each for _, each in hits)


def false_alarms(noise: Noise, rounds: int, trials: int, standard: Standard, seed: int = 6) -> float:
    """Return how often two sides that take the same time are called different."""
    chance = np.random.default_rng(seed)
    found = (ratio(*pair(chance, noise, rounds, 1.0)) for _ in range(trials))
    return share(each is not None and difference(each, standard) in {"faster", "slower"} for each in found)


def false_alarms_above_floor(
    noise: Noise, floor_of: tuple[int, int], rounds: int, trials: int, seed: int = 10
) -> float:
    """Return how often equal sides are called different whose run measured its noise floor by (copies, rounds)."""
    chance, (copies, each_in) = np.random.default_rng(seed), floor_of
    alarms = []
    for _ in range(trials):
        logs = [each for _ in range(copies) for each in log_ratios(*pair(chance, noise, each_in, 1.0)).values()]
        found = ratio(*pair(chance, noise, rounds, 1.0))
        standard = Standard(margin=0.0, floor=floor.share(logs, each_in), floor_rounds=each_in)
        alarms.append(found is not None and difference(found, standard) in {"faster", "slower"})
    return share(alarms)


def false_families(noise: Noise, rounds: int, trials: int, seed: int = 7) -> tuple[float, float]:
    """Return how often a comparison of FAMILY equal rows calls any different: judged one by one, and together."""
    chance = np.random.default_rng(seed)
    alone = together = 0
    for _ in range(trials):
        rows = [contrast.paired(*pair(chance, noise, rounds, 1.0)) for _ in range(FAMILY)]
        known = [each for each in rows if each is not None]
        alone += any(difference(each.ratio, NO_MARGIN) in {"faster", "slower"} for each in known)
        together += bool({"faster", "slower"} & set(contrast.verdicts(known, [NO_MARGIN] * len(known))))
    return alone / trials, together / trials


def until_precise(logs: Sequence[float]) -> int:
    """Return the rounds after which gilbench does not go on if its interval shall be no wider than ± PRECISION."""
    rounds = range(TRUSTED_ROUNDS, MOST)
    enough = (each for each in rounds if math.expm1(student_half_width(logs[:each])) <= PRECISION)
    return next(enough, MOST)


def until_significant(logs: Sequence[float]) -> int:
    """Return the rounds after which a run would stop that looks for a difference after every round."""
    clear = (each for each in range(LEAST, MOST) if abs(float(np.mean(logs[:each]))) > student_half_width(logs[:each]))
    return next(clear, MOST)


def false_alarms_of_stopping(
    stop: Callable[[Sequence[float]], int], noise: Noise, trials: int, standard: Standard, seed: int = 8
) -> float:
    """Return how often equal sides are called different if the rounds go on until the rule says stop."""
    chance = np.random.default_rng(seed)
    alarms = []
    for _ in range(trials):
        base, other = pair(chance, noise, MOST, 1.0)
        rounds = stop(list(log_ratios(base, other).values()))
        found = ratio({each: base[each] for each in range(rounds)}, other)
        alarms.append(found is not None and difference(found, standard) in {"faster", "slower"})
    return share(alarms)


def table(title: str, columns: Sequence[object], rows: Iterable[tuple[str, Iterable[float]]]) -> str:
    """Return a Markdown table of shares in per cent."""
    lines = [[title, *map(str, columns)], ["---", *["---:"] * len(columns)]]
    lines += [[name, *(f"{100 * each:.1f}" for each in shares)] for name, shares in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def by_rounds(function: Callable[[Noise, int, int], float], trials: int) -> Iterable[tuple[str, Iterable[float]]]:
    """Return a row per noise with a figure per number of rounds."""
    return ((name, [function(noise, rounds, trials) for rounds in ROUNDS]) for name, noise in NOISES.items())


def tables(trials: int) -> Iterable[str]:
    """Return one table after the other."""
    few = max(1, trials // 10)
    one_sided = ("bursts, one side only", [coverage_under_bias(rounds, trials) for rounds in ROUNDS])
    bootstrap = ("bursts, BCa bootstrap instead", [coverage_of_bootstrap(bursts, rounds, few) for rounds in ROUNDS])
    rows = [*by_rounds(coverage_of_ratio, trials), bootstrap, one_sided]
    yield table("interval of a ratio, paired; rounds:", ROUNDS, rows)
    yield table("interval between sessions; rounds:", ROUNDS, by_rounds(coverage_of_sessions, max(1, trials // 2)))
    yield table("interval of the GIL gap; rounds:", ROUNDS, by_rounds(coverage_of_gap, trials))
    yield table("interval of the serial fraction; rounds:", ROUNDS, by_rounds(coverage_of_serial_fraction, trials))
    laws = {(0.1, 0.005): "σ = 0.1, κ = 0.005", (0.9, 0.0): "σ = 0.9, κ = 0", (0.0, 0.02): "σ = 0, κ = 0.02"}
    found = {each: [coverage_of_law(each, normal, rounds, few) for rounds in ROUNDS] for each in laws}
    yield table(
        "intervals of the scalability law; rounds:",
        ROUNDS,
        [
            (f"{name} of {words}", [each[index] for each in found[law]])
            for law, words in laws.items()
            for index, name in enumerate(("σ", "κ"))
        ],
    )
    yield table(
        "false alarms, margin 0; rounds:",
        ROUNDS,
        by_rounds(lambda noise, rounds, count: false_alarms(noise, rounds, count, NO_MARGIN), trials),
    )
    yield table(
        "false alarms, margin 5 %; rounds:",
        ROUNDS,
        by_rounds(lambda noise, rounds, count: false_alarms(noise, rounds, count, USUAL), trials),
    )
    yield table(
        "false alarms, margin 0, above the noise floor of copies × rounds:",
        [f"{copies} × {each_in}, {rounds} rounds" for copies, each_in, rounds in FLOORS],
        (
            (
                name,
                [
                    false_alarms_above_floor(noise, (copies, each_in), rounds, trials)
                    for copies, each_in, rounds in FLOORS
                ],
            )
            for name, noise in NOISES.items()
        ),
    )
    yield table(
        f"any false alarm among {FAMILY} rows, margin 0, 8 rounds",
        ("judged one by one", "judged together"),
        ((name, false_families(noise, 8, few)) for name, noise in NOISES.items()),
    )
    rules = (until_precise, until_significant)
    yield table(
        f"false alarms, at most {MOST} rounds",
        ("until precise, margin 0", "until significant, margin 0", "until precise, margin 5 %"),
        (
            (
                name,
                [
                    *(false_alarms_of_stopping(rule, noise, trials, NO_MARGIN) for rule in rules),
                    false_alarms_of_stopping(until_precise, noise, trials, USUAL),
                ],
            )
            for name, noise in NOISES.items()
        ),
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--trials", type=int, default=2_000, help="simulated comparisons each (default: %(default)s)")
    for each in tables(parser.parse_args().trials):
        sys.stdout.write(f"{each}\n")


if __name__ == "__main__":
    main()
