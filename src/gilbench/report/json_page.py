"""The whole page as JSON (`--format json`): its record as it is."""

import json

import msgspec

from gilbench.model import Page


def render(page: Page) -> str:
    """Write every field of the page, in the order in which the record states them."""
    return json.dumps(msgspec.to_builtins(page), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
