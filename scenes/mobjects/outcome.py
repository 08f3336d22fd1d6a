"""How the output is read: the outputs as bars beside their names, and what they are before and after an update."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from manim import RoundedRectangle, VGroup

from scenes.layout.boxes import Box
from scenes.layout.composition import SPARE
from scenes.mobjects.ledger import Ledger, width_of_ledger
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.mobjects.typesetting import outline
from scenes.storyboards.backpropagation import SecondPass
from scenes.storyboards.forward_pass import Verdict
from scenes.storyboards.readout import Line, Name, Readout
from scenes.storyboards.words import spoken
from scenes.studies import Neuron
from scenes.style import BODY, CAPITAL_PER_EM, HEAD, NODE_FILL, OUTPUT, POINTER, QUIET, SMALL, TEXT

ROW, LEAST_ROW = 0.46, 0.4
LABELS = 2.35  # from a label to what it labels
LEADING = 0.36  # lines where there is little room
DESCENT = 0.12  # of a line
GAP = 0.12  # between a name and what stands beside it
MOST_OF_NAME, LEAST_NAME = 2.0, 0.9  # width of a class's name beside its bar, and what a long one may be cut to
LEAST_BAR, LEAST_RUN = 0.9, 0.5  # width of the bar of 1, and of one that is seen to run
TWO_LINES, APART = 0.95, 0.19  # rows that are so far apart have two lines, so far above and below their middles
SCALED_BACK: tuple[Line, ...] = (("output",), ("· standard deviation",), ("+ mean",))
IN_ITS_UNIT: Line = ("in its unit",)
CLEAR = 0.36  # from the middle of a row of the outcome to what stands above it


def width_of_outcome(verdict: Verdict) -> float:
    """Return how wide an area the outcome needs, long names cut."""
    bar = LEAST_BAR if verdict.predicted is not None else 0.0
    rows = _width_of_names(verdict, LEAST_NAME) + GAP + SPARE + bar + _width_of_outputs(verdict)
    if verdict.scaled_back:
        return max(rows, width_of_ledger(verdict.scaled_back, SCALED_BACK, IN_ITS_UNIT))
    return rows


def _width_of_names(verdict: Verdict, most: float) -> float:
    return min(most, max(outline((name,)).width * SMALL for name in verdict.names))


def _width_of_outputs(verdict: Verdict) -> float:
    """Return how wide the numbers at the right are."""
    if verdict.targets:
        return max(outline(line).width for line in _beside(verdict)) * SMALL
    return max(0.75, max(outline((output,)).width * BODY for output in verdict.outputs) + GAP)


def _beside(verdict: Verdict) -> list[Line]:
    """Return what stands beside the outputs of a regression."""
    pairs = zip(verdict.outputs, verdict.targets, strict=True)
    return [(output, "  target ", target) for output, target in pairs]


def room_above_outcome(verdict: Verdict) -> float:
    """Return how far below the top of its area the rows of an outcome may begin."""
    lines = len(SCALED_BACK) + 2 if verdict.scaled_back else len(verdict.lines)
    return lines * ROW + CLEAR


def _room_for_lines(count: int, middles: Sequence[float], area: Box) -> tuple[float, float, float]:
    """Return size, leading and first baseline of so many lines: above rows in the area, or where these leave most room.

    Where there is too little everywhere, they are small, at the top.
    """
    ends = pairwise([*sorted(middles, reverse=True), area.bottom - CLEAR])
    above, below = max(((one - CLEAR, other + CLEAR) for one, other in ends), key=lambda gap: gap[0] - gap[1])
    for size, leading in ((HEAD, ROW), (BODY, LEAST_ROW)):
        high = (count - 1) * leading + DESCENT
        if area.top - high >= max(middles) + CLEAR:
            return size, leading, area.top
        if above - below >= high + CAPITAL_PER_EM * size:
            return size, leading, (above + below + high - CAPITAL_PER_EM * size) / 2
    return SMALL, LEADING, area.top + 0.3


class Outcome(VGroup):
    """The outputs in `rows`: name, bar in its track (for probabilities), number; above, what that says.

    `rows` are how high the middles are, by the output. `bars[i]` grows from its left end; `lines` are the verdict's.
    """

    def __init__(self, verdict: Verdict, rows: Mapping[Neuron, float], area: Box) -> None:
        super().__init__()
        middles = [rows[place] for place in verdict.places]
        size, leading, top = _room_for_lines(len(verdict.lines), middles, area)
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
            self.lines.add(
                Ledger(verdict.scaled_back, SCALED_BACK, IN_ITS_UNIT, area.left, area.right, area.top),
            )
        self.names, self.tracks, self.bars, self.numbers = VGroup(), VGroup(), VGroup(), VGroup()
        if verdict.targets:
            self._compare(verdict, middles, area)
        else:
            self._draw_bars(verdict, middles, area)
        self.add(self.lines, self.names, self.tracks, self.bars, self.numbers)

    def _draw_bars(self, verdict: Verdict, middles: Sequence[float], area: Box) -> None:
        """Add a row for each probability: the name of its class, its bar, its number."""
        start = area.left + _width_of_names(verdict, MOST_OF_NAME) + GAP + SPARE
        end = area.right - _width_of_outputs(verdict)
        pitch = min((above - below for above, below in pairwise(middles)), default=1.0)
        for name, output, middle in zip(verdict.names, verdict.outputs, middles, strict=True):
            y = below_middle(middle, SMALL)
            self.names.add(TextLine((fitted(name, start - area.left - GAP, SMALL),), (area.left, y), size=SMALL))
            self.numbers.add(TextLine((output,), (area.right, y), "right"))
            track = Bar(start, middle, end - start, min(0.3, pitch * 0.6), NODE_FILL)
            self.tracks.add(track)
            self.bars.add(Share(output, track))

    def _compare(self, verdict: Verdict, middles: Sequence[float], area: Box) -> None:
        """Add a row for each output of a regression, with its target: as large as there is room for all."""
        lines, names = _beside(verdict), max(outline((name,)).width for name in verdict.names)
        pitch = min((above - below for above, below in pairwise(middles)), default=ROW)
        widest = max(outline(line).width for line in lines)
        fitting = (size for size in (HEAD, BODY) if pitch >= 1.1 * size and size * (names + widest) + GAP <= area.width)
        size = next(fitting, SMALL)
        room = area.width - size * widest - GAP
        for name, line, middle in zip(verdict.names, lines, middles, strict=True):
            y = below_middle(middle, size)
            self.names.add(TextLine((fitted(name, room, size),), (area.left, y), size=size))
            self.numbers.add(TextLine(line, (area.right, y), "right", size, paint=(OUTPUT, QUIET, TEXT)))


def room_above_comparison(again: SecondPass) -> float:
    """Return how far below the top of its area the rows of a comparison may begin."""
    return len(again.losses) * ROW + CLEAR


def width_of_comparison(again: SecondPass) -> float:
    """Return how wide an area the comparison needs, long names cut."""
    names = [outline((name,)).width * SMALL for name, _, _ in again.outputs.values()]
    losses = (outline((label, "  ", loss)).width * HEAD for label, loss in again.losses)
    return max(min(LEAST_NAME, max(names)) + GAP + SPARE + _width_of_changes(again), *losses)


def _width_of_changes(again: SecondPass) -> float:
    return max(outline(_change(before, after)).width * BODY for _, before, after in again.outputs.values())


def _change(before: Readout, after: Readout) -> Line:
    return (before, " → ", after)


class Comparison(VGroup):
    """Before and after an update: `outputs` in `rows`, name, old → new; `losses` above, under each other.

    `rows` are how high the middles are, by the output. With each probability is a bar, below it or between name and
    numbers, where there is room: `bars` as they were, and `changed` as they become, in `tracks`. With each value of a
    regression is its target, where there is room below it.
    """

    def __init__(self, again: SecondPass, rows: Mapping[Neuron, float], area: Box) -> None:
        super().__init__()
        self.outputs, self.losses = VGroup(), VGroup()
        self.tracks, self.bars, self.changed = VGroup(), VGroup(), VGroup()
        pitch = min((above - below for above, below in pairwise(rows.values())), default=TWO_LINES)
        up = APART if pitch >= TWO_LINES and (again.targets or again.best is not None) else 0.0
        start, end = area.left, area.right
        if not up:
            longest = max(outline((name,)).width * SMALL for name, *_ in again.outputs.values())
            start += min(MOST_OF_NAME, longest) + GAP + SPARE
            end -= _width_of_changes(again) + GAP
        has_bars = again.best is not None and end - start >= LEAST_RUN
        room = (area.right - _width_of_changes(again) if up or not has_bars else start) - GAP - area.left
        for place, (name, before, after) in again.outputs.items():
            y = below_middle(rows[place] + up, BODY)
            change = TextLine(_change(before, after), (area.right, y), "right", paint=(QUIET, QUIET, OUTPUT))
            row = VGroup(TextLine((fitted(name, room, SMALL),), (area.left, y), size=SMALL), change)
            if up and place in again.targets:
                at = (area.right, below_middle(rows[place] - up, BODY))
                row.add(TextLine(("target ", again.targets[place]), at, "right", paint=(QUIET, TEXT)))
            self.outputs.add(row)
            if has_bars:
                track = Bar(start, rows[place] - up, end - start, min(0.3, pitch * 0.6), NODE_FILL)
                self.tracks.add(track)
                self.bars.add(Share(before, track))
                self.changed.add(Share(after, track))
        size, leading, top = _room_for_lines(len(again.losses), [row + up for row in rows.values()], area)
        for index, ((label, loss), colour) in enumerate(zip(again.losses, (QUIET, POINTER), strict=True)):
            y = top - index * leading
            self.losses.add(
                VGroup(
                    TextLine((label,), (area.left, y), size=size, colour=QUIET),
                    TextLine((loss,), (area.right, y), "right", size, colour),
                )
            )
        self.add(self.outputs, self.losses, self.tracks, self.bars)


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
