"""Colour arithmetic for the palette's tests: contrast, colour-vision deficiencies, distance."""

# Full severity, linear RGB. Source: Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of
# color vision deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009.
DEFICIENCIES = {
    "none": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_WHITE = (0.95047, 1.0, 1.08883)

Triple = tuple[float, ...]


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two hex colours, from 1 to 21."""
    darker, lighter = sorted(_apply(_TO_XYZ, linear(colour))[1] for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: str, other: str, deficiency: str) -> float:
    """Return the CIE76 distance of two hex colours as somebody with that deficiency sees them."""
    labs = [_lab(_apply(DEFICIENCIES[deficiency], linear(colour))) for colour in (one, other)]
    return sum((a - b) ** 2 for a, b in zip(*labs, strict=True)) ** 0.5


def linear(colour: str) -> Triple:
    """Return the linear RGB values of a hex colour, from 0 to 1."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def _apply(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    return tuple(min(1.0, max(0.0, sum(a * b for a, b in zip(row, vector, strict=True)))) for row in matrix)


def _lab(rgb: Triple) -> Triple:
    xyz = (sum(a * b for a, b in zip(row, rgb, strict=True)) for row in _TO_XYZ)
    x, y, z = (value / white for value, white in zip(xyz, _WHITE, strict=True))
    fx, fy, fz = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
