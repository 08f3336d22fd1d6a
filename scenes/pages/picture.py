"""What is seen of a scene as marks: paths, pictures made of pixels, and lines of text, each where it stands."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from manim import Camera, CapStyleType, LineJointType, Mobject, Scene, VMobject
from manim.utils.family import extract_mobject_family_members
from PIL import Image

from scenes.mobjects.caption import CaptionText
from scenes.mobjects.pixels import Texture
from scenes.mobjects.text import Span, TextLine
from scenes.pages.lettering import Lettering, write
from scenes.pages.paths import FINE, on_grid, path_of

STROKE = FINE // 100  # of the page's units to a unit of manim's stroke width

JOINS = {LineJointType.ROUND: "round", LineJointType.BEVEL: "bevel"}
CAPS = {CapStyleType.ROUND: "round", CapStyleType.SQUARE: "square"}


@dataclass(frozen=True, slots=True)
class Path:
    """An outline `d` from its top left corner, filled and stroked; None is for what it isn't.

    `join` and `cap` are SVG's names of how the stroke's pieces meet, and end, where that isn't as usual.
    """

    d: str
    fill: str | None
    fill_opacity: float
    stroke: str | None
    stroke_opacity: float
    stroke_width: int
    join: str | None
    cap: str | None


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture (a data URI of a PNG) that fills a rectangle."""

    uri: str
    width: int
    height: int
    smooth: bool
    opacity: float


@dataclass(frozen=True, slots=True)
class Text:
    """Segments of a line at `size` (an em), from where its baseline begins."""

    letterings: tuple[Lettering, ...]
    size: int
    weight: str


Shape = Path | Pixels | Text


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape at (x, y), in the page's units, drawn for the mobject `owner`, which stays the same when it moves."""

    owner: Mobject
    shape: Shape
    x: int
    y: int


def picture_of(scene: Scene) -> list[Mark]:
    """Return what is seen of a scene, in the order in which it is drawn."""
    camera = scene.renderer.camera
    assert isinstance(camera, Camera)
    # what is said stands below the picture
    tops = [top for top in scene.mobjects if not isinstance(top, CaptionText)]
    drawn = extract_mobject_family_members(tops, use_z_index=camera.use_z_index)
    lines = {id(span): line for line in drawn if isinstance(line, TextLine) for span in line.submobjects}
    # a space has no points, but belongs to its line
    parts = [part for part in drawn if isinstance(part, Span) or (isinstance(part, VMobject) and len(part.points))]
    marks: list[Mark] = []
    for owner, members in groupby(parts, key=lambda part: lines.get(id(part), part)):
        run = list(members)
        if isinstance(owner, TextLine | Span):
            marks += _marks_of_line(owner, [span for span in run if isinstance(span, Span)])
        else:
            marks += [mark for part in run for mark in _marks_of_part(part)]
    return marks


def _marks_of_line(owner: Mobject, spans: Sequence[Span]) -> Iterator[Mark]:
    if not any(len(span.points) and span.get_fill_opacity() for span in spans):
        return
    seen = [span for span in spans if span.get_fill_opacity()]
    writing = write(seen)
    if writing is None:
        for span in seen:
            yield from _marks_of_part(span)
        return
    yield Mark(owner, Text(writing.letterings, writing.size, writing.weight), writing.x, writing.y)


def _marks_of_part(part: VMobject) -> Iterator[Mark]:
    """Yield the texture of a part, or what it is filled with, and its stroke."""
    texture: Texture | None = getattr(part, "texture", None)
    fill = part.get_fill_color() if part.get_fill_opacity() > 0 else None
    stroke = part.get_stroke_color() if part.get_stroke_opacity() > 0 and part.get_stroke_width() > 0 else None
    points = on_grid(part.points)
    corner = points.min(axis=0)
    x, y = int(corner[0]), int(corner[1])
    if texture is not None and fill is not None:
        across, down = (int(length) for length in points.max(axis=0) - corner)
        smooth = bool(getattr(part, "smooth", False))
        yield Mark(part, Pixels(_png(texture), across, down, smooth, _share(part.get_fill_opacity())), x, y)
        fill = None
    if fill is None and stroke is None:
        return
    path = Path(
        path_of(points - corner),
        fill.to_hex() if fill else None,
        _share(part.get_fill_opacity()) if fill else 0.0,
        stroke.to_hex() if stroke else None,
        _share(part.get_stroke_opacity()) if stroke else 0.0,
        round(float(part.get_stroke_width()) * STROKE) if stroke else 0,
        JOINS.get(part.joint_type) if stroke else None,
        CAPS.get(part.cap_style) if stroke else None,
    )
    yield Mark(part, path, x, y)


def _share(opacity: float) -> float:
    return round(float(opacity), 2)


def _png(texture: Texture) -> str:
    """Return a texture as a data URI."""
    file = io.BytesIO()
    Image.fromarray(_apart(texture)).save(file, "png", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode('ascii')}"


def _apart(texture: Texture) -> Texture:
    """Return a texture with its colours as they are; cairo has them multiplied by their alpha."""
    alpha = texture[..., 3:].astype(float)
    colours = np.divide(texture[..., :3] * 255.0, alpha, out=np.zeros(texture[..., :3].shape), where=alpha > 0)
    return np.concatenate([np.clip(np.rint(colours), 0, 255).astype(np.uint8), texture[..., 3:]], axis=2)
