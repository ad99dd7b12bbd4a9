import os
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.interpreters.candidate import Candidate, Interpreter, Unusable
from gilbench.machine import doctor
from gilbench.machine.doctor import moment

CPU = "sys/devices/system/cpu"
QUIET = {
    "proc/loadavg": "0.10 0.04 0.01 1/87 475",
    "proc/pressure/cpu": "some avg10=0.00 avg60=0.38 avg300=0.19 total=14388936",
    "proc/meminfo": "MemTotal: 16777216 kB\nMemAvailable: 12582912 kB",
    "proc/self/status": "Cpus_allowed_list:\t0-3",
    "proc/self/cgroup": "0::/",
    "proc/self/schedstat": "91234567 1234 12",
    "proc/stat": "cpu  100 0 50 900 5 0 1 0 0 0\ncpu0 100 0 50 900 5 0 1 0 0 0",
    f"{CPU}/online": "0-3",
    f"{CPU}/smt/active": "0",
    f"{CPU}/intel_pstate/no_turbo": "1",
    f"{CPU}/cpu0/cpufreq/scaling_governor": "performance",
    "sys/class/power_supply/AC/online": "1",
    "sys/class/power_supply/BAT0/status": "Full",
    "sys/devices/system/clocksource/clocksource0/current_clocksource": "tsc",
    "sys/fs/cgroup/cpu.max": "max 100000",
}


def tree(root, files):
    """Lay down a recorded tree: contents by path."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text + "\n")
    return root


def examined(root, files):
    return {finding.check: finding for finding in doctor.examine_machine(tree(root, files), window=0)}


def test_a_quiet_machine_is_well(tmp_path):
    findings = examined(tmp_path, QUIET)
    findings.pop("disk")  # of the machine that runs this test
    assert {(finding.severity, finding.why, finding.fix) for finding in findings.values()} == {("ok", "", "")}
    assert findings.keys() >= {"load", "CPU pressure", "usable CPUs", "governor", "turbo", "ledger", "stolen time"}


@pytest.mark.parametrize(
    ("files", "check", "severity", "what"),
    [
        pytest.param({"proc/loadavg": "1.50 0 0 1/1 1"}, "load", "warning", "1.50", id="load"),
        pytest.param({"proc/pressure/cpu": "some avg10=12.5"}, "CPU pressure", "warning", "12 %", id="pressure"),
        pytest.param({f"{CPU}/online": "0"}, "usable CPUs", "warning", "1 usable CPU (the only CPU)", id="one CPU"),
        pytest.param(
            {"proc/self/status": "Cpus_allowed_list: 1-2"}, "CPU affinity", "note", "2 of 4 CPUs", id="affinity"
        ),
        pytest.param({"sys/fs/cgroup/cpu.max": "250000 100000"}, "CPU quota", "warning", "2.5 CPUs", id="quota"),
        pytest.param({"sys/fs/cgroup/cpu.max": "400000 100000"}, "CPU quota", "ok", "4 CPUs", id="quota of all CPUs"),
        pytest.param({f"{CPU}/isolated": "2-3"}, "isolated CPUs", "note", "2, 3", id="isolated CPUs"),
        pytest.param({f"{CPU}/smt/active": "1"}, "SMT", "note", "4 logical CPUs", id="SMT"),
        pytest.param(
            {"sys/devices/cpu_core/cpus": "0-1", "sys/devices/cpu_atom/cpus": "2-3"},
            "kinds of cores",
            "note",
            "2 CPUs on efficiency cores",
            id="kinds of cores",
        ),
        pytest.param(
            {f"{CPU}/cpu1/cpufreq/scaling_governor": "powersave"}, "governor", "warning", "powersave", id="governor"
        ),
        pytest.param({f"{CPU}/intel_pstate/no_turbo": "0"}, "turbo", "note", "on", id="turbo"),
        pytest.param(
            {"sys/class/power_supply/BAT0/status": "Discharging"}, "power", "warning", "battery", id="battery"
        ),
        pytest.param({"proc/cpuinfo": "flags : hypervisor"}, "virtual machine", "note", "virtual", id="guest"),
        pytest.param({"proc/meminfo": "MemAvailable: 1048576 kB"}, "memory", "warning", "1.00 GiB", id="memory"),
        pytest.param({"sys/fs/cgroup/memory.max": "536870912"}, "memory", "warning", "512 MiB", id="memory limit"),
        pytest.param(
            {"sys/devices/system/clocksource/clocksource0/current_clocksource": "hpet"},
            "clock source",
            "warning",
            "hpet",
            id="clock source",
        ),
        pytest.param({"proc/self/schedstat": "0 0 0"}, "ledger", "note", "schedstat", id="no schedstat"),
    ],
)
def test_each_disturbance_is_found_with_its_number_and_its_remedy(tmp_path, files, check, severity, what):
    finding = examined(tmp_path, QUIET | files)[check]
    assert finding.severity == severity
    assert what in finding.what
    assert bool(finding.why) == bool(finding.fix) == (severity != "ok")


def test_the_battery_of_a_mouse_is_not_that_of_the_machine(tmp_path):
    mouse = "sys/class/power_supply/mouse"
    files = {f"{mouse}/status": "Discharging", f"{mouse}/scope": "Device"}
    assert "power" not in examined(tmp_path, QUIET | files)


def test_where_nothing_can_be_known_nothing_is_claimed(tmp_path):
    assert examined(tmp_path, {}).keys() == {"usable CPUs", "ledger", "disk"}


def test_looking_changes_nothing(tmp_path):
    root = tree(tmp_path / "root", QUIET)
    before = shutil.copytree(root, tmp_path / "before")
    doctor.examine_machine(root, window=0)
    names = [sorted(str(path.relative_to(top)) for path in top.rglob("*")) for top in (root, before)]
    assert names[0] == names[1]
    assert all((root / name).read_text() == text + "\n" for name, text in QUIET.items())


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [
        pytest.param([0] * 8, [60, 0, 0, 20, 0, 0, 0, 20], 0.2, id="a fifth"),
        pytest.param([5] * 10, [5] * 10, 0.0, id="no time has passed"),
        pytest.param([0] * 10, [50, 0, 0, 50, 0, 0, 0, 0, 50, 0], 0.0, id="time of our own guests is not stolen"),
        pytest.param([9] * 8, [0] * 8, 0.0, id="counters that went back"),
    ],
)
def test_the_stolen_share_is_that_of_all_ticks_between_two_readings(before, after, share):
    assert moment.steal_share(before, after) == share


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**6)), min_size=8, max_size=10))
def test_the_stolen_share_is_a_share(readings):
    before = [earlier for earlier, _ in readings]
    after = [earlier + ticks for earlier, ticks in readings]
    assert 0 <= moment.steal_share(before, after) <= 1


def test_little_disk_is_told(tmp_path, monkeypatch):
    free = shutil.disk_usage(tmp_path).free
    monkeypatch.setattr(moment, "LEAST_DISK", free + (1 << 40))
    assert moment.disk(tmp_path).severity == "warning"
    monkeypatch.setattr(moment, "LEAST_DISK", 0)
    assert moment.disk(tmp_path).severity == "ok"


def candidate(*, free_threaded):
    here = Interpreter("/usr/bin/python3", "/usr", "CPython", (3, 14, 2, "final", 0), free_threaded)
    return Candidate("/usr/bin/python3", here, {})


def test_a_missing_free_threaded_build_is_told():
    without = [candidate(free_threaded=False), Unusable("/usr/bin/python2", "too old")]
    found, missing = doctor.examine_interpreters(without)
    assert (found.severity, found.what) == ("ok", "1 found: 3.14.2")
    assert (missing.severity, missing.check) == ("note", "free-threading")
    assert len(doctor.examine_interpreters([*without, candidate(free_threaded=True)])) == 1


def test_this_machine_and_its_interpreters_are_examined(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", os.defpath)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    findings = doctor.examine(window=0)
    assert {"usable CPUs", "ledger", "disk", "interpreters"} <= {finding.check for finding in findings}
    assert all(finding.why and finding.fix for finding in findings if finding.severity != "ok")
