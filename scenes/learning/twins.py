"""Neurons with equal weights: one step from near, then their lines over x, beside those of a random start."""

from __future__ import annotations

from functools import cached_property

from manim import Create, LaggedStart, VGroup

from scenes.layout.boxes import Box
from scenes.learning.pair import WIDE, PairFilm
from scenes.lessons import Lesson, LessonError
from scenes.mobjects.advance import Display
from scenes.mobjects.hidden_lines import HiddenLines
from scenes.mobjects.ledger import EquationRow, rule
from scenes.mobjects.named_network import NamedNetwork
from scenes.mobjects.plane import axis_names
from scenes.mobjects.pulse import pulses_through
from scenes.mobjects.text import TextLine, below_middle
from scenes.mobjects.typesetting import outline
from scenes.storyboards.notation import A
from scenes.storyboards.tell_dead import NEW_W, step_line
from scenes.storyboards.tell_twins import TwinStory, tell_twins
from scenes.studies import Neuron
from scenes.studies.pair import FAILS, HELPED
from scenes.studies.twins import check_twins
from scenes.style import BODY, BREATH, HEAD, HIDDEN, MOMENT, PAIR, POINTER, QUIET, SMALL, TEXT

HEAD_ROOM, FOOT_ROOM = 1.1, 1.0  # above the table of neurons, for its heads, and below
HEADING = 1.6  # above lines: room for two lines of text, and the name of an axis
LEADING = 0.5
BETWEEN = 0.1  # the network and the table
STEPS = ("weight", "activation", "delta", "gradient", "mean", "new")


class TwinNeurons(PairFilm):
    """Hidden neurons with equal weights stay equal for ever; random weights let them differ."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_twins(lesson)

    @cached_property
    def story(self) -> TwinStory:
        return tell_twins(self.subject_matter)

    def construct(self) -> None:
        self.ask(self.story.question)
        self.take_a_step()
        self.part()
        self.see_both_again(self.story.finish)

    def take_a_step(self) -> None:
        """Write down what belongs to each neuron, in a row at its height, column after column; then take the step."""
        story, told = self.story, self.story.neurons
        left, right = self.table_beside()
        area = Box(left.left, left.bottom + FOOT_ROOM, left.right - BETWEEN, left.top - HEAD_ROOM)
        start = story.pair.networks[FAILS]
        network, after = (self.draw(one, area, (start, story.after)) for one in (start, story.after))
        columns = [self.column(index, network, right) for index in range(len(story.columns))]
        line = VGroup(rule(right.left, right.right, left.top - HEAD_ROOM + 0.25))
        sample = TextLine(story.sample, (left.left, left.top - 0.4), size=HEAD, colour=POINTER)
        row = EquationRow(
            story.step,
            TextLine(step_line(NEW_W, story.step), (right.right, right.bottom + 0.2), "right", HEAD, POINTER),
        )
        self.epoch = Display(story.epochs, self.format.corner, "right", HEAD, POINTER)
        edges = network.diagram.edges.values()
        first, last = pulses_through(edges)[0], pulses_through(edges, back=True)[0]
        self.turn_to(told, network, line, self.epoch)
        for step, column in zip(STEPS, columns, strict=True):
            with self.saying(told, step):
                if step == "activation":
                    self.play(*self.coming(sample), run_time=MOMENT)
                    self.play(first, run_time=BREATH)
                if step == "delta":
                    self.play(last, run_time=BREATH)
                if step == "mean":
                    self.fade_away(sample)
                if step == "new":
                    self.play(*self.coming(row), run_time=2 * BREATH)
                self.play(LaggedStart(*self.coming(*column), lag_ratio=0.4), run_time=2 * BREATH)
                if step == "new":
                    self.fade_away(*columns[:-1])
                    self.renew(network, after)
        self.left = [after, columns[-1], line, row, self.epoch]

    def renew(self, network: NamedNetwork, after: NamedNetwork) -> None:
        """Let the network be that after the step: its new weights come onto their edges."""
        self.drop(network)
        self.epoch.show_at(1)
        self.add(after.diagram, after.names)
        if after.numbers:
            self.play(*self.coming(*after.numbers.values()), run_time=BREATH)

    def table_beside(self) -> tuple[Box, Box]:
        """Return where the network stands, and the table of its neurons."""
        left, right = self.places.halves
        middle = left.left + self.places.share * (right.right - left.left)
        return Box(left.left, left.bottom, middle, left.top), Box(middle, right.bottom, right.right, right.top)

    def column(self, index: int, network: NamedNetwork, area: Box) -> VGroup:
        """Return a column of the table: its head, and a number at the height of each neuron."""
        own, count = self.story.columns[index], len(self.story.columns)
        x = area.left + (index + 1) * area.width / count
        size, nodes = self.size_in(area.width / count - BETWEEN), network.diagram.nodes
        colour = HIDDEN if index in (0, count - 1) else TEXT
        return VGroup(
            TextLine(own.head, (x, area.top - HEAD_ROOM + 0.45), "right", min(size, BODY), QUIET),
            *(
                TextLine(
                    (number,),
                    (x, below_middle(float(nodes[Neuron(1, j)].get_y()), size)),
                    "right",
                    size,
                    colour,
                )
                for j, number in enumerate(own.numbers)
            ),
        )

    def size_in(self, room: float) -> float:
        """Return how large the numbers of a table are whose columns have so much `room`. Raises LessonError."""
        numbers = (number for column in self.story.columns for number in column.numbers)
        widest = max(numbers, key=lambda number: outline((number,)).width)
        if outline((widest,)).width * SMALL > room:
            raise LessonError(
                f"what the neurons of {self.subject_matter.name} hold is too long for a table in a {self.format.name} "
                f"picture ({widest.text}): choose another --format, or smaller targets"
            )
        largest = HEAD if self.places.halves[0].width > WIDE else SMALL
        return min(largest, room / outline((widest,)).width)

    def part(self) -> None:
        """Show what the neurons of both runs give, and let both learn."""
        story, told = self.story, self.story.ever
        pairs = list(zip(story.curves, self.places.halves, (FAILS, HELPED), strict=True))
        both = [
            HiddenLines(
                own.stages,
                story.study.grid,
                story.axes,
                Box(area.left, area.bottom, area.right, area.top - HEADING),
                own.are_twins,
            )
            for own, area, _ in pairs
        ]
        stills = [
            VGroup(
                lines.frame,
                axis_names(lines.frame, TextLine((story.pair.feature,), size=SMALL), TextLine((A,), size=BODY)),
                TextLine(own.title, (area.left, area.top - 0.3), size=HEAD, colour=PAIR[lane]),
            )
            for lines, (own, area, lane) in zip(both, pairs, strict=True)
        ]
        apart = [
            Display(own.apart, (area.left, area.top - 0.3 - LEADING), size=BODY, colour=PAIR[lane])
            for own, area, lane in pairs
        ]
        self.epoch = Display(story.epochs, self.format.corner, "right", HEAD, POINTER)
        self.turn_to(told, *stills, self.epoch)
        with self.saying(told, "lines"):
            self.play(*(LaggedStart(*map(Create, lines.lines), lag_ratio=0.7) for lines in both), run_time=4 * BREATH)
            self.play(*self.coming(*apart), run_time=MOMENT)
        self.run_both(told, story.whole, [*both, *apart, self.epoch])
        self.wait(BREATH)
        self.left = [*stills, *(VGroup(*lines.lines) for lines in both), *apart, VGroup(self.epoch)]
