"""What an interpreter was configured with, as far as it can change how fast it runs. Pure."""

import re
import shlex
from collections.abc import Iterable

Options = frozenset[tuple[str, str]]

_SWITCH = re.compile(r"--(?P<verb>enable|disable|with|without)-(?P<name>[^=]+)(?:=(?P<value>.*))?", re.DOTALL)
_FLAGS = re.compile(r"(?P<name>\w*(?:CFLAGS|CPPFLAGS|LDFLAGS)\w*|OPT|PROFILE_TASK|BOLT_\w+)=(?P<value>.*)", re.DOTALL)
_FLAGS_OF_LIBRARIES = re.compile(r"(?!BASE|EXTRA|CONFIGURE|PY)[A-Z0-9]+_CFLAGS")  # ZLIB_CFLAGS and its like
_PLACE = re.compile(r"-[IL]|-Wl,-rpath|-f(?:file|debug|macro|profile)-prefix-map=")
_OFF_BY_DEFAULT = {
    *("optimizations", "lto", "bolt", "shared", "experimental-jit", "tail-call-interp", "profiling", "pystats"),
    *("pydebug", "trace-refs", "assertions", "valgrind", "dtrace", "address-sanitizer", "thread-sanitizer"),
}
_SAYS_NOTHING_OF_SPEED = {
    "gil",  # what twins differ by
    *("ensurepip", "test-modules", "pkg-config", "build-python", "framework-name", "option-checking", "ipv6", "tzpath"),
    *("openssl", "openssl-rpath", "ssl-default-suites", "readline", "dbmliborder", "loadable-sqlite-extensions"),
    *("system-expat", "system-ffi", "system-libmpdec", "static-libpython", "missing-stdlib-config", "suffix"),
    *("wheel-pkg-dir", "platlibdir"),
}


def options(arguments: str) -> Options:
    """Return the options and flags, by name, that builds of equal speed have in common; `arguments` are configure's.

    Left out is what says where things are, what only chooses libraries or modules, and whether there is a GIL. What
    is written in two ways (`--with-lto`, `--with-lto=yes`) is one thing, and so are a default and its absence.
    """
    found = {}
    for word in _words(arguments):
        if switch := _SWITCH.fullmatch(word):
            name, value = switch["name"], switch["value"] or "yes"
            found[name] = "no" if switch["verb"] in {"disable", "without"} else value
        elif (flags := _FLAGS.fullmatch(word)) and not _FLAGS_OF_LIBRARIES.fullmatch(flags["name"]):
            found[flags["name"]] = " ".join(_without_places(_words(flags["value"])))
    return frozenset((name, value) for name, value in found.items() if _matters(name, value))


def _matters(name: str, value: str) -> bool:
    return bool(value) and name not in _SAYS_NOTHING_OF_SPEED and not (value == "no" and name in _OFF_BY_DEFAULT)


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # a quote without its other half
        return text.split()


def _without_places(flags: Iterable[str]) -> Iterable[str]:
    return (each for each in flags if not _PLACE.match(each))
