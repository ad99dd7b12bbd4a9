"""A chart as inline SVG: themed through CSS variables, with its own ids, a name, a description and hover texts."""

import re
import warnings
from io import StringIO
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
from markupsafe import Markup

from gilbench.legible import one_line
from gilbench.model.blocks import Chart, Lanes
from gilbench.report import svg_paths
from gilbench.report.charts.canvas import Drawing, Hit
from gilbench.report.palette import sentinels

_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))

_DECIMALS = re.compile(r"-?\d+\.\d+")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_NO_ROTATION = re.compile(r"rotate\(-?0 [^)]*\)")
_VARIABLES = {sentinel: f"var(--{name})" for name, sentinel in sentinels().items()}
_SENTINEL = re.compile("|".join(_VARIABLES))
# Said once in the style sheet, or the default anyway.
_REDUNDANT = ("font-family:", "stroke-dashoffset:0", "stroke-linejoin:")


def embed(drawing: Drawing, *, name: str) -> Markup:
    """Return the drawing as an `<svg>` element that stands alone; its ids all start with `name`."""
    return written(element(drawing, name=name))


def element(drawing: Drawing, *, name: str) -> ET.Element:
    """Return the drawing as an `<svg>` element whose ids all start with `name`, which must be unique in the page."""
    with mpl.rc_context(_settings()), warnings.catch_warnings():
        # Names may use scripts that the measuring font lacks; the reader's browser has them.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)
        text = StringIO()
        drawing.figure.savefig(text, format="svg", metadata=_NO_METADATA)
    root = ET.fromstring(text.getvalue())  # noqa: S314  matplotlib has just written it
    _drop_namespaces(root)
    _drop_asides(root)
    _scope_ids(root, name)
    for each in root.iter():
        _slim(each)
    _share_styles(root)
    _unwrap_groups(root)
    _gather_texts(root)
    _join_groups(root)
    _name(root, drawing.chart, name)
    root.append(_hit_layer(drawing.hits, float(drawing.figure.get_figheight()) * 72))
    return root


def written(root: ET.Element) -> Markup:
    """Return an element as text."""
    text = ET.tostring(root, encoding="unicode")
    # A browser would write a no-break space as an entity that is none outside of HTML.
    return Markup(text.replace(" />", "/>").replace("\xa0", " "))  # noqa: S704  escaped by ElementTree


def _settings() -> dict[Any, Any]:
    return {
        "svg.fonttype": "none",  # text stays text: it can be searched, and follows the reader's fonts
        "svg.hashsalt": "gilbench",  # the same model gives the same bytes
        "font.family": ["DejaVu Sans"],  # wider than most fonts of pages: what fits here fits there
    }


def _drop_namespaces(root: ET.Element) -> None:
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for key in list(element.attrib):
            if "}" in key:
                element.attrib[key.rpartition("}")[2]] = element.attrib.pop(key)


def _drop_asides(root: ET.Element) -> None:
    """Remove the metadata, and the style block that would apply to the whole page."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in {"metadata", "style"}:
                parent.remove(child)


def _scope_ids(root: ET.Element, name: str) -> None:
    """Keep only ids that something refers to, and put the chart's name before them."""
    used = set(_REFERENCE.findall(" ".join(value for element in root.iter() for value in element.attrib.values())))
    used |= {element.get("href", "").removeprefix("#") for element in root.iter()}
    for element in root.iter():
        if (identifier := element.attrib.pop("id", None)) in used:
            element.set("id", f"{name}-{identifier}")
        for key, value in element.attrib.items():
            if key == "href":
                element.set(key, f"#{name}-{value.removeprefix('#')}")
            elif "url(#" in value:
                element.set(key, _REFERENCE.sub(rf"url(#{name}-\1)", value))


def _slim(element: ET.Element) -> None:
    if element.tag != "text":
        element.text = None
    element.tail = None
    for key, value in list(element.attrib.items()):
        if key == "style":
            element.set(key, _style(value))
        elif key in {"d", "x", "y", "width", "height", "transform", "viewBox"}:
            element.set(key, " ".join(_round(value).split()))
        if key == "d":
            element.set(key, svg_paths.shortened(element.get(key, "")))
    if _NO_ROTATION.fullmatch(element.get("transform", "")):
        del element.attrib["transform"]
    if element.get("style") == "":
        del element.attrib["style"]


def _style(value: str) -> str:
    rules = [":".join(part.strip() for part in rule.split(":", 1)) for rule in value.split(";")]
    kept = ";".join(rule for rule in rules if rule and not rule.startswith(_REDUNDANT))
    return _SENTINEL.sub(lambda match: _VARIABLES[match.group()], kept)


def _round(value: str) -> str:
    return _DECIMALS.sub(lambda match: svg_paths.decimal(float(match.group())), value)


def _unwrap_groups(parent: ET.Element) -> None:
    """Put the children of groups that say nothing in their place, and drop groups without children."""
    children = []
    for child in list(parent):
        _unwrap_groups(child)
        children += list(child) if child.tag == "g" and not child.attrib else [child]
    for child in list(parent):
        parent.remove(child)
    parent.extend(child for child in children if len(child) or child.tag not in {"g", "defs"})


def _share_styles(root: ET.Element) -> None:
    """Say a style once where all children of a group have the same."""
    for group in root.iter("g"):
        styles = {child.get("style") for child in group}
        if len(styles) == 1 and (style := styles.pop()) and "style" not in group.attrib:
            group.set("style", style)
            for child in group:
                del child.attrib["style"]


def _gather_texts(root: ET.Element) -> None:
    """Put all texts at the end, those of one style together: nothing that is drawn may hide them anyway."""
    found: dict[str, list[ET.Element]] = {}
    for group in list(root):
        if len(group) and all(child.tag == "text" for child in group):
            found.setdefault(group.get("style", ""), []).extend(group)
            root.remove(group)
    for style, texts in found.items():
        ET.SubElement(root, "g", {"style": style}).extend(texts)


def _join_groups(root: ET.Element) -> None:
    """Make neighbours of one style one group."""
    before = ET.Element("")
    for group in list(root):
        if group.tag == before.tag == "g" and group.attrib == before.attrib:
            before.extend(group)
            root.remove(group)
        else:
            before = group


def _name(root: ET.Element, chart: Chart | Lanes, name: str) -> None:
    """Make it one image with a name; its size is the page's business."""
    view = root.get("viewBox", "")
    root.attrib.clear()
    root.attrib.update({"class": "chart", "viewBox": view, "role": "img", "aria-labelledby": f"{name}-t {name}-d"})
    title, description = ET.Element("title", id=f"{name}-t"), ET.Element("desc", id=f"{name}-d")
    title.text, description.text = one_line(chart.title), one_line(chart.finding)
    root[:0] = [title, description]


def _hit_layer(hits: tuple[Hit, ...], height: float) -> ET.Element:
    """Lay invisible discs over the marks, so that hovering does not depend on how matplotlib draws them."""
    layer = ET.Element("g", {"class": "hits"})
    for hit in hits:
        x, y = hit.axes.transData.transform((hit.x, hit.y))
        disc = ET.SubElement(layer, "circle", cx=svg_paths.decimal(x), cy=svg_paths.decimal(height - y))
        ET.SubElement(disc, "title").text = one_line(hit.text)
    return layer
