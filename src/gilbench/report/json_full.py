"""The whole report as JSON (`--format json`): the model as it is."""

import json

import msgspec

from gilbench.model import ReportModel


def render(model: ReportModel) -> str:
    """Write every field of the model, in the order in which the model states them."""
    return json.dumps(msgspec.to_builtins(model), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
