"""What the films that work beside a network see of it: a window, from afar or near, and a panel beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
from manim import (
    RIGHT,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    VGroup,
    smooth,
    squish_rate_func,
)

from scenes.layout.composition import compose
from scenes.layout.formats import LANDSCAPE
from scenes.layout.near import compose_near
from scenes.layout.network_stage import stage_for
from scenes.lessons import Lesson, LessonError
from scenes.mobjects.arrival import Arrive
from scenes.mobjects.diagram import Drawing, check_depth
from scenes.mobjects.light import Light, LightScale
from scenes.mobjects.network_view import NetworkView, Seen, labels_of, may_be_labelled, needs_of
from scenes.mobjects.neurons import width_of_numbers
from scenes.mobjects.text import TextLine
from scenes.stage.film import Film
from scenes.storyboards.backpropagation import BackStory
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Feature, ForwardStory
from scenes.storyboards.parameters import Parameters, tell_parameters
from scenes.storyboards.sheet import note_of_rounding
from scenes.studies import LayerView, Neuron, Weight
from scenes.style import MOMENT, QUIET, SMALL

SCROLL, ZOOM = 0.55, 1.2  # seconds
AT_FIRST, ON_THE_WAY, AT_LAST = (squish_rate_func(smooth, *part) for part in ((0, 0.3), (0.2, 0.8), (0.7, 1)))


class ViewFilm(Film):
    """A film with the network at the left and a panel for what is worked out at the right.

    Of a deep network the columns in a window are seen: `bring` a layer before it is worked at. What a weight is while
    it is turned, where one is, is in `turning`.
    """

    turning: tuple[Parameters, ...] = ()

    @property
    def heading_room(self) -> float:
        return super().heading_room - self.stage.beside_heading

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_depth(lesson.network.sizes)

    def lay_out(
        self,
        story: ForwardStory | BackStory,
        features: tuple[Feature, ...],
        parameters: tuple[Parameters, ...],
        width: float,
    ) -> None:
        """Prepare the network, and its `surroundings`.

        `features` come in, `parameters` are all that may be written on it, the first at once;
        `width` is what the widest needs of all that the panel will hold.
        """
        self.scenery, view, unit = story.scenery, self.study.view, self.study.lesson.unit
        self.seen = Seen(self.study.network, parameters[0] if parameters else {})
        written = (*parameters, *self.turning) if parameters else ()
        needs = self.needs = needs_of(self.scenery, story.values, features, unit, written)
        self.held = story.values
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
        self.seen.light = Light(*story.extremes)
        self.view = self.look()
        self.choice = TextLine(self.scenery.cast.choice, self.stage.choice, size=SMALL, colour=QUIET)
        self.scale = LightScale(self.seen.light, *self.stage.scale)
        self.surroundings = self.scale, self.view, self.choice
        self.rounding = VGroup()  # that numbers are rounded, once that can be seen
        self.panel = VGroup()  # what is worked out beside the network
        self.lit = VGroup()  # the ring around the neuron that is worked out
        self.edges = VGroup()  # the edges of its terms, bright

    def noting(self, *equations: Equation) -> list[Arrive]:
        """Return how the note comes on that numbers are rounded, with the first equations of which that can be seen."""
        line, at = note_of_rounding(equations), self.stage.note
        if not line or not at or self.rounding.submobjects or self.scenery.cast.choice:
            return []
        self.rounding.add(TextLine(line, at, size=SMALL, colour=QUIET))
        return self.coming(self.rounding)

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
        before, self.window = self.window, window
        # with the window to the right, everything goes to the left
        self.scroll(self.look(), (self.composition.along(window) - self.composition.along(before)) * RIGHT)

    def looking_at(self, layer: int | None) -> list[Any]:
        """Let the edges into other layers be dim from here on, into none if it is None; return the animations."""
        self.seen.layer = layer
        return self.view.dimming()

    def look_at(self, layer: int | None) -> None:
        """Let the edges into other layers get dim, into none if it is None."""
        if dimming := self.looking_at(layer):
            self.play(*dimming, run_time=MOMENT)

    @contextmanager
    def near(self, parameters: Parameters) -> Iterator[None]:
        """Close in on the neurons that weights in `parameters` connect, all of these written there; then go out again.

        Beside them, the panel is wider.
        Where all weights are written on the network already, or these have no room, the network is seen as it is.
        """
        self.clear_panel()
        self.go_near(parameters)
        yield
        self.clear_panel()
        self.go_out()

    def go_near(self, parameters: Parameters) -> None:
        """Close in on the neurons that weights in `parameters` connect, if there are any."""
        weights = [place for place in parameters if isinstance(place, Weight)]
        if self.composition.is_labelled or not weights:
            return
        layer = weights[0].layer
        sides = self._side(layer - 1, {place.k for place in weights}), self._side(layer, {place.j for place in weights})
        labels = labels_of(self.held, (parameters, *self.turning))
        if numbers := self.scenery.cast.numbers:  # one stands left of what a neuron holds, which is in its middle
            width, height = labels.neuron
            labels = replace(labels, neuron=(width + 2 * width_of_numbers(numbers.values()), height))
        for stage in (self.stage.nearer, self.stage):
            box = replace(self.composition.box, right=stage.network.right)
            if near := compose_near(layer - 1, sides, box, self.needs, labels):
                seen, unit = replace(self.seen, parameters=parameters), self.study.lesson.unit
                window = range(layer - 1, layer + 1)
                self.zoom(NetworkView(seen, self.scenery, near, window, unit, self.largest))
                self.area = stage.panel
                return

    def go_out(self) -> None:
        """Let the network be seen as from afar."""
        if self.view.composition is not self.composition:
            self.zoom(self.look())
            self.area = self.stage.panel

    def _side(self, layer: int, shown: set[int]) -> LayerView:
        """Return how neurons are seen from near: one by itself, others as part of their layer."""
        size = self.study.view.layers[layer].size
        return LayerView(size if len(shown) > 1 else 1, tuple(sorted(shown)))

    def scroll(self, view: NetworkView, way: np.ndarray) -> None:
        """Let the network be seen as in `view`: what is in both goes there, all else comes and leaves along `way`."""
        staying, leaving, coming = self._part_with(view)
        self.play(*staying, FadeOut(*leaving, shift=way), FadeIn(coming, shift=way), FadeIn(view.map), run_time=SCROLL)
        self._settle(view)

    def zoom(self, view: NetworkView) -> None:
        """Let the network be seen as in `view`: what isn't there goes, then what stays moves, then the rest comes."""
        staying, leaving, coming = self._part_with(view, ON_THE_WAY)
        self.play(
            *(FadeOut(one, rate_func=AT_FIRST) for one in leaving),
            *staying,
            *(FadeIn(one, rate_func=AT_LAST) for one in (coming, view.map)),
            run_time=ZOOM if self.composition.is_whole else SCROLL,  # where much moves already, quicker
        )
        self._settle(view)

    def _part_with(
        self, view: NetworkView, when: Callable[[float], float] = smooth
    ) -> tuple[list[ReplacementTransform], list[VGroup], VGroup]:
        """Return how what stays gets to its place in another view, what leaves, and what comes."""
        old, new = dict(self.view.pieces()), dict(view.pieces())
        staying = [ReplacementTransform(piece, new[key], rate_func=when) for key, piece in old.items() if key in new]
        leaving = [VGroup(*(piece for key, piece in old.items() if key not in new)), self.view.map]
        # each piece by itself from here on
        self.drop(VGroup(*old.values()), self.view.map)
        self.add(*old.values(), self.view.map)
        return staying, leaving, VGroup(*(piece for key, piece in new.items() if key not in old))

    def _settle(self, view: NetworkView) -> None:
        """Take a view for what is seen, each of its pieces in its order."""
        pieces = [piece for _, piece in view.pieces()]
        self.drop(VGroup(*pieces))
        self.view = view
        self.add(*pieces)

    def drop_panel(self) -> None:
        self.drop(self.panel, self.lit, self.edges)
        self.panel, self.lit, self.edges = VGroup(), VGroup(), VGroup()

    def clear_panel(self) -> None:
        self.fade_away(self.panel, self.lit, self.edges)
        self.drop_panel()
