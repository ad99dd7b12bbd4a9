"""Take folders out of probed calls that go into a page, which may be mailed."""

from dataclasses import replace

from gilbench.analysis.privacy import without_folders
from gilbench.probe.results import Probed, Probes


def mailable(probes: Probes) -> Probes:
    """Return the same results with every absolute path cut down to its last part."""
    return replace(probes, calls=tuple(map(_mailable, probes.calls)))


def _mailable(result: Probed) -> Probed:
    return replace(
        result,
        call=without_folders(result.call),
        reason=without_folders(result.reason),
        together_detail=without_folders(result.together_detail),
        notes=tuple(map(without_folders, result.notes)),
    )
