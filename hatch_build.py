"""What a package index shows: the README without links to files and pictures, which an index does not have."""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_PICTURE = re.compile(r"^!\[[^\]]*\]\((?!https://)[^)]*\)\n+", re.MULTILINE)
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?!https://)(?P<path>[^)#]*)(?:#[^)]*)?\)")
_CLOSING = "\nThe files that are named here are in the source distribution.\n"


class Readme(MetadataHookInterface):
    """Fills in `readme`, which pyproject.toml declares dynamic."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Put the README into the metadata of the distribution."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": alone(text)}


def alone(text: str) -> str:
    """Return Markdown that needs no file beside it: a link is its text, and in brackets the path that it leads to."""
    return _LINK.sub(_in_words, _PICTURE.sub("", text)) + _CLOSING


def _in_words(link: "re.Match[str]") -> str:
    text, path = link["text"], link["path"]
    return text if path in {"", text.strip("`")} else f"{text} ({path})"
