"""Read TOML that others may have written: what cannot be read, or not in bounded time, is told in one sentence."""

import re
import tomllib
from pathlib import Path
from typing import Any

from gilbench import foreign, legible
from gilbench.errors import UsageError

MOST = foreign.MIB  # of a file; a large project's pyproject.toml has 50 kB
_LONGEST_REASON = 200  # letters: tomllib's own may have a whole key in it
# The time that tomllib takes for a key such as a.b.c grows with the square of its parts: a small file could take hours.
_MOST_PARTS = 100
_PART = re.compile(r"""\.[ \t]*+(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+""")
_PARTS = re.compile(f"(?:{_PART.pattern})++")  # all that follow each other: no letter is looked at twice


def read(path: Path) -> dict[str, Any]:
    """Return what a TOML file says; raises FileNotFoundError if there is none, UsageError if it cannot be read."""
    try:
        text = foreign.read_text(path, MOST)
        if any(len(_PART.findall(each[0])) > _MOST_PARTS for each in _PARTS.finditer(text)):
            raise UsageError(f"{path} cannot be read: it has a key of more than {_MOST_PARTS} parts")
        return tomllib.loads(text)
    except FileNotFoundError:
        raise
    except RecursionError as error:
        raise UsageError(f"{path} cannot be read: it is nested too deeply") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # no UTF-8, no TOML, or a number of thousands of digits
        raise UsageError(f"{path} cannot be read: {legible.shortened(str(error), _LONGEST_REASON)}") from error
