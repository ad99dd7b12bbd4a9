"""Read a run to execute what it names: one that this user's gilbench wrote, or that the user trusts."""

from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path

from gilbench import fmt, legible
from gilbench.errors import StoreError, UsageError
from gilbench.processes import variables
from gilbench.settings import Settings
from gilbench.store import reading, run_folder, seal
from gilbench.store.records import Manifest, StoredRun, settings_of

_MOST = 3  # that a sentence names of a kind
_LONGEST = 200  # letters of one of them


class Trust(Enum):
    """Who vouches for what a run would have executed."""

    SEAL = "this user's gilbench, by its seal"
    USER = "the user, with --trust"


def manifest(folder: Path, trust: Trust) -> Manifest:
    """Return the manifest of a run if it is to be trusted, just as it was checked.

    Raises StoreError, saying what would be executed, if it is not; nothing is executed or written before.
    """
    path = folder / run_folder.MANIFEST
    try:
        checked = seal.checked(run_folder.content(folder))
    except reading.FOREIGN as error:
        raise run_folder.damaged(path, error) from error
    found = run_folder.manifest(folder, checked.content)
    settings = settings_of(found)
    if checked.objection and trust is Trust.SEAL:
        raise StoreError(
            f"{folder} is not known to be a run of yours: {checked.objection}. "
            f"This would execute {_executed(found, settings)}. Add --trust if you trust that."
        )
    _require_variables(path, settings)
    return found


def load(folder: Path, trust: Trust) -> StoredRun:
    """Read a run as `run_folder.load` does, if it is to be trusted; raises StoreError if not."""
    return run_folder.with_records(folder, manifest(folder, trust))


def _require_variables(path: Path, settings: Settings) -> None:
    """Raise StoreError for variables that `--env` would have refused."""
    try:
        passed = variables.parse(f"{name}={value}" for name, value in settings.variables.items())
    except UsageError as error:
        raise run_folder.damaged(path, error) from error
    if passed != dict(settings.variables):
        raise run_folder.damaged(path, ValueError("a variable has = in its name"))


def _executed(found: Manifest, settings: Settings) -> str:
    """Say which programs, with whose code and which variables, a run starts."""
    typed = [text for text in settings.pythons if text not in {target.spec for target in found.targets}]
    programs = _listed([*(target.executable for target in found.targets), *typed])
    code = f", with code from {_listed(settings.workloads)}" if settings.workloads else ""
    code += f", with the call {_listed(each.in_words for each in settings.calls)}" if settings.calls else ""
    passed = [f"{name}={value}" for name, value in settings.variables.items()]
    return programs + code + (f", with {_listed(passed)} in its environment" if passed else "")


def _listed(names: Iterable[str]) -> str:
    shown: Sequence[str] = [legible.shortened(legible.one_line(name), _LONGEST) for name in dict.fromkeys(names)]
    more = [f"{len(shown) - _MOST} more"] if len(shown) > _MOST else []
    return fmt.listed([*shown[:_MOST], *more])
