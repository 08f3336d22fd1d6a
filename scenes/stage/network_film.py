"""What the films that work beside a network have: the network, its neurons' values, a panel, what is pointed at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from manim import RIGHT, FadeIn, FadeOut, VGroup

from scenes.layout.composition import compose
from scenes.layout.formats import LANDSCAPE
from scenes.layout.network_stage import stage_for
from scenes.lessons import Lesson, LessonError
from scenes.mobjects.diagram import Drawing, check_depth
from scenes.mobjects.entrance import FeatureColumn
from scenes.mobjects.network_view import NetworkView, Seen, may_be_labelled, needs_of
from scenes.mobjects.text import TextLine
from scenes.stage.film import Film
from scenes.storyboards.backpropagation import BackStory
from scenes.storyboards.forward_pass import Feature, ForwardStory
from scenes.storyboards.parameters import Parameters, tell_parameters
from scenes.storyboards.reading import Values
from scenes.storyboards.readout import Readout
from scenes.studies import Neuron
from scenes.style import GLANCES, MOMENT, QUIET, SMALL, TEXT

SCROLL = 0.6  # seconds


class NetworkFilm(Film):
    """A film with the network at the left and a panel for what is worked out at the right.

    Of a deep network the columns in a window are seen: `bring` a layer before it is worked at.
    """

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_depth(lesson.network.sizes)

    def set_the_stage(
        self,
        story: ForwardStory | BackStory,
        features: tuple[Feature, ...],
        parameters: tuple[Parameters, ...],
        width: float,
    ) -> None:
        """Put up the network; `features` come in, `parameters` are all that may be written on it, the first at once.

        `width` is what the widest needs of all that the panel will hold.
        """
        self.scenery, view, unit = story.scenery, self.study.view, self.study.lesson.unit
        self.seen = Seen(self.study.network, parameters[0] if parameters else {})
        needs = needs_of(self.scenery, story.values, features, unit, parameters)
        self.stage = stage_for(self.format, width)
        self.area, box = self.stage.panel, self.stage.network
        self.composition = compose(view.layers, box, needs)
        if not view.is_whole or not self.composition.is_whole:
            bottom, top = self.stage.partial
            self.composition = compose(view.layers, replace(box, bottom=bottom, top=top), needs)
        if self.format is not LANDSCAPE and not self.composition.has_room(needs):
            raise LessonError(
                f"two of its layers have no room in a {self.format.name} picture: choose another --format"
            )
        self.largest = max(
            abs(self.study.network.layers[place.layer - 1].weights[place.j][place.k])
            for place in self.composition.strip.weights()
        )
        self.window = next(self.composition.windows())
        self.view = self.look()
        self.choice = TextLine(self.scenery.cast.choice, self.stage.choice, size=SMALL, colour=QUIET)
        self.add(self.view, self.choice)
        self.panel = VGroup()  # what is worked out beside the network
        self.lit = VGroup()  # the ring around the neuron that is worked out
        self.edges = VGroup()  # the edges of its terms, bright

    def parameters(self, *networks: str) -> tuple[Parameters, ...]:
        """Return the weights and biases of the networks at these paths; nothing where they are too many to be shown."""
        return tuple(tell_parameters(self.study, path) for path in networks if may_be_labelled(self.study.view))

    def look(self) -> NetworkView:
        """Return what is seen of the network through the window."""
        unit = self.study.lesson.unit
        return NetworkView(self.seen, self.scenery, self.composition, self.window, unit, self.largest)

    @property
    def diagram(self) -> Drawing:
        """The neurons and edges in view."""
        return self.view.diagram

    @property
    def values(self) -> dict[Neuron, TextLine]:
        """What the neurons in view hold."""
        return self.view.values

    def rows_of(self, places: Iterable[Neuron], above: float) -> dict[Neuron, float]:
        """Return how high what is said of neurons stands in the panel: beside them, or `above` below its top."""
        return self.stage.rows({place: self.diagram.nodes[place].shape.get_y() for place in places}, above)

    def bring(self, layer: int) -> None:
        """Scroll until a layer is in view with the one before it; do nothing where it is."""
        window = self.composition.window_with(layer, self.window)
        if window == self.window:
            return
        before, old, old_map = self.window, dict(self.view.pieces()), self.view.map
        self.window = window
        self.view = self.look()
        new = dict(self.view.pieces())
        # with the window to the right, everything goes to the left
        way = (self.composition.along(window) - self.composition.along(before)) * RIGHT
        staying = VGroup(*(piece for key, piece in old.items() if key in new))
        leaving = VGroup(*(piece for key, piece in old.items() if key not in new))
        coming = VGroup(*(piece for key, piece in new.items() if key not in old))
        self.drop(staying, leaving, old_map)
        self.play(
            staying.animate.shift(way),
            FadeOut(leaving, shift=way),
            FadeIn(coming, shift=way),
            FadeOut(old_map),
            FadeIn(self.view.map),
            run_time=SCROLL,
        )
        self.drop(staying, coming)
        self.add(*new.values())

    def glance_time(self, count: int, usual: float) -> float:
        """Return how many seconds each of so many glances takes in this film: as `usual`, but all within GLANCES.

        Where the network is scrolled, that takes half of the time.
        """
        return min(usual, (GLANCES if self.composition.is_whole else GLANCES / 2) / max(1, count))

    def feature_column(self, features: tuple[Feature, ...]) -> FeatureColumn:
        """Return the features at the inputs, and remember that they are to be seen there."""
        self.seen.features = features
        return self.view.enter(features)

    def new_value(self, place: Neuron, readout: Readout, colour: str = TEXT) -> TextLine:
        """Return the text of a neuron's value, and remember it as what the neuron holds."""
        self.seen.values[place] = (readout, colour)
        self.values[place] = self.view.value(place, readout, colour)
        return self.values[place]

    def fill(self, values: Values) -> None:
        """Show what every neuron holds, layer by layer from the input on."""
        moment = MOMENT if self.composition.is_whole else MOMENT / 2
        for layer, places in groupby(values, key=lambda place: place.layer):
            if layer in self.window:
                self.play(*(FadeIn(self.new_value(place, values[place])) for place in places), run_time=moment)
            else:  # they come with their columns
                self.seen.values.update({place: (values[place], TEXT) for place in places})
                self.bring(layer)

    def new_mark(self, layer: int) -> TextLine:
        """Return the mark beside the name of a layer that its neurons show deltas, and remember that they do."""
        self.seen.marked.add(layer)
        self.view.marks[layer] = self.view.heads.mark(layer)
        return self.view.marks[layer]

    def empty_neurons(self) -> None:
        """Take what they hold out of all neurons."""
        self.fade_away(VGroup(*self.values.values()), VGroup(*self.view.marks.values()))
        self.seen.values, self.seen.marked = {}, set()
        self.view.values, self.view.marks = {}, {}

    def exchange(self, parameters: tuple[Parameters, ...]) -> None:
        """Let the network be the one after the step: its edges at once, then the numbers on it."""
        self.seen.network = self.study.update.network
        self.seen.parameters = parameters[-1] if parameters else {}
        old, new = self.view, self.look()
        for place, edge in old.diagram.edges.items():
            edge.become(new.diagram.edges[place])
        old.diagram.network = self.seen.network
        if old.labels:
            leaving, coming = VGroup(*old.labels.values()), VGroup(*new.labels.values())
            self.drop(leaving)
            self.play(FadeOut(leaving), FadeIn(coming), run_time=MOMENT)
            old.labels = new.labels

    def drop_panel(self) -> None:
        self.drop(self.panel, self.lit, self.edges)

    def clear_panel(self) -> None:
        self.fade_away(self.panel, self.lit, self.edges)
        self.panel, self.lit, self.edges = VGroup(), VGroup(), VGroup()
