"""How the output is read: the softmax table, and the outputs as bars beside their names."""

from __future__ import annotations

from manim import RoundedRectangle, VGroup

from scenes.layout.boxes import Box
from scenes.layout.composition import SPARE
from scenes.mobjects.diagram import Drawing
from scenes.mobjects.ledger import EquationRow, Ledger, rule
from scenes.mobjects.text import Align, TextLine, below_middle, fitted
from scenes.mobjects.typesetting import outline
from scenes.storyboards.backpropagation import SecondPass
from scenes.storyboards.equation import ALMOST, Equation
from scenes.storyboards.forward_pass import SoftmaxBeat, Verdict
from scenes.storyboards.notation import SHIFTED, M, Z, written
from scenes.storyboards.readout import Line, Name, Readout
from scenes.storyboards.words import equals, spoken
from scenes.style import BODY, HEAD, NODE_FILL, OUTPUT, POINTER, QUIET, SMALL, TEXT

ROW, LEAST_ROW = 0.46, 0.34
LABELS = 2.35  # from a label to what it labels
LEADING = 0.36  # lines where there is little room
DESCENT = 0.12  # of a line
GAP = 0.12  # between a name and what stands beside it
SIGN_GAP = 0.09  # between a sign and its number
COLUMN = 0.92  # width of a column of the table, at least
MOST_OF_NAME = 2.0  # width of a class's name beside its bar
CLEAR = 0.36  # from the middle of a row of the outcome to what stands above it


class SoftmaxTable(VGroup):
    """One row a class: z − m, its exponential, its share of the total; below, one class in full.

    `names` open the rows; `shifted`, `exponentials` and `shares` are columns with their `headings`; `total`
    ends the second; `worked` are the equations of one class, under its name, `whose`. Where only some classes have a
    row, the name, the exponential and the share of the `others` stand in one more.
    """

    def __init__(self, beat: SoftmaxBeat, area: Box) -> None:
        super().__init__()
        rows = len(beat.rows) + bool(beat.others)
        self.row = max(LEAST_ROW, min(ROW, (area.top - area.bottom) / (rows + 7)))
        self.area = area
        self.stops = self._stops(beat, area)
        self.title = TextLine(("softmax",), (area.left, area.top), size=HEAD, colour=POINTER, weight="semibold")
        self.largest = TextLine(
            ("largest ", Z, ":  ", M, equals(beat.shift), beat.shift), (area.right, area.top), "right", SMALL
        )
        first = area.top - 2.4 * self.row
        ys = [first - index * self.row for index in range(rows)]
        headings: Line = (SHIFTED, "exp", "share")
        self.headings = [
            TextLine((heading,), (stop, first + self.row), "right", SMALL, QUIET)
            for heading, stop in zip(headings, self.stops, strict=True)
        ]
        self.shifted, self.exponentials, self.shares = (
            [self._cell(equation, stop, y, colour) for equation, y in zip(column, ys, strict=False)]
            for column, stop, colour in zip(beat.columns, self.stops, (TEXT, TEXT, OUTPUT), strict=True)
        )
        room = min(cell.get_left()[0] for cell in self.shifted) - area.left - GAP
        self.names = [
            TextLine((fitted(row.name, room, SMALL),), (area.left, y), size=SMALL)
            for row, y in zip(beat.rows, ys, strict=False)
        ]
        self.others = [VGroup(), VGroup(), VGroup()]
        if beat.others:
            at = zip(beat.others, (area.left, self.stops[1], self.stops[2]), (QUIET, TEXT, OUTPUT), strict=True)
            for group, (part, x, colour) in zip(self.others, at, strict=True):
                line: Line = part if isinstance(part, tuple) else (part,)
                align: Align = "left" if isinstance(part, tuple) else "right"
                group.add(TextLine(line, (x, ys[-1]), align, SMALL, colour))
        y = ys[-1] - 0.4 * self.row
        self.rule = rule(self.stops[0] + 0.25, self.stops[1] + 0.05, y)
        y -= 0.85 * self.row
        total = TextLine((beat.total.result,), (self.stops[1], y), "right", SMALL, weight="semibold")
        end = min(self.stops[0] + 0.2, total.get_left()[0] - GAP)
        self.total = EquationRow(
            beat.total, TextLine((f"total {beat.total.relation}",), (end, y), "right", SMALL, QUIET), total
        )
        y -= 1.5 * self.row
        worked = beat.rows[beat.worked]
        self.whose = TextLine((worked.name, ", step by step"), (area.left, y), size=SMALL, colour=QUIET)
        self.worked = [
            EquationRow(equation, TextLine(written(equation), (area.left, y - (index + 1) * self.row)))
            for index, equation in enumerate((worked.shifted, worked.exponential, worked.probability))
        ]
        self.add(self.title, self.largest, *self.headings, *self.names, *self.shifted, *self.exponentials)
        self.add(*self.others, *self.shares, self.rule, self.total, self.whose, *self.worked)

    @staticmethod
    def _stops(beat: SoftmaxBeat, area: Box) -> list[float]:
        """Return where the columns end: as far apart as their numbers, and the signs before them, are wide."""
        _, *columns = ([row.result for row in column] for column in beat.columns)
        if beat.others:
            columns = [[*column, more] for column, more in zip(columns, beat.others[1:], strict=True)]
        stops = [area.right]
        for column in reversed(columns):
            wide = max(outline((ALMOST,)).width + outline((number,)).width for number in column) * SMALL
            stops.insert(0, stops[0] - max(COLUMN, wide + SIGN_GAP + GAP))
        return stops

    @staticmethod
    def _cell(equation: Equation, stop: float, y: float, colour: str) -> EquationRow:
        """Return a result with the sign that tells whether it holds for the digits that it comes from."""
        number = TextLine((equation.result,), (stop, y), "right", SMALL, colour)
        sign = TextLine((equation.relation,), (number.get_left()[0] - SIGN_GAP, y), "right", SMALL, QUIET)
        return EquationRow(equation, sign, number)


class Outcome(VGroup):
    """The outputs beside the output neurons: name, bar in its track (for probabilities), number; above, what that says.

    `bars[i]` grows from its left end; `lines` are the verdict's.
    """

    def __init__(self, verdict: Verdict, diagram: Drawing, area: Box) -> None:
        super().__init__()
        nodes = [diagram.nodes[place] for place in verdict.places]
        highest = max(node.shape.get_y() for node in nodes) + CLEAR
        # many outputs leave less room above them
        size, leading, top = HEAD, ROW, area.top
        if top - (len(verdict.lines) - 1) * leading - DESCENT < highest:
            size, leading, top = SMALL, LEADING, area.top + 0.3
        across = LABELS * size / HEAD
        self.lines = VGroup(
            *(
                VGroup(
                    TextLine((label,), (area.left, top - index * leading), size=size, colour=QUIET),
                    TextLine(
                        tuple(
                            fitted(part, area.width - across, size) if isinstance(part, Name) else part
                            for part in spoken(said)
                        ),
                        (area.left + across, top - index * leading),
                        size=size,
                        colour=POINTER,
                    ),
                )
                for index, (label, said) in enumerate(verdict.lines)
            )
        )
        if verdict.scaled_back:
            labels: tuple[Line, ...] = (("output",), ("· standard deviation",), ("+ mean",))
            self.lines.add(Ledger(verdict.scaled_back, labels, ("in its unit",), area.left, area.right, area.top))
        self.names, self.tracks, self.bars, self.numbers = VGroup(), VGroup(), VGroup(), VGroup()
        widest = max(outline((output,)).width * BODY for output in verdict.outputs)
        names = max(outline((name,)).width * SMALL for name in verdict.names)
        start, end = area.left + min(names, MOST_OF_NAME) + GAP + SPARE, area.right - max(0.75, widest + GAP)
        if verdict.targets:
            beside = max(outline(line).width for line in self._beside(verdict)) * SMALL
            start = min(start, area.right - beside)
        pitch = diagram.layout.layers[-1].pitch
        for name, output, node in zip(verdict.names, verdict.outputs, nodes, strict=True):
            middle = node.shape.get_y()
            y = below_middle(middle, SMALL)
            self.names.add(TextLine((fitted(name, start - area.left - GAP, SMALL),), (area.left, y), size=SMALL))
            if verdict.predicted is not None:
                self.numbers.add(TextLine((output,), (area.right, y), "right"))
                height = min(0.3, pitch * 0.6)
                track = Bar(start, middle, end - start, height, NODE_FILL)
                self.tracks.add(track)
                self.bars.add(Share(output, track))
        if verdict.targets:
            for line, node in zip(self._beside(verdict), nodes, strict=True):
                at = (area.right, below_middle(node.shape.get_y(), SMALL))
                self.numbers.add(TextLine(line, at, "right", SMALL, paint=(OUTPUT, QUIET, TEXT)))
        self.add(self.lines, self.names, self.tracks, self.bars, self.numbers)

    @staticmethod
    def _beside(verdict: Verdict) -> list[Line]:
        """Return what stands beside the outputs of a regression."""
        pairs = zip(verdict.outputs, verdict.targets, strict=True)
        return [(output, "  target ", target) for output, target in pairs]


class Comparison(VGroup):
    """Before and after an update: `outputs` beside their neurons, name, old → new; `losses` above, under each other."""

    def __init__(self, again: SecondPass, diagram: Drawing, area: Box) -> None:
        super().__init__()
        self.outputs, self.losses = VGroup(), VGroup()
        for place, (name, before, after) in again.outputs.items():
            y = below_middle(diagram.nodes[place].shape.get_y(), BODY)
            change = TextLine((before, "  →  ", after), (area.right, y), "right", paint=(QUIET, QUIET, OUTPUT))
            room = change.get_left()[0] - area.left - GAP
            self.outputs.add(VGroup(TextLine((fitted(name, room, SMALL),), (area.left, y), size=SMALL), change))
        for index, ((label, loss), colour) in enumerate(zip(again.losses, (QUIET, POINTER), strict=True)):
            y = area.top - index * ROW
            self.losses.add(
                VGroup(
                    TextLine((label,), (area.left, y), size=HEAD, colour=QUIET),
                    TextLine((loss,), (area.right, y), "right", HEAD, colour),
                )
            )
        self.add(self.outputs, self.losses)


class Bar(RoundedRectangle):
    """A bar that begins at `left`; even nothing leaves a hair, so that it is seen to be there."""

    def __init__(self, left: float, middle: float, width: float, height: float, colour: str) -> None:
        width = max(0.02, width)
        super().__init__(
            corner_radius=min(0.08, width / 2.1),
            width=width,
            height=height,
            fill_color=colour,
            fill_opacity=1,
            stroke_width=0,
        )
        self.move_to((left + width / 2, middle, 0.0))


class Share(Bar):
    """The bar of a number from 0 to 1, its `readout`, in its `track`."""

    def __init__(self, readout: Readout, track: Bar) -> None:
        left, middle = track.get_left()[0], track.get_y()
        super().__init__(left, middle, track.width * readout.value, track.height, OUTPUT)
        self.readout, self.track = readout, track
