"""Alerts about the run, the machine and the interpreters."""

from collections.abc import Mapping, Sequence

from gilbench import fmt
from gilbench.analysis.large_results import in_words
from gilbench.inside import settling
from gilbench.model import Alert
from gilbench.store.records import StoredRun

LOAD_PER_CPU = 0.5


def invented(run: StoredRun) -> Alert | None:
    """Warn of a dry run."""
    if not run.manifest.invented:
        return None
    return Alert("serious", "These timings are invented: nothing was measured.", "Run again without --dry-run.")


def smoke_test(run: StoredRun) -> Alert | None:
    """Warn of sizes that were made for tests."""
    if all(trial.size != "small" for trial in run.manifest.plan.trials):
        return None
    return Alert(
        "serious",
        "This was a smoke test: its items are too short for any figure to mean anything.",
        "Measure without --size small.",
    )


def unfinished(run: StoredRun) -> Alert | None:
    """Warn of a run that did not come to its end."""
    if run.finished:
        return None
    return Alert(
        "warning",
        "The run was interrupted: some trials have fewer rounds than others, or none.",
        f"Go on with: gilbench run --resume {run.folder.name}",
    )


def unusable(run: StoredRun) -> Alert | None:
    """Warn of interpreters that are missing in the report."""
    if not run.manifest.unusable:
        return None
    return Alert(
        "warning",
        f"{len(run.manifest.unusable)} of the interpreters asked for could not be measured.",
        "The reasons are listed under troubles; gilbench doctor says more.",
    )


def load(run: StoredRun) -> Alert | None:
    """Warn of a load above LOAD_PER_CPU before the run."""
    words = _fact(run.manifest.machine, "load").replace(",", " ").split()
    cpus = run.manifest.targets[0].facts.cpu_count if run.manifest.targets else None
    try:
        per_cpu = float(words[0]) / (cpus or run.manifest.usable_cpus)
    except (IndexError, ValueError):
        return None
    if per_cpu <= LOAD_PER_CPU:
        return None
    return Alert(
        "warning",
        f"The machine was busy before the run: a load of {fmt.factor(per_cpu)} per CPU.",
        "Wait until the load is low, or believe large differences only.",
    )


def governor(run: StoredRun) -> Alert | None:
    """Note that the clock may follow the load."""
    named = _fact(run.manifest.machine, "governor")
    if named in {"", "performance"}:
        return None
    return Alert(
        "note",
        f"The CPU frequency governor is {named}: the clock may change with the load.",
        "Set it with: sudo cpupower frequency-set -g performance",
    )


def warming_up(run: StoredRun) -> Alert | None:
    """Note which targets compile while they run, and how many of their trials were not done with it."""
    names = [each.id for each in run.manifest.targets if each.facts.implementation == "PyPy" or each.facts.jit == "on"]
    if not names:
        return None
    repeated = {record.trial for record in run.records if record.outcome.settling}
    restless = {record.trial for record in run.records if settling.remarks(record.outcome.settling)}
    if restless:
        state = f"{len(restless)} of {len(repeated)} trials still got faster when their values were taken"
    elif repeated:
        state = "every trial was repeated until it no longer got faster, and then measured"
    else:
        state = "nothing says whether it had reached a steady state before its values"
    return Alert(
        "note",
        f"{', '.join(names)}: code is compiled while it runs; {state}.",
        "A program that ends sooner is slower than these figures. Look at gilbench_settling and the values in the "
        "pyperf files.",
    )


def unstated(run: StoredRun) -> Alert | None:
    """Note that results of some workloads were only compared with each other."""
    planned = {trial.workload for trial in run.manifest.plan.trials}
    known = {each.name: each for target in run.manifest.targets for each in target.catalogue.workloads}
    names = [name for name, each in known.items() if each.held_to == "serial" and name in planned]
    if not names:
        return None
    which = names[0] if len(names) == 1 else fmt.plural(len(names), "workload")
    return Alert(
        "note",
        f"What {which} must return is not stated: results were held to what the same work gave serially.",
        "State it with `expect` or `check`.",
    )


def builds_differ(run: StoredRun) -> Alert | None:
    """Note that ratios between targets compare more than the interpreters."""
    builds = {
        "compilers": {each.facts.compiler for each in run.manifest.targets},
        "C libraries": {each.facts.libc for each in run.manifest.targets},
        "versions of zlib": {each.facts.zlib for each in run.manifest.targets},
    }
    differing = [name for name, found in builds.items() if len(found) > 1]
    if not differing:
        return None
    return Alert(
        "note",
        f"The interpreters were built with different {_listed(differing)}: ratios between them compare builds too.",
        "Trust speed-ups within one Python; between several, compare builds of the same origin.",
    )


def _fact(machine: Mapping[str, str], word: str) -> str:
    """Return the first machine fact whose name has the word in it, empty if there is none."""
    return next((value for name, value in machine.items() if word in name.casefold()), "")


def _listed(names: Sequence[str]) -> str:
    return " and ".join((*([", ".join(names[:-1])] if names[1:] else []), names[-1]))


def large_results(run: StoredRun) -> Alert | None:
    """Note work that got fewer items than threads need, because of what it returns."""
    told = "" if run.manifest.calibration is None else in_words(run.manifest.calibration)
    if not told:
        return None
    return Alert(
        "note",
        f"Large results: {told}.",
        "Let the work return less, such as a checksum, to give threads the time to compete.",
    )
