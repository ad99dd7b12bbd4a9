"""What standard output can show."""

import sys


def can_print(characters: str = "▲▼≈×–→") -> bool:
    """Return whether standard output's encoding has all of these signs, by default those of the reports."""
    try:
        characters.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return False
    return True
