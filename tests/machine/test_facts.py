import os
import platform
import sys

import pytest

from gilbench.inside.kernel import cpu_list
from gilbench.machine import facts as machine


def tree(root, files):
    """Lay down a recorded tree: contents by path."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text + "\n")
    return root


CPU = "sys/devices/system/cpu"
LAPTOP = {
    "proc/cpuinfo": "processor\t: 0\nmodel name\t: Example CPU @ 2 GHz\nflags\t\t: fpu tsc\n\nprocessor\t: 1",
    "proc/self/status": "Name:\tpython3\nCpus_allowed:\tf\nCpus_allowed_list:\t0-3",
    "proc/self/cgroup": "0::/user.slice/session-2.scope",
    "proc/loadavg": "0.13 0.04 0.01 1/87 475",
    "proc/pressure/cpu": "some avg10=1.84 avg60=0.38 avg300=0.19 total=14388936\nfull avg10=0.00 avg60=0.00 total=0",
    "proc/meminfo": "MemTotal:       16777216 kB\nMemFree:        1 kB\nMemAvailable:   12582912 kB",
    "proc/sys/kernel/osrelease": "6.1.0-44-amd64",
    "etc/os-release": 'NAME="Debian GNU/Linux"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"',
    "etc/hostname": "secret-host",
    "proc/sys/kernel/hostname": "secret-host",
    f"{CPU}/online": "0-3",
    f"{CPU}/smt/active": "1",
    f"{CPU}/intel_pstate/no_turbo": "0",
    f"{CPU}/cpu0/topology/thread_siblings_list": "0,2",
    f"{CPU}/cpu1/topology/thread_siblings_list": "1,3",
    f"{CPU}/cpu2/topology/thread_siblings_list": "0,2",
    f"{CPU}/cpu3/topology/thread_siblings_list": "1,3",
    f"{CPU}/cpu0/cpufreq/scaling_governor": "powersave",
    f"{CPU}/cpu1/cpufreq/scaling_governor": "performance",
    "sys/devices/system/clocksource/clocksource0/current_clocksource": "tsc",
}


def test_a_laptop_is_told_in_order(tmp_path):
    assert list(machine.facts(tree(tmp_path, LAPTOP)).items()) == [
        ("CPU", "Example CPU @ 2 GHz"),
        ("logical CPUs", "4"),
        ("physical cores", "2"),
        ("usable CPUs", "4 (all 4 logical CPUs)"),
        ("SMT", "on"),
        ("governor", "performance, powersave"),
        ("turbo", "on"),
        ("memory", "16.0 GiB, 12.0 GiB available"),
        ("load average", "0.13 0.04 0.01"),
        ("CPU pressure", "1.8 % of the last 10 s"),
        ("OS", "Debian GNU/Linux 12 (bookworm)"),
        ("kernel", "6.1.0-44-amd64"),
        ("clock source", "tsc"),
    ]


CONTAINER = LAPTOP | {
    ".dockerenv": "",
    "proc/cpuinfo": "model name\t: Example CPU\nflags\t\t: fpu hypervisor tsc",
    "proc/self/status": "Cpus_allowed_list:\t1,3",
    "proc/self/cgroup": "0::/",
    "sys/fs/cgroup/cpu.max": "150000 100000",
    "sys/fs/cgroup/memory.max": "1073741824",
    "sys/class/dmi/id/sys_vendor": "QEMU",
    "sys/class/dmi/id/product_name": "Standard PC",
}


def test_a_container_in_a_virtual_machine_tells_its_limits(tmp_path):
    facts = machine.facts(tree(tmp_path, CONTAINER))
    assert {name: fact for name, fact in facts.items() if name not in machine.facts(tree(tmp_path / "_", LAPTOP))} == {
        "CPU affinity": "2 of 4 CPUs",
        "CPU quota": "1.5 CPUs",
        "virtual machine": "QEMU Standard PC",
        "container": "Docker",
    }
    assert facts["usable CPUs"] == "1 (control group: a quota of 1.5 CPUs)"
    assert facts["memory"] == "16.0 GiB, 12.0 GiB available, 1.00 GiB allowed by the control group"


def test_where_the_kernel_tells_nothing_python_says_what_it_knows(tmp_path):
    facts = machine.facts(tmp_path)
    assert facts["logical CPUs"] == str(os.cpu_count())
    assert facts["kernel"] == platform.release()
    assert facts.keys() <= {"CPU", "logical CPUs", "usable CPUs", "OS", "kernel"}


@pytest.mark.parametrize("files", [LAPTOP, CONTAINER], ids=["laptop", "container"])
def test_neither_host_nor_user_is_named(tmp_path, files):
    told = " ".join(machine.facts(tree(tmp_path, files)).values())
    assert "secret-host" not in told


def test_this_machine_is_told_without_its_name():
    facts = machine.facts()
    assert all(name and fact for name, fact in facts.items())
    assert platform.node() not in facts.values()
    assert 1 <= machine.usable_cpus() <= os.cpu_count()
    if sys.platform == "linux":
        assert facts["logical CPUs"] == str(os.cpu_count())
        assert machine.usable_cpus() <= len(os.sched_getaffinity(0))


@pytest.mark.parametrize(
    ("files", "count", "limit"),
    [
        pytest.param({}, 4, "all 4 logical CPUs", id="no limit"),
        pytest.param({f"{CPU}/online": "0"}, 1, "the only CPU", id="one CPU"),
        pytest.param(
            {"proc/self/status": "Cpus_allowed_list:\t0,2-3"},
            3,
            "CPU affinity or cpuset: 3 of 4 logical CPUs",
            id="affinity",
        ),
        pytest.param(
            {"proc/self/status": "Cpus_allowed_list:\t0-127"}, 4, "all 4 logical CPUs", id="affinity wider than online"
        ),
        pytest.param(
            {"sys/fs/cgroup/user.slice/session-2.scope/cpu.max": "250000 100000"},
            2,
            "control group: a quota of 2.5 CPUs",
            id="quota in version 2",
        ),
        pytest.param(
            {"sys/fs/cgroup/user.slice/cpu.max": "50000 100000"},
            1,
            "control group: a quota of 0.5 CPUs",
            id="quota below one CPU, of a parent group",
        ),
        pytest.param({"sys/fs/cgroup/cpu.max": "max 100000"}, 4, "all 4 logical CPUs", id="no quota in version 2"),
        pytest.param(
            {
                "proc/self/cgroup": "4:memory:/m\n3:cpu,cpuacct:/docker/0123\n0::/",
                "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "300000",
                "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000",
            },
            3,
            "control group: a quota of 3 CPUs",
            id="quota in version 1, seen from inside a container",
        ),
        pytest.param(
            {
                "proc/self/cgroup": "1:cpu:/a/b",
                "sys/fs/cgroup/cpu/a/b/cpu.cfs_quota_us": "200000",
                "sys/fs/cgroup/cpu/a/b/cpu.cfs_period_us": "100000",
                "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1",
                "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000",
            },
            2,
            "control group: a quota of 2 CPUs",
            id="quota in version 1, no quota at the top",
        ),
        pytest.param(
            {"proc/self/cgroup": "0::/../outside", "sys/fs/cgroup/cpu.max": "200000 100000"},
            2,
            "control group: a quota of 2 CPUs",
            id="group outside the name space",
        ),
        pytest.param({"sys/fs/cgroup/cpu.max": "800000 100000"}, 4, "all 4 logical CPUs", id="quota above the CPUs"),
        pytest.param({"proc/self/cgroup": "nonsense"}, 4, "all 4 logical CPUs", id="no groups"),
    ],
)
def test_the_strictest_limit_says_how_many_cpus_are_usable(tmp_path, files, count, limit):
    root = tree(tmp_path, LAPTOP | files)
    assert (machine.usable_cpus(root), machine.usable_cpus_limit(root)) == (count, limit)


@pytest.mark.parametrize(
    ("files", "name", "fact"),
    [
        pytest.param({f"{CPU}/intel_pstate/no_turbo": "1"}, "turbo", "off", id="turbo off, Intel"),
        pytest.param({f"{CPU}/cpufreq/boost": "1"}, "turbo", "on", id="turbo on, others"),
        pytest.param({f"{CPU}/cpufreq/boost": "0"}, "turbo", "off", id="turbo off, others"),
        pytest.param({f"{CPU}/smt/active": "0"}, "SMT", "off", id="SMT off"),
        pytest.param({"proc/loadavg": "garbage"}, "load average", None, id="garbled load"),
        pytest.param({"proc/sys/kernel/osrelease": "6.6-microsoft-WSL2"}, "virtual machine", "WSL", id="WSL"),
        pytest.param({"sys/hypervisor/type": "xen"}, "virtual machine", "xen", id="Xen"),
        pytest.param({"proc/cpuinfo": "flags : hypervisor"}, "virtual machine", "yes", id="nameless hypervisor"),
        pytest.param({"run/.containerenv": ""}, "container", "Podman", id="Podman"),
        pytest.param({"run/systemd/container": "systemd-nspawn"}, "container", "systemd-nspawn", id="nspawn"),
        pytest.param({"proc/1/cgroup": "0::/kubepods/pod1"}, "container", "Kubernetes", id="Kubernetes"),
        pytest.param({"proc/cpuinfo": "Model\t: Raspberry Pi 5"}, "CPU", "Raspberry Pi 5", id="ARM board"),
        pytest.param(
            {"sys/devices/cpu_core/cpus": "0-3", "sys/devices/cpu_atom/cpus": "4-11"},
            "kinds of cores",
            "4 CPUs on performance cores, 8 CPUs on efficiency cores",
            id="two kinds of cores",
        ),
    ],
)
def test_each_fact_is_read_where_the_kernel_tells_it(tmp_path, files, name, fact):
    assert machine.facts(tree(tmp_path, files)).get(name) == fact


@pytest.mark.parametrize(
    ("text", "cpus"),
    [
        pytest.param("0", {0}, id="one"),
        pytest.param("0-3,8,10-11", {0, 1, 2, 3, 8, 10, 11}, id="ranges"),
        pytest.param("garbage", None, id="no list"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="absent"),
    ],
)
def test_a_list_of_cpus_is_read(text, cpus):
    assert cpu_list(text) == cpus
