"""The last picture of a film, drawn once: the film itself isn't rendered."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from manim import ManimColor, VMobject
from manim.typing import FloatRGBA_Array
from PIL import Image

from scenes.pages.shell import both
from scenes.stage.camera import TextureCamera
from scenes.stage.film import Film
from scenes.style import BACKGROUND, FRAME_HEIGHT, FRAME_WIDTH, LIGHT

WIDTH = 800
HEIGHT = round(WIDTH * FRAME_HEIGHT / FRAME_WIDTH)
QUALITY = 80  # of WebP: thin coloured letters suffer first
PAINTED = ("fill_rgbas", "stroke_rgbas", "background_stroke_rgbas")


def write_posters(film: Film, dark: Path, light: Path) -> None:
    """Write what is seen at the end of a film that was run without being drawn, on a dark and on a light ground.

    Its mobjects have the colours of the theme that isn't the film's from then on.
    """
    own, other = (light, dark) if LIGHT else (dark, light)
    _draw(film, BACKGROUND, own)
    for mobject in film.get_mobject_family_members():
        if isinstance(mobject, VMobject):
            for name in PAINTED:
                setattr(mobject, name, _in_other(getattr(mobject, name)))
    _draw(film, _other(BACKGROUND), other)


def _draw(film: Film, ground: str, place: Path) -> None:
    camera = TextureCamera(
        pixel_width=WIDTH,
        pixel_height=HEIGHT,
        frame_width=FRAME_WIDTH,
        frame_height=FRAME_HEIGHT,
        background_color=ManimColor(ground),
    )
    camera.capture_mobjects(film.mobjects)
    Image.fromarray(camera.pixel_array).convert("RGB").save(place, quality=QUALITY, method=6)


@cache
def _other(colour: str) -> str:
    """Return what a colour of the film is in the theme that isn't the film's."""
    _, dark, light = both({"ground" if colour == BACKGROUND else "": colour})[0]
    return dark if LIGHT else light


def _in_other(colours: FloatRGBA_Array) -> FloatRGBA_Array:
    changed = [[*ManimColor(_other(ManimColor(row[:3]).to_hex())).to_rgb(), row[3]] for row in colours]
    return np.array(changed).reshape(colours.shape)
