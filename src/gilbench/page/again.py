"""The command line that measures one result again, with what it is compared with: every word of it is made here."""

import glob
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gilbench.errors import UsageError
from gilbench.inside.globs import label
from gilbench.interpreters import specs
from gilbench.interpreters.target import Target
from gilbench.page.privacy import word
from gilbench.settings import Call, Settings
from gilbench.store.records import StoredRun, settings_of

BEGIN = "gilbench run"
_VERSION = 2  # numbers of a version that name an interpreter: 3.13


@dataclass(frozen=True)
class Again:
    """The words for what a run has; each as it is typed, folders taken out."""

    run: StoredRun

    def experiment(self, name: str) -> str:
        """Return the option for an experiment; without strategies of its own it is measured whole."""
        return _typed("--experiment", name)

    def workload(self, name: str | None) -> str:
        """Return the argument for a workload, which is a glob; of a call what was typed; empty without one.

        Brackets stand for themselves in a glob, as in `'copy[bytes=1000]'`.
        """
        call = self._calls.get(name or "")
        if call is not None:
            return _typed(*_of_call(call))
        return "" if name is None else _typed(glob.escape(name) if {*name} & {*"*?"} else name)

    def strategy(self, key: str | None, start_method: str | None) -> str:
        """Return the option for a strategy, by Python's name: `--strategy 'Pool[fork]'`; empty without one."""
        return "" if key is None else _typed("--strategy", label(self._called.get(key) or key, start_method))

    def workers(self, number: int) -> str:
        """Return the option for a number of workers."""
        return _typed("--workers", str(number))

    def python(self, target: str) -> str:
        """Return the option for a target; empty for one that the run does not know."""
        spec = self._specs.get(target)
        return "" if spec is None else _typed("--python", spec)

    def like(self, workload: str | None) -> str:
        """Return the option for as many items as in this run, where it has settled them; else nothing."""
        settled = workload is not None and self._settings.size == "full"
        return _typed("--like", self.run.folder.name) if settled else ""

    @property
    def rest(self) -> tuple[str, ...]:
        """The words at the end of every line for a workload."""
        return tuple(shlex.split(f"{self.like('')} {self.around}"))

    @cached_property
    def around(self) -> str:
        """The options that are the same for all results: what is the user's own, and not as it is by default."""
        return _typed(*_around(self._settings))

    @cached_property
    def _settings(self) -> Settings:
        return settings_of(self.run.manifest)

    @cached_property
    def _calls(self) -> dict[str, Call]:
        return {call.name: call for call in self._settings.calls}

    @cached_property
    def _called(self) -> dict[str, str]:
        known = (each for target in self.run.manifest.targets for each in target.catalogue.strategies)
        return {each.name: each.python_name for each in known}

    @cached_property
    def _specs(self) -> dict[str, str]:
        return {target.id: _spec(target) for target in self.run.manifest.targets}


def _of_call(call: Call) -> Iterator[str]:
    """Yield a call as an argument, in brackets where it would be an option, and its setup as it is put together."""
    yield f"({call.text})" if call.text[0] in "-~" else call.text
    lines = call.setup.split("\n")
    for each in lines if all(map(str.strip, lines)) else [call.setup] * bool(call.setup.strip()):
        yield from ("--setup", each)


def _around(settings: Settings) -> Iterator[str]:
    if settings.size != "full":
        yield from ("--size", settings.size)
    for place in settings.workloads:
        yield from (place,) if place in settings.sources else ("--workloads", place)
    for folder in settings.experiment_folders:
        yield from ("--experiments", folder)
    for name, value in settings.variables.items():
        yield from ("--env", f"{name}={value}")


def _typed(*words: str) -> str:
    return shlex.join(map(word, words))


def _spec(target: Target) -> str:
    """Return what finds a target: what was typed where that means one interpreter, else its id, else its path."""
    return next((each for each in (target.spec, target.id) if _means_one(each)), None) or _path(target)


def _means_one(text: str) -> bool:
    try:
        spec = specs.parse(text)
    except UsageError:
        return False
    return spec.path is not None or len(spec.version) >= _VERSION


def _path(target: Target) -> str:
    """Return the path of an executable with the state of its target: two of one version are told apart by it."""
    states = {"PYTHON_GIL": "gil", "PYTHON_JIT": "jit"}
    asked = [(states[name], value) for name, value in target.environment.items() if name in states]
    return target.executable + "".join(f"+{'' if value == '1' else 'no'}{name}" for name, value in asked)
