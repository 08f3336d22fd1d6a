"""What is seen of a network that learns to read images: bars of its classes, its weights, images that turn right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from manim import Rectangle, VGroup, VMobject

from scenes.layout.boxes import Box
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.blocks import image_box
from scenes.mobjects.pixels import ColourScale, PixelGrid
from scenes.mobjects.text import TextLine, below_middle, fitted, wrapped
from scenes.mobjects.typesetting import outline
from scenes.storyboards.digits_training import ClassLane, WatchedImage
from scenes.storyboards.pictures import Picture
from scenes.storyboards.readout import Line
from scenes.style import BODY, HIDDEN, NODE_FILL, OUTPUT, QUIET, SMALL

TITLE_ROOM, LEADING = 0.5, 0.4  # above a panel, and for each more line of its title
SAID_ROOM = 0.42  # below an image
SCALE_ROOM = 0.45
SCALE = 1.7  # width of the one beside a title
APART = 0.16  # two images
RING = 0.12  # by which a frame is larger than its image
THICK = 0.62  # of a row, a bar


class Titled(VGroup):
    """A panel within `area` under its title; `inner` is what is left of the area, `followers` is what follows a run."""

    def __init__(self, title: tuple[Line, ...], area: Box) -> None:
        super().__init__()
        head, *more = title
        y = area.top - 0.24
        first, *others = wrapped(head, area.width, BODY, "semibold")
        self.heading = TextLine(first, (area.left, y), size=BODY, weight="semibold")
        self.add(self.heading)
        for line in others:
            y -= LEADING
            self.add(TextLine(line, (area.left, y), size=BODY, weight="semibold"))
        more = [part for line in more for part in wrapped(line, area.width, SMALL)]
        self.add(
            *(
                TextLine(line, (area.left, y - (i + 1) * LEADING), size=SMALL, colour=QUIET)
                for i, line in enumerate(more)
            )
        )
        self.inner = Box(
            area.left, area.bottom, area.right, area.top - TITLE_ROOM - (len(others) + len(more)) * LEADING
        )
        self.area = area
        self.followers: list[Follower] = []

    @property
    def parts(self) -> list[VGroup]:
        """Return what comes on one after the other."""
        return [self]

    def follow(self, *followers: Follower) -> None:
        self.followers.extend(followers)
        self.add(*followers)


class PercentBar(Follower):
    """A bar in its `track`, as long as its percent of 100 at each stage."""

    def __init__(self, percents: Sequence[float], track: Box) -> None:
        super().__init__()
        self.percents, self.track = percents, track
        self.bar = Rectangle(width=1, height=track.height, fill_color=HIDDEN, fill_opacity=1, stroke_width=0)
        self.unit = self.bar.points - self.bar.get_corner((-1.0, 0.0, 0.0))
        self.add(self.bar)
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        width = max(0.02, self.track.width * self.percents[stage] / 100)
        self.bar.points = self.unit * (width, 1.0, 1.0) + (self.track.left, self.track.middle[1], 0.0)


class ClassBars(Titled):
    """A row for each class: name, bar, percent."""

    def __init__(self, title: tuple[Line, ...], lanes: Sequence[ClassLane], area: Box) -> None:
        super().__init__(title, area)
        self.head, self.rows = VGroup(*self), []
        inner, pitch = self.inner, self.inner.height / len(lanes)
        names = [fitted(lane.name, 0.3 * inner.width, SMALL) for lane in lanes]
        left = inner.left + max(outline((name,)).width for name in names) * SMALL + 0.15
        room = max(outline(line).width * SMALL for lane in lanes for line in lane.lines)
        right = inner.right - room - 0.15
        for index, (lane, name) in enumerate(zip(lanes, names, strict=True)):
            y = inner.top - (index + 0.5) * pitch
            track = Box(left, y - THICK * pitch / 2, right, y + THICK * pitch / 2)
            base = below_middle(y, SMALL)
            ground = Rectangle(width=track.width, height=track.height, fill_color=NODE_FILL, fill_opacity=1)
            ground.set_stroke(width=0).move_to((*track.middle, 0.0))
            label = TextLine((name,), (inner.left, base), size=SMALL)
            self.add(ground, label)
            bar, number = (
                PercentBar(lane.percents, track),
                Display(lane.lines, (inner.right, base), "right", SMALL, HIDDEN),
            )
            self.follow(bar, number)
            self.rows.append(VGroup(ground, label, bar, number))

    @property
    def parts(self) -> list[VGroup]:
        return [self.head, *self.rows]

    def row(self, index: int) -> list[VMobject]:
        """Return name, bar and number of a class."""
        _, *shown = self.rows[index]
        return shown


class ChangingImage(Follower):
    """A picture that is another one at each stage, on the same scale."""

    def __init__(self, pictures: Sequence[Picture], box: Box) -> None:
        super().__init__()
        self.pictures = pictures
        self.pixels = PixelGrid(pictures[0], box)
        self.add(self.pixels)

    def show_at(self, stage: int) -> None:
        if self.pixels.picture is not self.pictures[stage]:
            self.pixels.carry(self.pictures[stage])


class WeightImages(Titled):
    """The weights of some neurons as images, stage by stage, and the one scale of them all."""

    def __init__(self, title: tuple[Line, ...], weights: Sequence[Sequence[Picture]], area: Box) -> None:
        super().__init__(title, area)
        inner = self.inner
        boxes = grid(len(weights), Box(inner.left, inner.bottom + SCALE_ROOM, inner.right, inner.top))
        self.images = [
            ChangingImage(pictures, image_box(pictures[0].rows, pictures[0].columns, box))
            for pictures, box in zip(weights, boxes, strict=True)
        ]
        self.follow(*self.images)
        self.add(ColourScale(weights[0][0], (inner.middle[0], inner.bottom + 0.12), inner.width))


class Frame(Follower):
    """A frame around an image that is read wrong."""

    def __init__(self, image: WatchedImage, box: Box) -> None:
        super().__init__()
        self.right = image.right
        self.ring = Rectangle(width=box.width + RING, height=box.height + RING, color=OUTPUT, stroke_width=5)
        self.add(self.ring.move_to((*box.middle, 0.0)))
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        self.ring.set_stroke(opacity=0.0 if self.right[stage] else 1.0)


class WatchedImages(Titled):
    """Images in rows, below each what it is taken for, framed while that is wrong; the scale of their colours."""

    def __init__(self, title: tuple[Line, ...], images: Sequence[WatchedImage], area: Box) -> None:
        super().__init__(title, area)
        inner = self.inner
        at = (area.right - SCALE / 2, area.top - 0.13)
        if self.heading.width_set + SCALE + APART > area.width:
            at = (area.right - SCALE / 2, inner.top - 0.13)
            inner = replace(inner, top=inner.top - LEADING)
        self.add(ColourScale(images[0].picture, at, SCALE))
        self.images: list[PixelGrid] = []
        self.frames: list[Frame] = []
        self.answers: list[Display] = []
        for image, cell in zip(images, _cells(len(images), inner), strict=True):
            box = image_box(image.picture.rows, image.picture.columns, cell)
            lines: list[Line] = [(fitted(name, cell.width, SMALL),) for name in image.said]
            colours = [HIDDEN if right else OUTPUT for right in image.right]
            self.images.append(PixelGrid(image.picture, box))
            self.add(self.images[-1])
            said = (cell.middle[0], box.bottom - SAID_ROOM + 0.05)
            self.frames.append(Frame(image, box))
            self.answers.append(Display(lines, said, "center", SMALL, colours))
            self.follow(self.frames[-1], self.answers[-1])

    @property
    def head(self) -> VGroup:
        """Return its title and scale: all but the images, and what is said of each."""
        return VGroup(*(part for part in self.others if part not in self.followers))

    @property
    def others(self) -> VGroup:
        """Return all but the images."""
        return VGroup(*(part for part in self.submobjects if part not in self.images))

    @property
    def questions(self) -> list[TextLine]:
        """Return what stands in place of the answers before they are given."""
        return [TextLine(("?",), answer.at, "center", SMALL, QUIET) for answer in self.answers]


def _cells(count: int, area: Box) -> list[Box]:
    """Return the places of so many images in as many rows as make them largest, each with room below."""

    def side(down: int) -> float:
        return min(area.width / -(-count // down) - 2 * RING, area.height / down - SAID_ROOM)

    down = max(range(1, count + 1), key=lambda rows: (round(side(rows), 6), -rows))
    across = -(-count // down)
    pitch, high = area.width / across, area.height / down
    cells = []
    for index in range(count):
        left, top = area.left + index % across * pitch, area.top - index // across * high
        apart = RING if down > 1 else 0.0  # else a frame would touch what is said of the image above
        cells.append(Box(left + RING, top - high + SAID_ROOM, left + pitch - RING, top - apart))
    return cells


def grid(count: int, area: Box) -> list[Box]:
    """Return as many boxes, in rows, all as large as they can be if they are to be square."""
    across = max(range(1, count + 1), key=lambda c: (min(area.width / c, area.height / -(-count // c)), -c))
    down = -(-count // across)
    wide, high = area.width / across, area.height / down
    return [
        Box(
            area.left + (i % across) * wide + APART / 2,
            area.top - (i // across + 1) * high + APART / 2,
            area.left + (i % across + 1) * wide - APART / 2,
            area.top - (i // across) * high - APART / 2,
        )
        for i in range(count)
    ]
