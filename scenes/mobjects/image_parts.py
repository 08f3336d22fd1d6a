"""What stands around an image and its network: pixels seen as numbers, the answers as bars, a panel at the side."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DashedLine, ManimColor, Rectangle, ReplacementTransform, Square, VGroup
from manim import Line as Stroke

from scenes.layout.boxes import Box
from scenes.mobjects.blocks import image_box
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.outcome import Bar, Share
from scenes.mobjects.pixels import ColourScale, PixelGrid, shade_of
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.mobjects.typesetting import outline, widest
from scenes.storyboards.digits_backward import ErrorBeat, ImageRow
from scenes.storyboards.digits_forward import ImageBeat
from scenes.storyboards.notation import written
from scenes.storyboards.readout import Line, Name, Readout
from scenes.style import (
    BACKWARD,
    BODY,
    HEAD,
    MIDDLE_GREY,
    NEGATIVE,
    NODE_FILL,
    ON_BRIGHT,
    ON_DARK,
    OUTPUT,
    POINTER,
    POSITIVE,
    QUIET,
    RULE,
    SMALL,
    TEXT,
)

NAME_ROOM = 0.95
BAR_WIDTH, BAR_HEIGHT, RING_HEIGHT = 1.0, 0.26, 0.38
RING = 1.1  # of a pixel's side: that of a ring around it
GAP = 0.17  # between a name, its bar and its number
LEADING, APART = 0.44, 0.6  # of a panel: from line to line, from one entry to the next


class TitledImage(VGroup):
    """An `image`; `around` it its `title` above and the `scale_below`, that of its colours."""

    def __init__(self, image: PixelGrid, scale: ColourScale, title: Line, colour: str) -> None:
        self.image, self.scale_below = image, scale
        self.title = TextLine(title, (image.get_x(), image.get_top()[1] + 0.2), "center", SMALL, colour)
        self.around = VGroup(scale, self.title)
        super().__init__(image, self.around)

    def becoming(self, other: TitledImage) -> list[ReplacementTransform]:
        """Return the animations in which it goes where another is, which takes its place."""
        return [ReplacementTransform(self.image, other.image), *map(ReplacementTransform, self.around, other.around)]


def ring_around(image: PixelGrid, pixel: int) -> Square:
    side = RING * image.width / image.picture.columns
    return Square(side, color=POINTER, stroke_width=3).move_to(image.cell(pixel))


class Patch(VGroup):
    """A part of the image at `box`, so large that its `numbers` can be read; a `ring` where it is, and `ways` there."""

    def __init__(self, beat: ImageBeat, pixels: PixelGrid, box: Box) -> None:
        super().__init__()
        places = list(beat.patch)
        columns = sum(k // beat.picture.columns == places[0] // beat.picture.columns for k in places)
        rows = len(places) // columns
        inner = image_box(rows, columns, box)
        side = inner.width / columns
        colours = shade_of(beat.picture).of([beat.patch[k].value for k in places])
        self.cells, self.numbers = VGroup(), VGroup()
        for index, (k, colour) in enumerate(zip(places, colours, strict=True)):
            x = inner.left + (index % columns + 0.5) * side
            y = inner.top - (index // columns + 0.5) * side
            cell = Square(side, fill_color=ManimColor(tuple(colour)), fill_opacity=1, stroke_width=1, stroke_color=RULE)
            self.cells.add(cell.move_to((x, y, 0.0)))
            ink = ON_DARK if sum(colour) / 3 < MIDDLE_GREY else ON_BRIGHT
            self.numbers.add(TextLine((beat.patch[k],), (x, below_middle(y, BODY)), "center", BODY, ink))
        step = pixels.width / beat.picture.columns
        first, last = pixels.cell(places[0]), pixels.cell(places[-1])
        self.ring = Rectangle(width=step * columns, height=step * rows, color=POINTER, stroke_width=3).move_to(
            (first + last) / 2
        )
        ends = ((1.0, 1.0, 0.0), (1.0, -1.0, 0.0)), ((-1.0, 1.0, 0.0), (-1.0, -1.0, 0.0))
        if box.top < pixels.get_bottom()[1]:  # the numbers are below the image
            ends = ((-1.0, -1.0, 0.0), (1.0, -1.0, 0.0)), ((-1.0, 1.0, 0.0), (1.0, 1.0, 0.0))
        self.ways = VGroup(
            *(
                DashedLine(self.ring.get_corner(start), self.cells.get_corner(end), color=POINTER, stroke_width=2)
                for start, end in zip(*ends, strict=True)
            )
        )
        self.add(self.ring, self.ways, self.cells, self.numbers)


class AnswerBars(VGroup):
    """Outputs as `bars` beside their `names`, with `numbers`, from `left` on; a `ring` around the predicted name.

    Their rows are around `ys`, and the bar of 1 is `long`.
    """

    def __init__(
        self,
        names: Sequence[Name],
        outputs: Sequence[Readout],
        numbers: Sequence[Line],
        predicted: int | None,
        left: float,
        ys: Sequence[float],
        long: float = BAR_WIDTH,
    ) -> None:
        super().__init__()
        self.names, self.tracks, self.bars, self.numbers = VGroup(), VGroup(), VGroup(), VGroup()
        for index, (name, y) in enumerate(zip(names, ys, strict=True)):
            colour = POINTER if index == predicted else TEXT
            self.names.add(TextLine((fitted(name, NAME_ROOM, BODY),), (left, below_middle(y, BODY)), colour=colour))
        start = left + widest([(fitted(name, NAME_ROOM, BODY),) for name in names]) * BODY + GAP
        for output, number, y in zip(outputs, numbers, ys, strict=True):
            track = Bar(start, y, long, BAR_HEIGHT, NODE_FILL)
            self.tracks.add(track)
            self.bars.add(Share(output, track))
            at = (start + long + GAP, below_middle(y, SMALL))
            self.numbers.add(TextLine(number, at, size=SMALL, colour=OUTPUT))
        self.ring = VGroup()
        if predicted is not None:
            winner = self.names[predicted]
            ring = Rectangle(width=winner.width + 0.2, height=RING_HEIGHT, color=POINTER, stroke_width=3)
            self.ring.add(ring.move_to((winner.get_x(), ys[predicted], 0.0)))
        self.add(self.names, self.tracks, self.bars, self.numbers)

    @staticmethod
    def width_of(names: Sequence[Name], numbers: Sequence[Line], long: float = BAR_WIDTH) -> float:
        """Return how wide such bars are with their names and numbers."""
        fits: list[Line] = [(fitted(name, NAME_ROOM, BODY),) for name in names]
        return widest(fits) * BODY + GAP + long + GAP + widest(numbers) * SMALL


class SidePanel(VGroup):
    """Entries under each other from `top`, ending at `right`: a label, and below it what it labels, line by line."""

    def __init__(self, entries: Sequence[tuple[str, Sequence[Line]]], right: float, top: float) -> None:
        super().__init__()
        fits = [(label, [_fitted(line) for line in lines]) for label, lines in entries]
        labels: list[Line] = [(label,) for label, _ in fits]
        self.room = max(widest(labels) * SMALL, *(widest(lines) * HEAD for _, lines in fits))
        y = top
        for label, lines in fits:
            entry = VGroup(TextLine((label,), (right - self.room, y), size=SMALL, colour=QUIET))
            for line in lines:
                y -= LEADING
                entry.add(TextLine(line, (right - self.room, y), size=HEAD, colour=POINTER))
            y -= APART
            self.add(entry)


class PanelBelow(VGroup):
    """The entries of a side panel under each other in an area: what they label beside a label, or below it.

    Lines are as close as the area asks for.
    """

    def __init__(self, entries: Sequence[tuple[str, Sequence[Line]]], area: Box) -> None:
        super().__init__()
        rows: list[tuple[int, float, Line, bool]] = []
        for index, (label, lines) in enumerate(entries):
            start = outline((label,)).width * SMALL + GAP
            x = start if start + widest(lines) * BODY <= area.width else 0.0
            rows.append((index, 0.0, (label,), True))
            rows += [(index, x, line, x == 0.0 or number > 0) for number, line in enumerate(lines)]
        count = sum(begins for *_, begins in rows)
        leading, y = min(LEADING, area.height / max(1, count - 1)), area.top
        groups = [VGroup() for _ in entries]
        for place, (index, x, line, begins) in enumerate(rows):
            y -= leading if begins and place else 0.0
            quiet = line == (entries[index][0],)
            text = TextLine(line, (area.left + x, y), size=SMALL if quiet else BODY, colour=QUIET if quiet else POINTER)
            groups[index].add(text)
        self.add(*groups)


def _fitted(line: Line) -> Line:
    return tuple(fitted(part, NAME_ROOM, HEAD) if isinstance(part, Name) else part for part in line)


class ErrorBars(VGroup):
    """The errors of the outputs as `bars` beside their `names`: to the right of the `line` what is too much."""

    def __init__(self, beat: ErrorBeat, bars: AnswerBars) -> None:
        super().__init__()
        tracks = [bars.tracks[0].get_left()[0], bars.tracks[0].get_right()[0]]
        middle, half = sum(tracks) / 2, (tracks[1] - tracks[0]) / 2
        ys = [track.get_y() for track in bars.tracks]
        self.line = Stroke((middle, max(ys) + 0.3, 0), (middle, min(ys) - 0.3, 0), color=RULE, stroke_width=2)
        self.bars, self.numbers = VGroup(), VGroup()
        for error, y in zip(beat.errors, ys, strict=True):
            self.bars.add(Lean(error, middle, y, half, beat.largest))
            at = (tracks[1] + 0.8, below_middle(y, SMALL))
            self.numbers.add(TextLine((error,), at, "right", SMALL, BACKWARD))
        self.add(self.line, self.bars, self.numbers)


class Lean(Bar):
    """The bar of an error, to the right of `middle` where it is positive; that of `largest` is `half` long."""

    def __init__(self, readout: Readout, middle: float, y: float, half: float, largest: float) -> None:
        width = half * abs(readout.value) / largest if largest else 0.0
        super().__init__(middle, y, width, BAR_HEIGHT, POSITIVE if readout.value > 0 else NEGATIVE)
        # what is nothing is a hair on the line
        back = self.width if readout.value < 0 else 0.0 if readout.value else self.width / 2
        self.shift((-back, 0.0, 0.0))
        self.readout, self.middle, self.half, self.largest = readout, middle, half, largest


class WorkedPixel(VGroup):
    """What happens in one pixel: its name at `at`, its equation `beside` it or below, and rings where it is."""

    def __init__(self, row: ImageRow, images: Sequence[PixelGrid], at: tuple[float, float], beside: bool) -> None:
        super().__init__()
        self.row = row
        label = TextLine(row.label, at, size=SMALL, colour=QUIET)
        place = (label.get_right()[0] + 0.25, at[1]) if beside else (at[0], at[1] - LEADING)
        self.equation = EquationRow(row.worked, label, TextLine(written(row.worked), place))
        self.rings = VGroup(*(ring_around(image, row.ring) for image in images))
        self.add(self.equation, self.rings)
