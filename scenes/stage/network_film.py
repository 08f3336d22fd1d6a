"""What the films that work beside a network have: its neurons take values, and let go of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby
from typing import Any

from manim import UP, FadeIn, FadeOut, VGroup, VMobject

from scenes.mobjects.arrival import Arrive, numbers_of
from scenes.mobjects.diagram import Turning
from scenes.mobjects.entrance import FeatureColumn
from scenes.mobjects.text import TextLine
from scenes.stage.view_film import AT_FIRST, AT_LAST, ZOOM, ViewFilm
from scenes.storyboards.forward_pass import Feature
from scenes.storyboards.parameters import Parameters
from scenes.storyboards.reading import Values
from scenes.storyboards.readout import Readout
from scenes.studies import Neuron
from scenes.style import GLANCES, MOMENT, TEXT

ROLL = 0.15  # that a number goes up when it gives way to another


class NetworkFilm(ViewFilm):
    """A film with the network at the left, what its neurons hold, and a panel for what is worked out at the right."""

    def standing(self) -> dict[str, VMobject]:
        """Return where each number comes from: a weight that isn't written there from its edge, others from the network
        rather than from the panel.
        """
        edges = {place.path(): edge for place, edge in self.diagram.edges.items()}
        in_panel = {span for _, span in numbers_of([self.panel])}
        written = list(numbers_of(self.mobjects))
        elsewhere = {path: span for path, span in written if span not in in_panel}
        return {**edges, **dict(written), **elsewhere}

    def glance_time(self, count: int, usual: float) -> float:
        """Return how many seconds each of so many glances takes in this film: as `usual`, but all within GLANCES.

        Where the network is scrolled, that takes most of the time.
        """
        return min(usual, (GLANCES if self.composition.is_whole else GLANCES / 5) / max(1, count))

    def feature_column(self, features: tuple[Feature, ...]) -> FeatureColumn:
        """Return the features at the inputs, and remember that they are to be seen there."""
        self.seen.features = features
        return self.view.enter(features)

    def take(self, values: Mapping[Neuron, Readout], colour: str = TEXT) -> tuple[list[Arrive], list[Any]]:
        """Return the animations in which neurons take values, and those in which they come to look like what they hold.

        The latter go into a play by themselves: in a group of animations neurons would come in front of their labels.
        """
        for place, readout in values.items():
            self.seen.values[place] = (readout, colour)
            self.values[place] = self.view.value(place, readout, colour)
        painting = [part for place in values for part in self.view.painting(place)]
        return self.coming(*(self.values[place] for place in values)), painting

    def fill(self, values: Values) -> None:
        """Show what every neuron holds, layer by layer from the input on."""
        moment = MOMENT if self.composition.is_whole else MOMENT / 2
        for layer, places in groupby(values, key=lambda place: place.layer):
            held = {place: values[place] for place in places}
            if layer in self.window:
                coming, painting = self.take(held)
                self.play(*coming, *painting, run_time=moment)
            else:  # they come with their columns
                self.seen.values.update({place: (readout, TEXT) for place, readout in held.items()})
                self.bring(layer)

    def run_through(self, back: bool = False) -> None:
        """Let a light run through all layers in view: forwards, or back as errors do."""
        self.light_through(self.diagram.edges.values(), 1.5 * MOMENT, back)

    def new_mark(self, layer: int) -> TextLine:
        """Return the mark beside the name of a layer that its neurons show deltas, and remember that they do."""
        self.seen.marked.add(layer)
        self.view.marks[layer] = self.view.heads.mark(layer)
        return self.view.marks[layer]

    def release(self, places: Collection[Neuron], *others: VMobject, run_time: float = MOMENT) -> None:
        """Fade out what neurons hold, and others with it."""
        self.play(*self.leaving(places), *map(FadeOut, others), run_time=run_time)

    def leaving(self, places: Collection[Neuron]) -> list[Any]:
        """Return the animations in which what neurons hold goes, and they look empty."""
        going = self.giving_way(places)
        return [*going, *(part for place in places for part in self.view.painting(place))]

    def giving_way(self, places: Collection[Neuron]) -> list[FadeOut]:
        """Return the animations in which what neurons hold goes, where something else comes in the same play."""
        old = [self.values.pop(place) for place in places]
        for place in places:
            del self.seen.values[place]
        self.drop(*old)
        return [*map(FadeOut, old)]

    def unmark(self, layer: int) -> list[TextLine]:
        """Take away the mark that the neurons of a layer show deltas, and return it."""
        self.seen.marked.discard(layer)
        return [self.view.marks.pop(layer)] if layer in self.view.marks else []

    def exchange(self, parameters: tuple[Parameters, ...]) -> None:
        """Let the network become the one after the step: its edges, and the numbers on it."""
        self.seen.network = self.study.update.network
        self.seen.parameters = parameters[-1] if parameters else {}
        old, new = self.view, self.look()
        changing = [Turning(edge, new.diagram.weight(place)) for place, edge in old.diagram.edges.items()]
        leaving, coming = VGroup(*old.labels.values()), VGroup(*new.labels.values())
        self.drop(leaving, self.edges)
        rolling = [
            FadeOut(leaving, shift=ROLL * UP, rate_func=AT_FIRST),
            FadeIn(coming, shift=ROLL * UP, rate_func=AT_LAST),
        ]
        self.play(FadeOut(self.edges), *changing, *(rolling if old.labels else ()), run_time=ZOOM)
        old.diagram.network, old.labels, self.edges = self.seen.network, new.labels, VGroup()
