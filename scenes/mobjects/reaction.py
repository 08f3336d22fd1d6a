"""What is seen of a network while one of its weights is turned: all that comes after the weight turns with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from manim import VMobject

from scenes.mobjects.advance import Advance, rewrite
from scenes.mobjects.diagram import Edge
from scenes.mobjects.network_view import NetworkView
from scenes.storyboards.slope import Turned
from scenes.studies import Neuron, Weight
from scenes.style import TEXT


class Reaction:
    """The weight at `place` in a view, the edges drawn of it, and the neurons that depend on it, at each stop."""

    def __init__(self, view: NetworkView, place: Weight, turned: Sequence[Turned], edges: Sequence[Edge]) -> None:
        self.view, self.place, self.turned, self.edges = view, place, turned, edges

    def advance(self, start: int, stop: int, run_time: float) -> list[Advance]:
        return [Advance(part, show, start, stop, run_time=run_time) for part, show in self._parts()]

    def _parts(self) -> Iterator[tuple[VMobject, Callable[[int], object]]]:
        """Yield what changes, each by itself: as a group they would come in front of what stands in them."""
        view = self.view
        for edge in self.edges:
            yield edge, partial(self._carry, edge)
        if self.place in view.labels:
            yield view.labels[self.place], self._write
        for place in (place for place in self.turned[0].held if place in view.values):
            yield view.values[place], partial(self._hold, place)
            yield view.diagram.nodes[place], partial(self._paint, place)
            for _, edge in view.leaving(place):
                yield edge, partial(self._paint, place)

    def _carry(self, edge: Edge, stage: int) -> None:
        edge.carry(self.turned[stage].weight.value)

    def _write(self, stage: int) -> None:
        text, new = self.view.labels[self.place], self.view.label({self.place: self.turned[stage].weight})[self.place]
        rewrite(text, new)
        text.part(0).set_fill(new.part(0).get_fill_color())

    def _hold(self, place: Neuron, stage: int) -> None:
        readout = self.turned[stage].held[place]
        self.view.seen.values[place] = (readout, TEXT)
        rewrite(self.view.values[place], self.view.value(place, readout, TEXT))

    def _paint(self, place: Neuron, _: int) -> None:
        self.view.paint(place)
