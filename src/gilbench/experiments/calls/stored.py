"""Read again what `gilbench probe` wrote as JSON."""

from pathlib import Path
from typing import Any

import msgspec

from gilbench.errors import StoreError
from gilbench.probe.results import SCHEMA, Probes

FILE = "probe.json"  # in a run folder


def load(folder: Path) -> Probes | None:
    """Return what was probed into a run folder, None if nothing was; raises StoreError for a file of another kind."""
    path = folder / FILE
    try:
        content = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        if content.get("schema") == SCHEMA:
            return msgspec.convert(content, Probes)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise StoreError(f"{path} is damaged or not gilbench's: {error}. Delete it, or probe again.") from error
    raise StoreError(f"{path} has schema {content.get('schema')!r}; this gilbench reads schema {SCHEMA}: delete it")
