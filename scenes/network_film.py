"""What the films that work beside a network have: the network, its neurons' values, a panel, what is pointed at."""

from __future__ import annotations

from manim import VGroup

from scenes.film import LEFT_EDGE, Film
from scenes.mobjects.diagram import Area, Diagram
from scenes.mobjects.entrance import FeatureColumn, LayerHeads
from scenes.mobjects.text import TextLine
from scenes.storyboards.forward_pass import Feature
from scenes.storyboards.readout import Line, Readout
from scenes.style import TEXT

NETWORK = Area(-3.95, 2.05, -3.6, 1.75)
PANEL = Area(2.55, 6.75, -3.6, 2.2)


class NetworkFilm(Film):
    """A film with the network at the left and a panel for what is worked out at the right."""

    def set_the_stage(self, heads: tuple[tuple[Line, ...], ...]) -> None:
        self.diagram = Diagram(self.study.network, NETWORK)
        self.heads = LayerHeads(heads, self.diagram)
        self.values: dict[tuple[int, int], TextLine] = {}
        self.panel = VGroup()  # what is worked out beside the network
        self.lit = VGroup()  # the ring around the neuron that is worked out
        self.edges = VGroup()  # the edges of its terms, bright

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
