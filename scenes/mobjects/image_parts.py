"""What stands around an image and its network: pixels seen as numbers, the answers as bars, a panel at the side."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DashedLine, ManimColor, Rectangle, Square, VGroup

from scenes.layout.boxes import Box
from scenes.mobjects.blocks import BlockDiagram, image_box
from scenes.mobjects.outcome import Bar, Share
from scenes.mobjects.pixels import PixelGrid, shade_of
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.storyboards.digits_forward import AnswerBeat, ImageBeat
from scenes.storyboards.readout import Line
from scenes.storyboards.words import Words, spoken
from scenes.style import BODY, HEAD, NODE_FILL, OUTPUT, POINTER, QUIET, RULE, SMALL, TEXT, UNLIT

NAME_ROOM = 0.95
BAR_HEIGHT = 0.26
LINE = 0.95  # from one entry of a panel to the next


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
            dark = TEXT if sum(colour) < 1.2 else UNLIT
            self.numbers.add(TextLine((beat.patch[k],), (x, below_middle(y, BODY)), "center", BODY, dark))
        step = pixels.width / beat.picture.columns
        first, last = pixels.cell(places[0]), pixels.cell(places[-1])
        self.ring = Rectangle(width=step * columns, height=step * rows, color=POINTER, stroke_width=3).move_to(
            (first + last) / 2
        )
        ends = ((1.0, 1.0, 0.0), (1.0, -1.0, 0.0)), ((-1.0, 1.0, 0.0), (-1.0, -1.0, 0.0))
        self.ways = VGroup(
            *(
                DashedLine(self.ring.get_corner(start), self.cells.get_corner(end), color=POINTER, stroke_width=2)
                for start, end in zip(*ends, strict=True)
            )
        )
        self.add(self.ring, self.ways, self.cells, self.numbers)


class AnswerBars(VGroup):
    """The outputs as `bars` beside their `names`; a `ring` around the name of the prediction."""

    def __init__(self, beat: AnswerBeat, blocks: BlockDiagram) -> None:
        super().__init__()
        box = blocks.blocks[-1].box
        pitch = box.height / max(len(beat.outputs), 1)
        left = box.right + 0.25
        self.names, self.tracks, self.bars, self.numbers = VGroup(), VGroup(), VGroup(), VGroup()
        for index, name in enumerate(beat.names):
            y = box.top - (index + 0.5) * pitch
            base = below_middle(y, BODY)
            best = index == beat.predicted
            label = TextLine(
                (fitted(name, NAME_ROOM, BODY),), (left, base), size=BODY, colour=POINTER if best else TEXT
            )
            self.names.add(label)
        start = max(label.get_right()[0] for label in self.names) + 0.2
        for index, output in enumerate(beat.outputs):
            y = box.top - (index + 0.5) * pitch
            track = Bar(start, y, 1.1, BAR_HEIGHT, NODE_FILL)
            self.tracks.add(track)
            self.bars.add(Share(output, track))
            self.numbers.add(TextLine((output,), (start + 1.25, below_middle(y, SMALL)), size=SMALL, colour=OUTPUT))
        winner = self.names[beat.predicted]
        self.ring = Rectangle(width=winner.width + 0.2, height=min(pitch, 0.42), color=POINTER, stroke_width=3).move_to(
            (winner.get_x(), box.top - (beat.predicted + 0.5) * pitch, 0.0)
        )
        self.add(self.names, self.tracks, self.bars, self.numbers)


class SidePanel(VGroup):
    """Entries under each other from `top`, a label and below it what it labels."""

    def __init__(self, lines: Sequence[tuple[Line, Words]], left: float, top: float) -> None:
        super().__init__()
        for index, (label, said) in enumerate(lines):
            y = top - index * LINE
            self.add(
                VGroup(
                    TextLine(label, (left, y), size=SMALL, colour=QUIET),
                    TextLine(spoken(said), (left, y - 0.42), size=HEAD, colour=POINTER),
                )
            )
