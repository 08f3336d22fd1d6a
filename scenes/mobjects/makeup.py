"""What a network is made of, in words and numbers above and below its layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from manim import VGroup

from scenes.layout.boxes import Box
from scenes.layout.rows import levels, row_of
from scenes.mobjects.diagram import ROUND, Diagram, layer_colour
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.neurons import width_of_numbers
from scenes.mobjects.text import TextLine
from scenes.mobjects.typesetting import outline, widest
from scenes.storyboards.architecture import ArchitectureStory
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import left_side, written
from scenes.storyboards.readout import Line, Name
from scenes.studies import Neuron
from scenes.style import BODY, HEAD, POINTER, QUIET, SMALL

LEADING = 0.37
NAME_WIDTH = 2.1
NAME_GAP = 0.2  # between a name and its neuron
LEAST_PITCH = 0.3  # from one neuron to the next
WEIGHT = "semibold"  # of the last line
TOTAL_LEADING = 0.46
LAST = 0.1  # of a line, below the last one
FOR_TOTAL = 0.55  # the height of the last line


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a network stands with all that is said of it: its `area`, and at how many levels each kind of line is.

    From the network away, `above` are the levels of sizes and names, `below` those of the lines below, and `counts`
    those of the counts, which come after them. Where the lines below `give_way`, they are there for one layer at a
    time, and then for none: the counts take their place. `room` is as wide as the last line may be, and it is `named`
    where there is room for names beside the network.
    """

    area: Box
    above: tuple[int, ...]
    below: tuple[int, ...]
    counts: int
    give_way: bool
    room: float
    named: bool

    @property
    def rows_below(self) -> int:
        return max(sum(self.below), self.counts) if self.give_way else sum(self.below) + self.counts


def frame_for(story: ArchitectureStory, box: Box, named: bool, give_way: bool) -> Frame:
    """Return where the network goes within `box`, with the names beside it if they are `named`."""
    sizes = [_width(part.above[1]) for part in story.parts]
    names = [_width(part.above[0], BODY) for part in story.parts]
    most = max(len(part.below) for part in story.parts)
    below = [[_width(part.below[kind]) if part.below else 0.0 for part in story.parts] for kind in range(most)]
    counts = [_width(written(part.parameters)) if part.parameters else 0.0 for part in story.parts]
    kinds = [sizes, names, *below, counts]
    numbers = story.cast.numbers
    node = max(ROUND, width_of_numbers(numbers.values())) if numbers else ROUND
    sides = [
        max(node / 2 + NAME_GAP + _room_for(beside, named), max(kind[end] for kind in kinds) / 2)
        for beside, end in ((story.cast.features, 0), (story.cast.outputs, -1))
    ]
    left, right = box.left + sides[0] - node / 2, box.right - sides[1] + node / 2
    step = (right - left - node) / (len(story.parts) - 1)
    first, second, *others, last = (levels(kind, step) for kind in kinds)
    frame = Frame(box, (first, second), (1,) * most if give_way else tuple(others), last, give_way, box.width, named)
    more = len(_total_lines(story.total, box.width)) - 1
    bottom = box.bottom + FOR_TOTAL + more * TOTAL_LEADING + frame.rows_below * LEADING
    return replace(frame, area=Box(left, bottom, right, box.top - (first + second) * LEADING))


def _width(line: Line, size: float = SMALL) -> float:
    return outline(line).width * size


def _room_for(names: Mapping[Neuron, Name], named: bool) -> float:
    return min(NAME_WIDTH, widest((name,) for name in names.values()) * SMALL) if named else 0.0


def draw_architecture(story: ArchitectureStory, box: Box, counted: bool = True) -> tuple[Diagram, Makeup]:
    """Return the network of a story and what is said of it, within `box`: higher where nothing is `counted` below it.

    There are names only where there is room for them, and lines below give way to the counts only where it is scarce.
    """
    for named, give_way in ((True, False), (False, False), (False, True)):
        frame = frame_for(story, box, named, give_way)
        diagram, makeup = _draw(story, frame)
        close = min(column.pitch for column in diagram.layout.layers) < LEAST_PITCH
        if not close and bool(makeup.features.submobjects or makeup.outputs.submobjects) == named:
            break
    if counted:
        return diagram, makeup
    bottom = box.bottom + (sum(frame.below) + LAST) * LEADING
    return _draw(story, replace(frame, area=replace(frame.area, bottom=bottom)))


def _draw(story: ArchitectureStory, frame: Frame) -> tuple[Diagram, Makeup]:
    diagram = Diagram(story.study.network, story.study.view.layers, frame.area, story.cast.numbers)
    return diagram, Makeup(story, diagram, frame)


class Makeup(VGroup):
    """Lines `above` and `below` each layer, its parameter `counts` (an empty group for the input), and their `total`.

    `features` and `outputs` are the names beside the first and the last layer.
    """

    def __init__(self, story: ArchitectureStory, diagram: Diagram, frame: Frame) -> None:
        super().__init__()
        self.gives_way = frame.give_way  # whether the lines below are there for one layer at a time
        layers = len(story.parts)
        top, bottom = diagram.layout.top + 0.12, diagram.layout.bottom - 1.1 * LEADING
        self.above, self.below, self.counts = [], [], []
        for layer, part in enumerate(story.parts):
            x, colour = diagram.layout.column(layer).middle, layer_colour(layer, layers)
            name, size = part.above
            rows = [top + row_of(layer, frame.above, kind) * LEADING for kind in range(2)]
            self.above.append(
                VGroup(
                    TextLine(name, (x, rows[1]), "center", BODY, colour),
                    TextLine(size, (x, rows[0]), "center", SMALL, QUIET),
                )
            )
            rows = [bottom - row_of(layer, frame.below, kind) * LEADING for kind in range(len(frame.below))]
            y = bottom - (row_of(layer, (frame.counts,), 0) + (0 if frame.give_way else sum(frame.below))) * LEADING
            self.below.append(
                VGroup(
                    *(TextLine(line, (x, row), "center", SMALL) for line, row in zip(part.below, rows, strict=False))
                )
            )
            self.counts.append(
                EquationRow(part.parameters, TextLine(written(part.parameters), (x, y), "center", SMALL, colour))
                if part.parameters
                else VGroup()
            )
        features, outputs = (story.cast.features, story.cast.outputs) if frame.named else ({}, {})
        self.features = diagram.names_beside(features, -1, NAME_WIDTH)
        self.outputs = diagram.names_beside(outputs, 1, NAME_WIDTH)
        self.total = _total(story.total, bottom - (frame.rows_below + 0.4) * LEADING, frame.room)
        self.add(self.features, self.outputs, *self.above, *self.below, *self.counts, self.total)


def _total_lines(total: Equation, room: float) -> list[Line]:
    """Return the sum of the layers' parameters, on two lines where it is too long for one.

    Of a single layer there is nothing to add up.
    """
    if len(total.operands) == 1:
        return [(total.result, " parameters")]
    end: Line = (f" {total.relation} ", total.result, " parameters")
    whole: Line = (*left_side(total), *end)
    return [whole] if outline(whole, WEIGHT).width * HEAD <= room else [left_side(total), end]


def _total(total: Equation, y: float, room: float) -> VGroup:
    texts = []
    for index, line in enumerate(_total_lines(total, room)):
        size = min(HEAD, max(SMALL, room / outline(line, WEIGHT).width))
        texts.append(TextLine(line, (0.0, y - index * TOTAL_LEADING), "center", size, POINTER, WEIGHT))
    return VGroup(*texts) if len(total.operands) == 1 else EquationRow(total, *texts)
