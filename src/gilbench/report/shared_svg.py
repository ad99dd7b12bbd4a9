"""What the charts of one page have in common, said once: styles as classes, and the shapes of their marks."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from markupsafe import Markup

from gilbench.report import palette, svg
from gilbench.report.charts.canvas import Drawing

_ROOM = 96 * 1024  # bytes of charts that are folded in sections; of more, the page carries the rest packed
_VARIABLE = re.compile(r"var\(--(.+?)\)")


class SharedSvg:
    """The styles and shapes of a page; each chart is given to it in the order of the page."""

    def __init__(self) -> None:
        self._styles: dict[str, str] = {}  # declarations → class
        self._shapes: dict[tuple[str, str], ET.Element] = {}  # path, class → the shape, named
        self._folded = 0  # bytes

    @property
    def styles(self) -> Mapping[str, str]:
        """The declarations of each class so far; variables with the colour of the light theme, for a chart alone."""
        return {name: _VARIABLE.sub(_with_light, style) for style, name in self._styles.items()}

    @property
    def has_room(self) -> bool:
        """Whether a further folded chart may stand in the page."""
        return self._folded < _ROOM

    def embed(self, drawing: Drawing, *, name: str) -> Markup:
        """Return the drawing as an `<svg>` element that needs `css` and `shapes`."""
        root = self._styled(drawing, name)
        self._share_shapes(root)
        return svg.written(root)

    def embed_folded(self, drawing: Drawing, *, name: str) -> Markup:
        """Return the same, and count it."""
        written = self.embed(drawing, name=name)
        self._folded += len(written)
        return written

    def _styled(self, drawing: Drawing, name: str) -> ET.Element:
        root = svg.element(drawing, name=name)
        for each in root.iter():
            if (style := each.attrib.pop("style", None)) is not None:
                each.set("class", self._styles.setdefault(style, f"v{len(self._styles)}"))
        return root

    def css(self) -> Markup:
        """Return the classes of all charts so far."""
        rules = (f".{name}{{{style}}}" for name, style in self.styles.items())
        return Markup("\n".join(rules))  # noqa: S704  declarations that matplotlib wrote, with variables of ours

    def shapes(self) -> Markup:
        """Return the shapes of all charts so far."""
        return Markup("").join(map(svg.written, self._shapes.values()))

    def _share_shapes(self, root: ET.Element) -> None:
        known: dict[str, str] = {}  # reference within this chart → within the page
        for defs in list(root.iter("defs")):
            for shape in list(defs.findall("path")):
                defs.remove(shape)
                identifier = f"#{shape.get('id')}"
                shape.set("id", f"m{len(self._shapes)}")
                shared = self._shapes.setdefault((shape.get("d", ""), shape.get("class", "")), shape)
                known[identifier] = f"#{shared.get('id')}"
        for use in root.iter("use"):
            use.set("href", known[use.get("href", "")])
        for parent in list(root.iter()):
            for empty in [each for each in parent if each.tag == "defs" and not len(each)]:
                parent.remove(empty)


def _with_light(variable: "re.Match[str]") -> str:
    return f"var(--{variable[1]},{palette.tokens()[variable[1]].light})"
