"""Repeats of a call alone and beside itself, made by hand."""

from gilbench.inside.probe.records import Contention, Sides

NOISE = (1.0, 1.02, 0.99, 1.01, 0.98, 1.0, 1.01, 0.99, 1.0, 1.02)  # × what is in the middle
ALONE = 1e-6  # seconds of a call in one thread


def sides(cpu, calls, ready=0.0, noise=NOISE):
    """Return repeats in which two threads at once use so many times the CPU time per call, and make so many calls."""
    return Sides(
        alone_cpu=[ALONE] * len(noise),
        alone_time=[ALONE] * len(noise),
        beside_cpu=[cpu * ALONE * each for each in noise],
        beside_time=[ALONE / calls * each for each in noise],
        ready=[ready] * len(noise),
    )


def contention(shared=(3.0, 0.6), private=(1.0, 2.0)):
    """Return what a target says of a call that contends, and of the same one on what is each thread's own."""
    return Contention(sides(*shared), sides(*private), "")
