"""Which targets differ by their GIL alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.simulated import target

from gilbench.interpreters import twins
from gilbench.interpreters.build_options import options

FREE = target("3.13t", executable_sha256="a", config_args="--prefix=/opt/3.13t --disable-gil --with-lto")
LOCKED = target("3.13", executable_sha256="b", config_args="--prefix=/opt/3.13 --with-lto")
SWITCHED = target("3.13t+gil", executable_sha256="a", config_args="--prefix=/opt/3.13t --disable-gil --with-lto")


def changed(known, **facts):
    return replace(known, facts=replace(known.facts, **facts))


@pytest.mark.parametrize(
    ("other", "kind", "differing"),
    [
        pytest.param(SWITCHED, "same build", [], id="its own binary with the GIL on"),
        pytest.param(changed(SWITCHED, executable="/venv/bin/python"), "same build", [], id="that through a link"),
        pytest.param(LOCKED, "same version", [], id="the same version and options"),
        pytest.param(
            changed(LOCKED, version="3.13.6", implementation_version="3.13.6"), None, ["another version"], id="micro"
        ),
        pytest.param(
            changed(LOCKED, version="3.13.5rc1"), None, ["another version"], id="a release candidate of the version"
        ),
        pytest.param(changed(LOCKED, compiler="GCC 16.2.0"), None, ["another compiler"], id="compiler"),
        pytest.param(
            changed(LOCKED, config_args="--with-lto --enable-optimizations"),
            None,
            ["other build options"],
            id="optimisations",
        ),
        pytest.param(
            changed(LOCKED, config_args="--with-lto 'CFLAGS=-O2 -g'"), None, ["other build options"], id="-O level"
        ),
        pytest.param(
            changed(LOCKED, config_args="--with-lto --with-pydebug"), None, ["other build options"], id="debug build"
        ),
        pytest.param(changed(LOCKED, config_args=""), None, ["other build options"], id="a build that does not tell"),
        pytest.param(changed(LOCKED, libc="glibc 2.43"), None, ["another C library"], id="C library"),
        pytest.param(changed(LOCKED, jit="on"), None, ["a JIT in one of them"], id="JIT on"),
        pytest.param(changed(SWITCHED, jit="on"), None, ["a JIT in one of them"], id="its own binary with a JIT on"),
        pytest.param(
            target("3.15", compiler="GCC 16.2.0", executable_sha256="c"),
            None,
            ["another version", "another compiler", "other build options"],
            id="a newer version by another compiler",
        ),
        pytest.param(
            changed(LOCKED, implementation="PyPy"), None, ["another implementation"], id="PyPy of the same version"
        ),
        pytest.param(FREE, None, [], id="itself, with its GIL off"),
        pytest.param(
            changed(SWITCHED, executable_sha256="d", config_args="--enable-shared"),
            None,
            ["other build options"],
            id="another free-threaded build with the GIL on",
        ),
    ],
)
def test_a_twin_differs_by_its_gil_alone(other, kind, differing):
    assert twins.kind(FREE, other) == kind
    assert list(twins.differences(FREE.facts, other.facts)) == differing


def test_only_what_has_no_gil_has_a_twin():
    assert twins.kind(LOCKED, SWITCHED) is None


def test_launchers_of_a_shared_library_are_one_build_only_if_the_library_is():
    """The executable of a build with --enable-shared is the same few lines in many builds."""
    other = changed(SWITCHED, executable="/elsewhere/python", build="main, Jan 1 2027", config_args="--enable-shared")
    assert twins.kind(FREE, other) is None


def test_an_executable_that_could_not_be_read_is_the_same_only_at_the_same_place():
    nameless, here = changed(FREE, executable_sha256=""), changed(SWITCHED, executable_sha256="")
    assert twins.kind(nameless, here) == "same build"
    elsewhere = changed(here, executable="/elsewhere/python", config_args="--enable-shared")
    assert twins.kind(nameless, elsewhere) is None


FACTS = st.sampled_from([each.facts for each in (FREE, LOCKED, SWITCHED, target("3.15"), target("pypy3.11"))])


@given(FACTS, FACTS)
def test_what_differs_does_so_from_both_sides(one, other):
    assert twins.differences(one, other) == twins.differences(other, one)
    assert twins.differences(one, one) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("'--prefix=/a/b' '--with-lto'", "--prefix=/c --libdir=/c/lib64 --with-lto", id="places"),
        pytest.param("--with-lto", "--with-lto=yes", id="a switch in two ways"),
        pytest.param("--enable-optimizations", "--enable-optimizations --without-pydebug", id="a default said aloud"),
        pytest.param("--disable-gil --with-lto", "--with-lto", id="the GIL"),
        pytest.param("--with-lto --with-ensurepip=install", "--without-ensurepip --with-lto", id="pip"),
        pytest.param("'LDFLAGS=-L/a/lib -Wl,-rpath,/a/lib -s'", "LDFLAGS=-s", id="places among flags"),
        pytest.param("'CFLAGS=-O3 -ffile-prefix-map=/build/a=.'", "'CFLAGS=-O3'", id="places that are mapped"),
        pytest.param("'ZLIB_CFLAGS=-I/a -DX' MKDIR_P=/bin/mkdir", "", id="flags of a library, and tools"),
        pytest.param("--with-lto 'it''s", "--with-lto", id="a quote without its other half"),
    ],
)
def test_options_that_say_nothing_of_speed_are_left_out(one, other):
    assert options(one) == options(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("--enable-optimizations", "", id="optimisations"),
        pytest.param("--with-lto=thin", "--with-lto", id="another LTO"),
        pytest.param("'CFLAGS=-O3'", "'CFLAGS=-O2'", id="-O level"),
        pytest.param("'OPT=-O3'", "", id="OPT"),
        pytest.param("'BASECFLAGS=-O1'", "", id="base flags"),
        pytest.param("--with-tail-call-interp", "", id="tail calls"),
        pytest.param("--enable-experimental-jit=yes-off", "", id="JIT"),
        pytest.param("--without-mimalloc", "", id="allocator"),
        pytest.param("--enable-shared", "--disable-shared", id="shared library"),
        pytest.param("--with-pydebug", "--without-pydebug", id="debug"),
    ],
)
def test_options_that_can_change_the_speed_are_kept(one, other):
    assert options(one) != options(other)
