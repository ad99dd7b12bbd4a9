"""The seal of a manifest: who has the key wrote it, as it is.

A manifest says what is executed when its run goes on or is measured again: interpreters, their environment, folders and
files of workloads, with which arguments. The seal is an HMAC of everything in the file but itself, so it holds wherever
the folder is moved, and breaks when anything is edited, added or left out.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from gilbench.store import key
from gilbench.store.key import NoKeyError

FIELD = "seal"


@dataclass(frozen=True)
class Checked:
    """A manifest and what its seal is worth."""

    content: bytes  # says what was checked, each key once
    objection: str  # why it is not to be relied on, one clause; empty: this user's gilbench wrote it


def sealed(content: bytes) -> tuple[bytes, str]:
    """Return a JSON object with a seal in it; or without one, and in one clause why there can be none."""
    values = msgspec.json.decode(content, type=dict[str, Any])
    try:
        values[FIELD] = _seal(values, key.made())
    except NoKeyError as error:
        return content, str(error)
    return msgspec.json.encode(values), ""


def checked(content: bytes) -> Checked:
    """Check the seal of a JSON object; raises msgspec.MsgspecError or RecursionError if it is none.

    Of a key that is there twice only one value is in what is returned: the one that was checked.
    """
    values = msgspec.json.decode(content, type=dict[str, Any])
    found = values.pop(FIELD, "")
    return Checked(msgspec.json.encode(values), _objection(values, found))


def _objection(values: Mapping[str, Any], found: object) -> str:
    if not isinstance(found, str) or not found:
        return "its manifest has no seal"
    try:
        right = _seal(values, key.found())
    except NoKeyError as error:
        return str(error)
    whole = hmac.compare_digest(right.encode(), found.encode(errors="replace"))
    return "" if whole else "its manifest was edited, or written by somebody else"


def _seal(values: Mapping[str, Any], secret: bytes) -> str:
    return hmac.digest(secret, msgspec.json.encode(values, order="sorted"), "sha256").hex()
