"""Ask interpreters what they are and what they can run, and say why one is unusable."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec

from gilbench.inside import jsonlines
from gilbench.inside.loading import plain
from gilbench.inside.schema import Catalogue, ExperimentInfo, Facts, Problem, StrategyInfo, WorkloadInfo
from gilbench.interpreters.candidate import OLDEST, Unusable, too_old
from gilbench.interpreters.target import Target
from gilbench.processes import process, staging, temporary
from gilbench.processes.printed import FLOODED

PATIENCE = 60.0  # seconds for one description
_EXPERIMENT = "experiment "  # how the step begins in which a target is asked about one
LEFT = "a file or a check left processes running, which were ended"
_LONGEST_LINE = 200  # characters of what it printed last
MOST_ATTEMPTS = 20  # every failed one leaves out one more file or probe
Described = TypeVar("Described", WorkloadInfo, StrategyInfo)


class Askable(Protocol):
    """An executable in a state: a candidate, or a target that is asked again."""

    @property
    def spec(self) -> str:
        """What the user asked for."""
        ...

    @property
    def executable(self) -> str:
        """The path to start."""
        ...

    @property
    def environment(self) -> Mapping[str, str]:
        """What puts it into its state."""
        ...


@dataclass(frozen=True)
class Question:
    """What to ask every target."""

    staged: Path
    folders: Sequence[Path]  # of workloads and strategies
    probes: Sequence[str] = ("*",)  # globs of the strategies to try
    start_methods: Sequence[str] = ()  # those to try, "default" for the target's own; empty: all
    tries: Sequence[str] = ()  # globs of strategies that are tried with every start method all the same
    experiments: Sequence[str] = ()  # names of those that the target is to be asked about
    variables: Mapping[str, str] = field(default_factory=dict)  # of --env


def describe_all(candidates: Iterable[Askable], question: Question) -> tuple[list[Target], list[Unusable]]:
    """Describe every candidate; the same interpreter in the same state is kept once."""
    targets: list[Target] = []
    unusable: list[Unusable] = []
    for candidate in candidates:
        answer = describe(candidate, question)
        if isinstance(answer, Unusable):
            unusable.append(answer)
        elif not any(_same(answer, other) for other in targets):
            taken = {target.id for target in targets}
            targets.append(replace(answer, id=free_id(answer.id, taken)))
    return targets, unusable


def describe(candidate: Askable, question: Question) -> Target | Unusable:
    """Start the candidate and ask it; a file or probe that takes it down is named and left out."""
    avoid: list[str] = []
    lost: list[Problem] = []
    for _ in range(MOST_ATTEMPTS):
        lines, ending = _ask(candidate, question, avoid)
        if {"end": True} in lines:
            return _target(candidate, lines, lost)
        step = _last_step(lines)
        if step is None or step == "facts":
            return Unusable(candidate.spec, f"{candidate.executable} cannot be measured: {ending}")
        avoid.append(step)
        lost.append(Problem(step, f"took the interpreter down: {ending}"))
    return Unusable(candidate.spec, f"{candidate.executable}: gave up after {MOST_ATTEMPTS} failed descriptions")


def _ask(candidate: Askable, question: Question, avoid: Sequence[str]) -> tuple[list[dict[str, Any]], str]:
    """Return the lines it wrote and how it ended, in words."""
    with temporary.folder() as folder, temporary.of_targets(folder) as own:
        answer = folder / "answer.jsonl"
        command = [candidate.executable, "-m", "gilbench.inside", "describe", "--out", str(answer)]
        command += [part for path in question.folders for part in ("--folder", str(path))]
        command += [part for glob in question.probes for part in ("--probe", glob)]
        command += [part for method in question.start_methods for part in ("--start-method", method)]
        command += [part for glob in question.tries for part in ("--try", glob)]
        command += [part for name in question.experiments for part in ("--experiment", name)]
        command += [part for step in avoid for part in ("--avoid", step)]
        environment = staging.environment(question.staged, candidate.environment, question.variables, own)
        try:
            ended = process.run(command, environment=environment, folder=folder, timeout=PATIENCE)
        except OSError as error:
            return [], str(error.strerror or error)
        lines = list(jsonlines.read(answer))
        if ended.left_processes:
            lines.append({"problem": {"where": candidate.executable, "reason": LEFT}})
        return lines, _ending(ended)


def _last_step(lines: Sequence[Mapping[str, Any]]) -> str | None:
    steps = [line["begin"] for line in lines if "begin" in line]
    return steps[-1] if steps else None


def _ending(ended: process.Ended) -> str:
    said = ended.printed.end().strip().splitlines()
    how = f"no answer within {PATIENCE:g} s" if ended.timed_out else process.describe_exit(ended.code)
    if ended.printed.flooded:
        how = FLOODED
    return how + (f" ({plain(said[-1])[:_LONGEST_LINE]})" if said else "")


def _target(candidate: Askable, lines: Sequence[Mapping[str, Any]], lost: Sequence[Problem]) -> Target | Unusable:
    facts = msgspec.convert(next(line["facts"] for line in lines if "facts" in line), Facts)
    if tuple(facts.version_info[:2]) < OLDEST:
        return Unusable(candidate.spec, too_old(facts.version))
    mismatch = _state_mismatch(candidate.environment, facts)
    if mismatch:
        return Unusable(candidate.spec, mismatch)
    problems = [*lost, *(msgspec.convert(line["problem"], Problem) for line in lines if "problem" in line)]
    catalogue = Catalogue(
        workloads=_records(lines, "workload", WorkloadInfo, problems),
        strategies=_records(lines, "strategy", StrategyInfo, problems),
        problems=problems,
        experiments=_experiments(lines, lost),
    )
    return Target(
        id=_id(facts, candidate.environment),
        spec=candidate.spec,
        executable=candidate.executable,
        environment=candidate.environment,
        facts=facts,
        catalogue=catalogue,
    )


def _records(
    lines: Sequence[Mapping[str, Any]], key: str, kind: type[Described], problems: list[Problem]
) -> list[Described]:
    """Return the records of one kind; one that states a value of the wrong type becomes a problem instead."""
    found = []
    for line in lines:
        if key in line:
            try:
                found.append(msgspec.convert(line[key], kind))
            except msgspec.ValidationError as error:
                problems.append(Problem(f"{key} {line[key]['name']}", plain(str(error))))
    return found


def _experiments(lines: Sequence[Mapping[str, Any]], lost: Sequence[Problem]) -> list[ExperimentInfo]:
    """Return what was said of each experiment; one that took the interpreter down cannot be measured there."""
    said = [msgspec.convert(line["experiment"], ExperimentInfo) for line in lines if "experiment" in line]
    steps = (problem for problem in lost if problem.where.startswith(_EXPERIMENT))
    return said + [ExperimentInfo(problem.where.removeprefix(_EXPERIMENT), problem.reason) for problem in steps]


def _state_mismatch(environment: Mapping[str, str], facts: Facts) -> str | None:
    """Say why the interpreter is not in the state it was asked to be in; None if it is."""
    if "PYTHON_GIL" in environment and facts.gil_enabled != (environment["PYTHON_GIL"] == "1"):
        return f"the GIL of this {facts.version} build cannot be switched {_word(environment['PYTHON_GIL'])}"
    if "PYTHON_JIT" in environment and (facts.jit == "on") != (environment["PYTHON_JIT"] == "1"):
        return f"the JIT of this {facts.version} build cannot be switched {_word(environment['PYTHON_JIT'])}"
    return None


def _word(flag: str) -> str:
    return "on" if flag == "1" else "off"


def _id(facts: Facts, environment: Mapping[str, str]) -> str:
    prefix = "" if facts.implementation == "CPython" else facts.implementation.lower()
    safe = "".join(letter for letter in prefix if letter.isalnum())
    major, minor = facts.version_info[:2]
    states = {"PYTHON_GIL": {"1": "+gil", "0": "+nogil"}, "PYTHON_JIT": {"1": "+jit", "0": "+nojit"}}
    suffix = "".join(words[environment[name]] for name, words in states.items() if name in environment)
    return f"{safe}{major}.{minor}{'t' if facts.free_threaded else ''}{suffix}"


def _same(one: Target, other: Target) -> bool:
    return (one.executable, dict(one.environment)) == (other.executable, dict(other.environment))


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return an id as it is, or with a number if a target has it already."""
    numbered = (f"{wanted}-{number}" for number in range(2, 1000))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)
