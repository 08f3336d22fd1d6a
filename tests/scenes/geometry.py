"""Where the lines of text on screen are, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import Mobject, VMobject
from numpy.typing import NDArray

from scenes import style
from scenes.layout.boxes import Box
from scenes.mobjects.diagram import Edge
from scenes.mobjects.neurons import Node
from scenes.mobjects.text import Span, TextLine
from scenes.mobjects.typesetting import outline
from scenes.storyboards.readout import Symbol, say

TOUCH = 0.01  # scene units by which boxes may meet
EDGE_OF_FRAME = 0.08
Boxes = NDArray[np.float64]  # one a row: left, bottom, right, top


def box_of(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([points.min(axis=0)[:2], points.max(axis=0)[:2]])


class Shown:
    """A line on screen, its text, and the box around its outlines."""

    def __init__(self, line: TextLine) -> None:
        self.line = line
        self.text = say(line.line)
        self.box = box_of(np.concatenate([span.points for span in line if len(span.points)]))

    @property
    def scale(self) -> float:
        """What animations have made of the size it was typeset at."""
        points = [points for points in outline(self.line.line, self.line.weight).segments if len(points)]
        typeset = box_of(np.concatenate(points)) * self.line.size
        return float((self.box[3] - self.box[1]) / (typeset[3] - typeset[1]))


def visible(line: TextLine) -> bool:
    return any(len(span.points) and span.get_fill_opacity() > 0 for span in line)


def boxes(shown: list[Shown]) -> Boxes:
    return np.array([one.box for one in shown]).reshape(-1, 4)


def faults_of_place(shown: list[Shown], frame: Box) -> Iterator[str]:
    """Every line is within its part of the frame, and large enough."""
    low = np.array([frame.left, frame.bottom]) + EDGE_OF_FRAME
    high = np.array([frame.right, frame.top]) - EDGE_OF_FRAME
    for one in shown:
        if (one.box[:2] < low).any() or (one.box[2:] > high).any():
            yield f"{one.text!r} leaves the frame: {np.round(one.box, 2)}"
        scripts = any(
            isinstance(part, Symbol) and ("#su" in part.typst or "_(" in part.typst) for part in one.line.line
        )
        capital = one.line.size * style.CAPITAL_PER_EM * one.scale * (style.SCRIPT_SCALE if scripts else 1)
        if capital < style.LEAST_CAPITAL - 1e-3:
            yield f"{one.text!r} is too small: a capital would be {capital:.3f} units high"


def faults_of_contrast(shown: list[Shown], family: list[Mobject]) -> Iterator[str]:
    """Compare each line's colours with what is drawn behind its middle."""
    order = {id(member): index for index, member in enumerate(family)}
    filled = [
        (
            order[id(member)],
            box_of(member.points),
            member.get_fill_opacity(),
            np.array(member.get_fill_color().to_rgb()),
        )
        for member in family
        if isinstance(member, VMobject)
        and not isinstance(member, Span)
        and len(member.points)
        and member.get_fill_opacity()
    ]
    for one in shown:
        x, y = (one.box[:2] + one.box[2:]) / 2
        behind = rgb(style.BACKGROUND)
        for index, (left, bottom, right, top), share, colour in filled:
            if index < order[id(one.line)] and left <= x <= right and bottom <= y <= top:
                behind = (1 - share) * behind + share * colour
        for span in one.line:
            share = span.get_fill_opacity()
            colour = (1 - share) * behind + share * np.array(span.get_fill_color().to_rgb())
            if len(span.points) and contrast(colour, behind) < 4.5:
                yield f"{one.text!r} has a contrast of {contrast(colour, behind):.1f} : 1"


def rgb(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)])


def contrast(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return the contrast ratio of WCAG 2.2, success criterion 1.4.3."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: NDArray[np.float64]) -> float:
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def faults_of_overlap(shown: list[Shown], family: list[Mobject]) -> Iterator[str]:
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
    nodes = [box_of(member.shape.points) for member in family if isinstance(member, Node)]
    outside = [one for one in shown if not within(one, nodes)]
    edges = [member for member in family if isinstance(member, Edge) and member.get_stroke_opacity() > 0]
    if not edges or not outside:
        return
    ends = np.array([[*edge.start_point[:2], *edge.end_point[:2]] for edge in edges])
    for one in outside:
        if crossed(ends, one.box).any():
            yield f"{one.text!r} is crossed by an edge"


def within(one: Shown, nodes: list[NDArray[np.float64]]) -> bool:
    x, y = (one.box[:2] + one.box[2:]) / 2
    return any(left < x < right and bottom < y < top for left, bottom, right, top in nodes)


def crossed(ends: Boxes, box: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which of the straight lines, from (x, y) to (x, y), run through a box (Liang and Barsky's clipping)."""
    start, run = ends[:, :2], ends[:, 2:] - ends[:, :2]
    run = np.where(np.abs(run) < 1e-12, 1e-12, run)
    first, second = (box[:2] - start) / run, (box[2:] - start) / run
    enter = np.minimum(first, second).max(axis=1).clip(min=0.0)
    leave = np.maximum(first, second).min(axis=1).clip(max=1.0)
    return enter < leave
