"""What the films that work beside a network have: the network, its neurons' values, a panel, what is pointed at."""

from __future__ import annotations

from manim import VGroup

from scenes.layout.boxes import Box
from scenes.lessons import Lesson
from scenes.mobjects.diagram import Diagram, check_depth, width_for
from scenes.mobjects.entrance import FeatureColumn, LayerHeads
from scenes.mobjects.text import TextLine
from scenes.stage.film import LEFT_EDGE, Film
from scenes.storyboards.backpropagation import BackStory
from scenes.storyboards.forward_pass import Feature, ForwardStory
from scenes.storyboards.readout import Readout
from scenes.studies import Neuron
from scenes.style import GLANCES, QUIET, SMALL, TEXT

NETWORK = Box(-3.95, -3.6, 2.05, 1.75)
SMALLER_NETWORK = Box(-3.95, -3.4, 2.05, 1.4)  # where more is said above it, and below
PANEL = Box(2.55, -3.6, 6.75, 2.2)
BOTTOM = -3.8  # the lowest baseline
ROOM_FOR_NAME = 1.05  # from one neuron to the next


class NetworkFilm(Film):
    """A film with the network at the left and a panel for what is worked out at the right."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_depth(lesson.network.sizes)

    def set_the_stage(self, story: ForwardStory | BackStory) -> None:
        scenery, cast = story.scenery, story.scenery.cast
        width = width_for(story.values, cast.numbers.values())
        area = NETWORK if self.study.view.is_whole else SMALLER_NETWORK
        self.diagram = Diagram(self.study.network, self.study.view.layers, area, cast.numbers, width)
        self.heads = LayerHeads(scenery.heads, self.diagram)
        self.names = VGroup()  # of the outputs, where there is room under their neurons
        if self.diagram.layout.layers[-1].pitch >= ROOM_FOR_NAME:
            self.names.add(*(self.diagram.nodes[place].caption(name) for place, name in cast.outputs.items()))
        self.choice = TextLine(cast.choice, (LEFT_EDGE, BOTTOM), size=SMALL, colour=QUIET)
        self.add(self.diagram, self.heads, self.names, self.choice)
        self.values: dict[Neuron, TextLine] = {}
        self.panel = VGroup()  # what is worked out beside the network
        self.lit = VGroup()  # the ring around the neuron that is worked out
        self.edges = VGroup()  # the edges of its terms, bright
        self.marks = VGroup()  # beside the names of layers: that their neurons show deltas

    def glance_time(self, count: int, usual: float) -> float:
        """Return how many seconds each of so many glances takes in this film: as `usual`, but all within GLANCES."""
        return min(usual, GLANCES / max(1, count))

    def feature_column(self, features: tuple[Feature, ...]) -> FeatureColumn:
        return FeatureColumn(features, self.diagram, self.study.lesson.unit, LEFT_EDGE)

    def new_value(self, place: Neuron, readout: Readout, colour: str = TEXT) -> TextLine:
        """Return the text of a neuron's value, and remember it as what the neuron holds."""
        self.values[place] = self.diagram.nodes[place].value(readout, colour)
        return self.values[place]

    def drop_panel(self) -> None:
        self.drop(self.panel, self.lit, self.edges)

    def clear_panel(self) -> None:
        self.fade_away(self.panel, self.lit, self.edges)
        self.panel, self.lit, self.edges = VGroup(), VGroup(), VGroup()
