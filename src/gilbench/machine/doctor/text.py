"""The findings as text."""

from collections.abc import Sequence

from gilbench.machine.doctor.finding import Finding

_MARKS = {"ok": "ok", "note": "note", "warning": "WARNING"}
_ORDER = ("warning", "note", "ok")


def render(findings: Sequence[Finding]) -> str:
    """Return the findings, the ones to act on first."""
    ordered = sorted(findings, key=lambda finding: _ORDER.index(finding.severity))
    return "\n".join(line for finding in ordered for line in _lines(finding))


def _lines(finding: Finding) -> list[str]:
    first = f"{_MARKS[finding.severity]:8} {finding.check}: {finding.what}"
    more = [finding.why, f"→ {finding.fix}" if finding.fix else ""]
    return [first, *(f"{'':8} {line}" for line in more if line)]
