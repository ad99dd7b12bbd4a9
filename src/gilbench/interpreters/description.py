"""Ask interpreters what they are and what they can run, and say why one is unusable."""

import time
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from gilbench.inside.schema import Facts, Problem
from gilbench.inside.telling import plain
from gilbench.interpreters import reply
from gilbench.interpreters.candidate import OLDEST, Unusable, too_old
from gilbench.interpreters.target import Target
from gilbench.legible import one_line
from gilbench.processes import answers, process, staging, temporary
from gilbench.processes.printed import FLOODED

PATIENCE = 60.0  # seconds for one description
PATIENCE_ALTOGETHER = 600.0  # seconds after which no further file or probe is left out to ask again
LEFT = "a file or a check left processes running, which were ended"
_LONGEST_LINE = 200  # characters of what it printed last


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
    folders: Sequence[Path]  # of workloads and strategies, and files
    probes: Sequence[str] = ("*",)  # globs of the strategies to try
    start_methods: Sequence[str] = ()  # those to try, "default" for the target's own; empty: all
    tries: Sequence[str] = ()  # globs of strategies that are tried with every start method all the same
    experiments: Sequence[str] = ()  # names of those that the target is to be asked about
    variables: Mapping[str, str] = field(default_factory=dict)  # of --env
    variants: Sequence[str] = ()  # globs of the variants of strategies to try; nobody is told of others


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
    try:
        return _described(candidate, question)
    except (answers.UnreadableError, reply.NonsenseError) as error:
        return Unusable(candidate.spec, f"{candidate.executable} cannot be measured: {error}")


def _described(candidate: Askable, question: Question) -> Target | Unusable:
    """Ask until nothing takes it down any more: as often as there are files and probes that do."""
    avoid: list[str] = []
    lost: list[Problem] = []
    patience = time.monotonic() + PATIENCE_ALTOGETHER
    while True:
        said, ending = _ask(candidate, question, avoid)
        if reply.is_whole(said.lines):
            return _target(candidate, said.lines, lost)
        step = reply.last_step(said.lines)
        why = "; ".join(filter(None, [ending, said.broken]))
        if step is None or step == reply.FACTS:
            return Unusable(candidate.spec, f"{candidate.executable} cannot be measured: {why}")
        if step in avoid:
            raise reply.NonsenseError(f"it was asked to leave out {step}, and began it again")
        avoid.append(step)
        lost.append(Problem(step, f"took the interpreter down: {why}"))
        if time.monotonic() > patience:
            raise reply.NonsenseError(
                f"{len(lost)} files and probes took it down in {PATIENCE_ALTOGETHER:g} s, {one_line(step)} the last"
            )


def _ask(candidate: Askable, question: Question, avoid: Sequence[str]) -> tuple[answers.Answer, str]:
    """Return what it wrote and how it ended, in words."""
    with temporary.folder() as folder, temporary.of_targets(folder) as own:
        answer = folder / "answer.jsonl"
        command = [candidate.executable, "-m", "gilbench.inside", "describe", "--out", str(answer)]
        command += [part for path in question.folders for part in ("--folder", str(path))]
        command += [part for glob in question.probes for part in ("--probe", glob)]
        command += [part for method in question.start_methods for part in ("--start-method", method)]
        command += [part for glob in question.tries for part in ("--try", glob)]
        command += [part for glob in question.variants for part in ("--variant", glob)]
        command += [part for name in question.experiments for part in ("--experiment", name)]
        command += [part for step in avoid for part in ("--avoid", step)]
        environment = staging.environment(question.staged, candidate.environment, question.variables, own)
        try:
            ended = process.run(command, environment=environment, folder=folder, timeout=PATIENCE)
        except OSError as error:
            return answers.Answer([]), str(error.strerror or error)
        said = answers.lines(answer)
        if ended.left_processes:
            said.lines.append({"problem": {"where": candidate.executable, "reason": LEFT}})
        return said, _ending(ended)


def _ending(ended: process.Ended) -> str:
    said = ended.printed.end().strip().splitlines()
    how = f"no answer within {PATIENCE:g} s" if ended.timed_out else process.describe_exit(ended.code)
    if ended.printed.flooded:
        how = FLOODED
    return how + (f" ({plain(said[-1])[:_LONGEST_LINE]})" if said else "")


def _target(candidate: Askable, lines: reply.Lines, lost: Sequence[Problem]) -> Target | Unusable:
    facts = reply.facts(lines)
    if tuple(facts.version_info[:2]) < OLDEST:
        return Unusable(candidate.spec, too_old(facts.version))
    mismatch = _state_mismatch(candidate.environment, facts)
    if mismatch:
        return Unusable(candidate.spec, mismatch)
    return Target(
        id=_id(facts, candidate.environment),
        spec=candidate.spec,
        executable=candidate.executable,
        environment=candidate.environment,
        facts=facts,
        catalogue=reply.catalogue(lines, lost),
    )


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
