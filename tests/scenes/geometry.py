"""Where the lines of text on screen are, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TypeVar

import numpy as np
from manim import Mobject, Rectangle, VMobject
from numpy.typing import NDArray

from scenes import style
from scenes.layout.boxes import Box
from scenes.mobjects.diagram import Edge
from scenes.mobjects.neurons import Node
from scenes.mobjects.text import Span, TextLine
from scenes.mobjects.typesetting import outline
from scenes.storyboards.readout import Symbol, say

TOUCH = 0.01  # scene units by which boxes may meet
COVERING = 0.5  # opacity
EDGE_OF_FRAME = 0.08
Boxes = NDArray[np.float64]  # one a row: left, bottom, right, top
Kind = TypeVar("Kind", bound=Mobject)


is_a = cache(issubclass)


class Family(list[Mobject]):
    """All that is on screen, in the order in which it is drawn; `of` finds those of a kind at once."""

    def of(self, kind: type[Kind]) -> list[Kind]:
        # by their types, since to ask each mobject in turn whether it is an instance takes manim's classes long
        types = {found for found in self.types if is_a(found, kind)}
        return [member for member in self if type(member) in types] if types else []  # type: ignore[misc]

    def __init__(self, mobjects: list[Mobject]) -> None:
        super().__init__(dict.fromkeys(member for mobject in mobjects for member in mobject.get_family()))
        self.types = {type(member) for member in self}


def box_of(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([points.min(axis=0)[:2], points.max(axis=0)[:2]])


class Shown:
    """A line on screen, its text, and the box around its outlines; `fresh` where it is new, or other than it was."""

    def __init__(self, line: TextLine) -> None:
        self.line, self.fresh = line, True
        self.text = say(line.line)
        self.box = box_of(np.concatenate([span.points for span in line if len(span.points)]))

    @property
    def middle_of_digits(self) -> float:
        """How high the middle of its digits is; all that stands higher, as a power of ten, aside."""
        return float(self.box[1]) + style.CAPITAL_PER_EM * self.line.size * self.scale / 2

    @property
    def scale(self) -> float:
        """What animations have made of the size it was typeset at."""
        points = [points for points in outline(self.line.line, self.line.weight).segments if len(points)]
        typeset = box_of(np.concatenate(points)) * self.line.size
        return float((self.box[3] - self.box[1]) / (typeset[3] - typeset[1]))


def visible(line: TextLine) -> bool:
    return any(len(span.points) and span.get_fill_opacity() > 0 for span in line)


class Memory:
    """What was measured of each mobject, and of what it looked like then: what looks the same isn't measured again."""

    def __init__(self) -> None:
        self._lines: dict[TextLine, tuple[object, Shown | None]] = {}
        self._boxes: dict[Mobject, tuple[bytes, NDArray[np.float64]]] = {}

    def show(self, line: TextLine) -> Shown | None:
        """Return what is to be seen of a line; None where nothing is."""
        look = (line.line, [(span.points.tobytes(), span.fill_rgbas.tobytes()) for span in line.submobjects])
        before, shown = self._lines.get(line, (None, None))
        if before is None or before[0] is not look[0] or before[1] != look[1]:  # type: ignore[index]
            shown = Shown(line) if visible(line) else None
            self._lines[line] = (look, shown)
        elif shown:
            shown.fresh = False
        return shown

    def box(self, member: VMobject) -> NDArray[np.float64]:
        """Return the box around a mobject's own points."""
        look = member.points.tobytes()
        before, box = self._boxes.get(member, (None, None))
        if box is None or before != look:
            box = box_of(member.points)
            self._boxes[member] = (look, box)
        return box


def boxes(shown: list[Shown]) -> Boxes:
    return np.array([one.box for one in shown]).reshape(-1, 4)


def faults_of_place(shown: list[Shown], frame: Box) -> Iterator[str]:
    """Every line is within its part of the frame, and large enough."""
    low = np.array([frame.left, frame.bottom]) + EDGE_OF_FRAME
    high = np.array([frame.right, frame.top]) - EDGE_OF_FRAME
    for one in shown:
        if (one.box[:2] < low).any() or (one.box[2:] > high).any():
            yield f"{one.text!r} leaves the frame: {np.round(one.box, 2)}"
        scripts = any(isinstance(part, Symbol) and "#su" in part.typst for part in one.line.line)
        capital = one.line.size * style.CAPITAL_PER_EM * one.scale * (style.SCRIPT_SCALE if scripts else 1)
        if capital < style.LEAST_CAPITAL - 1e-3:
            yield f"{one.text!r} is too small: a capital would be {capital:.3f} units high"


def faults_of_contrast(shown: list[Shown], family: Family, memory: Memory) -> Iterator[str]:
    """Compare each line's colours with what is drawn behind its middle."""
    order = {member: index for index, member in enumerate(family)}
    filled = [
        member
        for member in family.of(VMobject)
        if not isinstance(member, Span) and len(member.points) and member.get_fill_opacity()
    ]
    if not shown:
        return
    areas = np.array([memory.box(member) for member in filled]).reshape(-1, 4)
    grounds, above = (np.array([order[one] for one in some]) for some in (filled, [one.line for one in shown]))
    middles = middles_of(shown)[:, None]
    within = (areas[:, :2] <= middles).all(axis=2) & (middles <= areas[:, 2:]).all(axis=2)
    behind, before = within & (grounds < above[:, None]), within & (grounds > above[:, None])
    for one, hits in zip(shown, before, strict=True):
        # of what fills the whole box around it
        if any(
            isinstance(filled[index], Rectangle) and filled[index].get_fill_opacity() > COVERING
            for index in np.flatnonzero(hits)
        ):
            yield f"{one.text!r} is covered by what is drawn after it"
    for one, hits in zip(shown, behind, strict=True):
        ground = rgb(style.BACKGROUND)
        for index in np.flatnonzero(hits):
            ground = mixed(filled[index], ground)
        for span in one.line:
            if len(span.points):
                ratio = contrast(mixed(span, ground), ground)
                if ratio < 4.5:
                    yield f"{one.text!r} has a contrast of {ratio:.1f} : 1"


Colour = tuple[float, float, float]


def mixed(shape: VMobject, behind: Colour) -> Colour:
    """Return the colour that a shape's fill has on what is behind it."""
    red, green, blue, share = shape.fill_rgbas[0].tolist()
    low, middle, high = behind
    rest = 1 - share
    return rest * low + share * red, rest * middle + share * green, rest * high + share * blue


def rgb(colour: str) -> Colour:
    red, green, blue = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    return red, green, blue


@lru_cache(maxsize=4096)
def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of WCAG 2.2, success criterion 1.4.3."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in colour]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def faults_of_overlap(shown: list[Shown], family: Family, memory: Memory) -> Iterator[str]:
    if not shown:
        return
    left, bottom, right, top = boxes(shown).T
    meet = (
        (left[:, None] < right[None] - TOUCH)
        & (left[None] < right[:, None] - TOUCH)
        & (bottom[:, None] < top[None] - TOUCH)
        & (bottom[None] < top[:, None] - TOUCH)
    )
    for i, j in np.argwhere(np.triu(meet, k=1)):
        yield f"{shown[i].text!r} and {shown[j].text!r} overlap"
    nodes = np.array([memory.box(member.shape) for member in family.of(Node)]).reshape(-1, 4)
    middles = middles_of(shown)[:, None]
    inside = ((nodes[:, :2] < middles) & (middles < nodes[:, 2:])).all(axis=2).any(axis=1)
    outside = [one for one, within in zip(shown, inside, strict=True) if not within]
    edges = [member for member in family.of(Edge) if member.get_stroke_opacity() > 0 and len(member.points)]
    if not edges or not outside:
        return
    # of what is drawn: an edge that has moved with the window no longer is where it was made
    ends = np.array([[*edge.points[0, :2], *edge.points[-1, :2]] for edge in edges])
    for one in outside:
        if crossed(ends, one.box).any():
            yield f"{one.text!r} is crossed by an edge"


def middles_of(shown: list[Shown]) -> NDArray[np.float64]:
    found = boxes(shown)
    return (found[:, :2] + found[:, 2:]) / 2


def crossed(ends: Boxes, box: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which of the straight lines, from (x, y) to (x, y), run through a box (Liang and Barsky's clipping)."""
    start, run = ends[:, :2], ends[:, 2:] - ends[:, :2]
    run = np.where(np.abs(run) < 1e-12, 1e-12, run)
    first, second = (box[:2] - start) / run, (box[2:] - start) / run
    enter = np.minimum(first, second).max(axis=1).clip(min=0.0)
    leave = np.maximum(first, second).min(axis=1).clip(max=1.0)
    return enter < leave
