"""What is advised on simulated runs, as the section asks for it."""

from tests.known import collect
from tests.simulated import CALM, scenario, simulate

from gilbench.experiments.throughput.analysis.decisions import decisions
from gilbench.experiments.throughput.claims.told import told


def advice(seconds, world=CALM, **manifest):
    """Return what is advised on the first target, by class of work."""
    run = simulate(seconds, world, **manifest)
    evidence, target = collect(run), run.manifest.targets[0]
    return {each.workload_class: each for each in decisions(evidence, target, told(evidence, target))}


def advised(ratios, world=CALM, name="3.13/primes", **manifest):
    """Return what is advised for one workload under strategies with these true speed-ups."""
    (found,) = advice(scenario(name, ratios), world, **manifest).values()
    return found
