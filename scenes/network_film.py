"""What the films that work beside a network have: the network, its neurons' values, a panel, what is pointed at."""

from __future__ import annotations

from manim import VGroup

from scenes.film import LEFT_EDGE, Film
from scenes.lessons import Lesson
from scenes.mobjects.diagram import Area, Diagram, check_sizes, width_for
from scenes.mobjects.entrance import FeatureColumn, LayerHeads
from scenes.mobjects.text import TextLine
from scenes.storyboards.backpropagation import BackStory
from scenes.storyboards.forward_pass import Feature, ForwardStory
from scenes.storyboards.readout import Readout
from scenes.style import GLANCES, TEXT

NETWORK = Area(-3.95, 2.05, -3.6, 1.75)
PANEL = Area(2.55, 6.75, -3.6, 2.2)
ROOM_FOR_NAME = 1.05  # from one neuron to the next


class NetworkFilm(Film):
    """A film with the network at the left and a panel for what is worked out at the right."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_sizes(lesson.network.sizes, values=True)

    def set_the_stage(self, story: ForwardStory | BackStory) -> None:
        self.diagram = Diagram(self.study.network, NETWORK, width=width_for(story.values))
        self.heads = LayerHeads(story.heads, self.diagram)
        self.names = VGroup()  # of the outputs, where there is room under their neurons
        if self.diagram.pitches[-1] >= ROOM_FOR_NAME:
            pairs = zip(self.diagram.nodes[-1], story.names, strict=True)
            self.names = VGroup(*(node.caption(name) for node, name in pairs))
        self.add(self.diagram, self.heads, self.names)
        self.values: dict[tuple[int, int], TextLine] = {}
        self.panel = VGroup()  # what is worked out beside the network
        self.lit = VGroup()  # the ring around the neuron that is worked out
        self.edges = VGroup()  # the edges of its terms, bright
        self.marks = VGroup()  # beside the names of layers: that their neurons show deltas

    def glance_time(self, count: int, usual: float) -> float:
        """Return how many seconds each of so many glances takes in this film: as `usual`, but all within GLANCES."""
        return min(usual, GLANCES / max(1, count))

    def feature_column(self, features: tuple[Feature, ...]) -> FeatureColumn:
        return FeatureColumn(features, self.diagram, self.study.lesson.unit, LEFT_EDGE)

    def new_value(self, layer: int, neuron: int, readout: Readout, colour: str = TEXT) -> TextLine:
        """Return the text of a neuron's value, and remember it as what the neuron holds."""
        self.values[layer, neuron] = self.diagram.nodes[layer][neuron].value(readout, colour)
        return self.values[layer, neuron]

    def drop_panel(self) -> None:
        self.drop(self.panel, self.lit, self.edges)

    def clear_panel(self) -> None:
        self.fade_away(self.panel, self.lit, self.edges)
        self.panel, self.lit, self.edges = VGroup(), VGroup(), VGroup()
