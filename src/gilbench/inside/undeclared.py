"""Who brought the GIL back: on a free-threaded build, an extension module that does not declare it can do without.

The interpreter warns of the first such module, by name, and keeps a note of having warned in the registry of the module
that warned, the import system. So nothing has to listen while work is timed: whoever wants to know looks afterwards.
Where the user's code has every warning shown, or none, there is no such note; the text of a shown one is the same.
"""

from __future__ import annotations

import re
from importlib import _bootstrap

BACK = "the GIL came back during the work"
REMEDY = "+nogil (PYTHON_GIL=0) keeps the GIL off, at your own risk"
_WARNING = re.compile(r"\(GIL\)\s+has\s+been\s+enabled\s+to\s+load\s+module\s+'([^'\n]+)'")


def module() -> str | None:
    """Return the module for which this process got its GIL back; None if it did not, or nobody knows."""
    for key in list(getattr(_bootstrap, "__warningregistry__", ())):
        found = named_in(str(key[0])) if isinstance(key, tuple) else None
        if found is not None:
            return found
    return None


def named_in(text: str) -> str | None:
    """Return the module that the interpreter's warning names in a text; None without a warning."""
    found = _WARNING.search(text)
    return found[1] if found else None


def in_words(found: str | None) -> str:
    """Say that a module, known or not, made the GIL come back, and how to keep it off."""
    who = "some extension module" if found is None else f"the extension module {found}"
    return f"{who} does not declare that it can run without the GIL; {REMEDY}"
