"""Where a long name may break: Python's names are long words, and columns are narrow."""

import re

# After underscores and between the words of a dotted name, before capitals within a word and before brackets. Never
# within a number or a unit such as MiB.
_PLACES = re.compile(r"(?<=[A-Za-z0-9]_)|(?<=[a-z]\.)(?=[a-z])|(?<=[a-z])(?=[A-Z][a-z])|(?<=.)(?=\[)")


def parts(name: str) -> list[str]:
    """Return the parts of a name, between which it may break; together they are the name."""
    return _PLACES.split(name)
