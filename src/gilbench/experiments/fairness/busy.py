"""Whether other programs were in the way of a trial, by what a few threads got of the CPUs."""

from gilbench import fmt
from gilbench.analysis.summary import Summary

FREE = 0.9  # share of what they could use that a few threads must have got


def in_the_way(summary: Summary, cpus: int) -> str:
    """Return in words what one thread, or as many as there are CPUs, got of the CPUs if that is too little; else "".

    Beside other programs the kernel decides who is served, and more threads get more of the machine, whatever they lose
    among themselves.
    """
    could = {"cpus_of_one": (1, "one thread"), "cpus_of_few": _few(summary, cpus)}
    for name, (most, crew) in could.items():
        got = summary.figures.get(name)
        if got is not None and got.value < FREE * most:
            return f"{crew} alone got {fmt.quantity(got.value, 'CPUs')} of {most}"
    return ""


def _few(summary: Summary, cpus: int) -> tuple[int, str]:
    return 1 if summary.gil_enabled else cpus, fmt.plural(cpus, "thread")
