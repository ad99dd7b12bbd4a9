"""Read again what `gilbench probe` wrote as JSON."""

from pathlib import Path
from typing import Any

import msgspec

from gilbench import foreign
from gilbench.errors import StoreError
from gilbench.interpreters.possible import require_measured
from gilbench.probe.results import SCHEMA, Probes
from gilbench.store import sound

FILE = "probe.json"  # in a run folder
_MOST_CPUS = 1_000_000


def load(folder: Path) -> Probes | None:
    """Return what was probed into a run folder, None if nothing was; raises StoreError for a file of another kind."""
    path = folder / FILE
    try:
        content = msgspec.json.decode(foreign.read(path), type=dict[str, Any])
        if content.get("schema") == SCHEMA:
            return _sound(msgspec.convert(content, Probes))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise StoreError(f"{path} is damaged or not gilbench's: {error}. Delete it, or probe again.") from error
    raise StoreError(f"{path} has schema {content.get('schema')!r}; this gilbench reads schema {SCHEMA}: delete it")


def _sound(probes: Probes) -> Probes:
    """Return what can have been measured; raises ValueError for other numbers."""
    sound.require_numbers("calls", probes.calls)  # an interval of a share may reach below 0
    if not 1 <= probes.cpus <= _MOST_CPUS:
        raise ValueError("no machine has so many CPUs")
    for each in probes.calls:
        require_measured("times", (each.longest_stall, each.call_seconds))
    return probes
