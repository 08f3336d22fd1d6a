"""manim's camera, which also paints textures, and remembers outlines: a film redraws the same ones in many frames."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor
from typing import Any
from weakref import WeakKeyDictionary

import cairo
import numpy as np
from manim import Camera, LineJointType, Mobject, VMobject
from numpy.typing import NDArray

from scenes.stage.areas import Area

SQUARE = 2**0.5  # times half its width is how far a line goes beyond an end that is cut square
MITER = 10  # times half its width is how far a line goes beyond a corner, at most: cairo's limit
RELATIVELY = 1e-5  # to how large they are, manim takes coordinates for one that differ by less

Outlines = WeakKeyDictionary[VMobject, tuple[bytes, cairo.Path]]


class _Memory:
    """The outlines that a context was told. It has slots: manim's cache goes through whatever else a camera holds."""

    __slots__ = ("context", "outlines")

    def __init__(self) -> None:
        self.context: cairo.Context[cairo.ImageSurface] | None = None
        self.outlines: Outlines = WeakKeyDictionary()

    def of(self, context: cairo.Context[cairo.ImageSurface]) -> Outlines:
        if context is not self.context:  # what is remembered is rounded to another's grid
            self.context, self.outlines = context, WeakKeyDictionary()
        return self.outlines


class TextureCamera(Camera):
    """Paints the `texture` of a mobject that has one (rows of red, green, blue, alpha) into its rectangle.

    Measured at 1080p: 784 squares of manim's take 19 ms a frame, a texture of 784 cells takes 0.1 ms. Of 28 ms for 203
    mobjects of 9,094 curves, 13 went into telling cairo the curves one by one. Those that are as they were are told at
    once, which takes 2.
    """

    def __init__(self, *settings: Any, **named: Any) -> None:
        super().__init__(*settings, **named)
        self._memory = _Memory()

    def set_cairo_context_path(self, ctx: cairo.Context[cairo.ImageSurface], vmobject: VMobject) -> TextureCamera:
        outlines, points = self._memory.of(ctx), vmobject.points.tobytes()
        known = outlines.get(vmobject)
        if known is not None and known[0] == points:
            ctx.new_path()
            ctx.append_path(known[1])
            return self
        _tell_outline(ctx, vmobject, self.transform_points_pre_display(vmobject, vmobject.points))
        outlines[vmobject] = (points, ctx.copy_path())
        return self

    def paint(self, mobjects: Iterable[Mobject], area: Area) -> None:
        """Paint mobjects, each above the one before, as far as they lie in an area, without their families."""
        ctx = self.get_cairo_context(self.pixel_array)
        ctx.save()
        units = ctx.get_matrix()
        ctx.identity_matrix()
        ctx.new_path()
        ctx.rectangle(area.left, area.top, area.right - area.left, area.bottom - area.top)
        ctx.clip()
        ctx.set_matrix(units)
        self.capture_mobjects(mobjects, include_submobjects=False)
        ctx.restore()

    def area_of(self, vmobject: VMobject) -> Area | None:
        """Return an area outside of which nothing of a mobject, but for its family, is seen, or None if nothing is."""
        if not len(vmobject.points):
            return None
        strokes = [vmobject.get_stroke_width(behind) for behind in (True, False) if _has_stroke(vmobject, behind)]
        if not (strokes or _has_fill(vmobject)):
            return None
        miters = len(vmobject.points) > 4 and vmobject.joint_type in (LineJointType.AUTO, LineJointType.MITER)
        beyond = max(strokes, default=0.0) * self.cairo_line_width_multiple / 2 * (MITER if miters else SQUARE)
        along = np.ascontiguousarray(vmobject.points.T)  # the least of a row is found sooner than that of a column
        low, high = along.min(axis=1).tolist(), along.max(axis=1).tolist()
        ctx = self.get_cairo_context(self.pixel_array)
        left, bottom = ctx.user_to_device(low[0] - beyond, low[1] - beyond)
        right, top = ctx.user_to_device(high[0] + beyond, high[1] + beyond)
        area = Area(
            max(0, floor(left) - 1),
            max(0, floor(top) - 1),
            min(self.pixel_width, ceil(right) + 1),
            min(self.pixel_height, ceil(bottom) + 1),
        )
        return area if area.left < area.right and area.top < area.bottom else None

    def display_vectorized(self, vmobject: VMobject, ctx: cairo.Context[cairo.ImageSurface]) -> TextureCamera:
        texture = getattr(vmobject, "texture", None)
        if texture is None:
            return self._paint(vmobject, ctx)
        alpha = vmobject.get_fill_opacity()
        if alpha:
            height, width = texture.shape[:2]
            # manim keeps red where cairo has blue; what is painted from memory to memory stays as it is
            surface = cairo.ImageSurface.create_for_data(texture, cairo.FORMAT_ARGB32, width, height)
            left, top, _ = vmobject.get_corner((-1.0, 1.0, 0.0))
            ctx.save()
            ctx.translate(left, top)
            ctx.scale(vmobject.width / width, -vmobject.height / height)
            ctx.new_path()  # there may be another's
            ctx.rectangle(0, 0, width, height)
            ctx.clip()
            ctx.set_source_surface(surface, 0, 0)
            ctx.get_source().set_filter(cairo.FILTER_GOOD if vmobject.smooth else cairo.FILTER_NEAREST)
            ctx.paint_with_alpha(alpha)
            ctx.restore()
        self.set_cairo_context_path(ctx, vmobject)
        self.apply_stroke(ctx, vmobject)
        return self

    def _paint(self, vmobject: VMobject, ctx: cairo.Context[cairo.ImageSurface]) -> TextureCamera:
        """Paint as manim does, but for what is transparent or has no width: that changes no pixel."""
        behind, stroke = _has_stroke(vmobject, True), _has_stroke(vmobject, False)
        fill = _has_fill(vmobject)
        if behind or fill or stroke:
            self.set_cairo_context_path(ctx, vmobject)
        if behind:
            self.apply_stroke(ctx, vmobject, background=True)
        if fill:
            self.apply_fill(ctx, vmobject)
        if stroke:
            self.apply_stroke(ctx, vmobject)
        return self


def _has_stroke(vmobject: VMobject, behind: bool) -> bool:
    return bool(vmobject.get_stroke_width(behind)) and _is_seen(vmobject.get_stroke_rgbas(behind))


def _has_fill(vmobject: VMobject) -> bool:
    return _is_seen(vmobject.get_fill_rgbas())


def _is_seen(rgbas: NDArray[np.float64]) -> bool:
    return len(rgbas) > 1 or bool(rgbas[0, 3])


def _tell_outline(ctx: cairo.Context[cairo.ImageSurface], vmobject: VMobject, points: NDArray[np.float64]) -> None:
    """Tell cairo the curves of a mobject as manim's camera does, but in Python's numbers, twice as fast."""
    ctx.new_path()
    every = points[:, :2].ravel().tolist()
    nearly = vmobject.tolerance_for_point_equality
    first, ends = 0, range(8, len(every) + 1, 8)  # points make a curve: two ends, and two handles between
    for end in ends:
        if first == end - 8:
            ctx.new_sub_path()
            ctx.move_to(*every[first : first + 2])
        ctx.curve_to(*every[end - 6 : end])
        if end == ends[-1] or not _are_same(every[end - 2 : end], every[end : end + 2], nearly):
            if _are_same(every[first : first + 2], every[end - 2 : end], nearly):
                ctx.close_path()
            first = end


def _are_same(point: list[float], other: list[float], nearly: float) -> bool:
    """Return whether manim takes two points for one."""
    return point == other or all(abs(a - b) <= nearly + RELATIVELY * abs(b) for a, b in zip(point, other, strict=True))
