"""A document as JSON, without what is as it is by default: fields that are added to blocks change nothing here."""

import json
from dataclasses import fields, is_dataclass
from typing import Any


def dumped(document: Any) -> str:
    """Write a record with all that is in it."""
    return json.dumps(_told(document), indent=1, ensure_ascii=False) + "\n"


def _told(value: Any) -> Any:
    match value:
        case tuple() | list():
            return list(map(_told, value))
        case _ if is_dataclass(value):
            given = {each.name: getattr(value, each.name) for each in fields(value)}
            kept = {each.name: given[each.name] for each in fields(value) if given[each.name] != each.default}
            return {type(value).__name__: {name: _told(each) for name, each in kept.items()}}
        case _:
            return value
