from gilbench.machine import doctor
from gilbench.machine.doctor import Finding, text


def test_the_findings_are_shown_and_are_no_failure(gilbench, monkeypatch):
    findings = [Finding("load", "warning", "It is busy.", "Wait.")]
    monkeypatch.setattr(doctor, "examine", lambda: findings)
    assert gilbench("doctor") == (0, text.render(findings) + "\n", "")
