"""The film's colours, which are meant for the ground of one theme, in both."""

from __future__ import annotations

import numpy as np
from manim import ManimColor
from numpy.typing import NDArray

from scenes.style import BACKGROUND, IN_OTHER, LIGHT, NODE_FILL, ON_BRIGHT, ON_DARK

COLOURFUL = 0.06  # the chroma from which on a colour is there to be told from others
READABLE = 4.6  # contrast with what text may stand on; WCAG AA asks for 4.5
# OKLab: Björn Ottosson, "A perceptual color space for image processing" (2020)
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
STEP = np.array([0.01, 0, 0])  # of lightness
Triple = NDArray[np.float64]


def in_both(colour: str) -> tuple[str, str]:
    """Return what a colour of the film is in the dark theme, and in the light one.

    What style.py chose has its like there. What was mixed of it is as far from the other ground in lightness, of the
    same hue, and where that is seen, as far from the ground as it must be to be read. Numbers on a pixel keep their
    colour, as the pixels do.

    >>> in_both("#14161C"), in_both("#FFFFFF")
    (('#14161C', '#FBFBF9'), ('#FFFFFF', '#FFFFFF'))
    """
    other = colour if colour in (ON_DARK, ON_BRIGHT) else IN_OTHER.get(colour) or _mirrored(colour)
    return (other, colour) if LIGHT else (colour, other)


def _mirrored(colour: str) -> str:
    lab = _to_lab(colour)
    grounds = [_to_lab(ground)[0] for ground in (BACKGROUND, IN_OTHER[BACKGROUND])]
    mirrored = np.array([min(1.0, sum(grounds) - lab[0]), *lab[1:]])
    if np.hypot(*lab[1:]) >= COLOURFUL:
        nearer = STEP * (-1 if LIGHT else 1)
        ground = _within(_to_lab(IN_OTHER[NODE_FILL]))
        while contrast(_within(mirrored + nearer), ground) >= READABLE:
            mirrored = mirrored + nearer
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in _within(mirrored))


def contrast(colour: Triple, ground: Triple) -> float:
    """Return the contrast of two colours, given as red, green and blue from 0 to 1 (WCAG 2, relative luminance)."""
    low, high = sorted(float(_linear(one) @ LUMINANCE) for one in (colour, ground))
    return (high + 0.05) / (low + 0.05)


def _within(lab: Triple) -> Triple:
    """Return red, green and blue, less colourful than `lab` where no screen has that."""
    for share in np.linspace(1, 0, 41):
        rgb = _to_rgb(lab * (1, share, share))
        if (rgb >= -1e-3).all() and (rgb <= 1 + 1e-3).all():
            break
    return np.clip(rgb, 0, 1)


def _to_lab(colour: str) -> Triple:
    return TO_LAB @ np.cbrt(TO_CONES @ _linear(np.array(ManimColor(colour).to_rgb())))


def _linear(rgb: Triple) -> Triple:
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def _to_rgb(lab: Triple) -> Triple:
    linear = np.linalg.inv(TO_CONES) @ (np.linalg.inv(TO_LAB) @ lab) ** 3
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * np.abs(linear) ** (1 / 2.4) - 0.055)
