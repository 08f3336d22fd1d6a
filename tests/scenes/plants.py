"""Faults that are planted in the drawing code, to see that the audit finds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scenes.mobjects import (
    confusion,
    dashboard,
    diagram,
    labelled_network,
    loss_picture,
    network_view,
    neurons,
    outcome,
    plot,
    scatter,
    softmax_bars,
    stack,
    surface,
)
from scenes.mobjects.charts import Frame, GrowingDots
from scenes.mobjects.loss_curve import Tangent, Trail, Turn
from scenes.mobjects.reaction import Reaction
from scenes.stage import view_film
from scenes.stage.network_film import NetworkFilm
from scenes.storyboards import tell_slope, tell_update
from scenes.studies import Neuron, Weight, classes, slope

Planted = pytest.MonkeyPatch


def instead(patch: Planted, owner: Any, name: str, change: Callable[..., Any]) -> None:
    """Let `name` be what `change` makes of what it was, which it gets first."""
    before = getattr(owner, name)
    patch.setattr(owner, name, lambda *given, **named: change(before, *given, **named))


def invert_widths(patch: Planted) -> None:
    def carry(before: Any, edge: Any, weight: float) -> None:
        before(edge, weight)
        edge.stroke_width = diagram.THIN + diagram.THICK - edge.stroke_width

    instead(patch, diagram.Edge, "carry", carry)


def swap_signs(patch: Planted) -> None:
    positive, negative = diagram.POSITIVE, diagram.NEGATIVE
    patch.setattr(diagram, "POSITIVE", negative)
    patch.setattr(diagram, "NEGATIVE", positive)


def mirrored(diagram: Any, layer: int, j: int) -> int:
    return len(diagram.network.layers[layer - 1].weights) - 1 - j


def draw_other_weight(patch: Planted) -> None:
    instead(
        patch,
        diagram.Drawing,
        "weight",
        lambda before, own, place: before(own, Weight(place.layer, mirrored(own, place.layer, place.j), place.k)),
    )


def draw_between_others(patch: Planted) -> None:
    def edge(before: Any, own: Any, place: Weight, *given: Any) -> Any:
        drawn = before(own, place, *given)
        other = own.nodes[Neuron(place.layer, mirrored(own, place.layer, place.j))]
        return drawn.put_start_and_end_on(drawn.points[0], other.shape.get_left())

    instead(patch, diagram.Drawing, "edge", edge)


def invert_bars(patch: Planted) -> None:
    def draw(before: Any, bar: Any, readout: Any, track: Any) -> None:
        before(bar, readout, track)
        bar.stretch_to_fit_width((1 - readout.value) * track.width).align_to(track, np.array([-1.0, 0.0, 0.0]))

    instead(patch, outcome.Share, "__init__", draw)


def flip_heat(patch: Planted) -> None:
    instead(patch, dashboard, "shade", lambda before, level: before(-level))


def invert_steps(patch: Planted) -> None:
    def tell(before: Any, *given: Any) -> Any:
        steps = before(*given)
        steps.shares.update({place: 1 - share for place, share in steps.shares.items()})
        return steps

    instead(patch, tell_update, "_steps", tell)


def move_point(patch: Planted) -> None:
    def draw(before: Any, own: Any, *given: Any) -> None:
        before(own, *given)
        own.point.shift((0.2, 0.0, 0.0))

    instead(patch, plot.ActivationPlot, "__init__", draw)


def shift_term(patch: Planted) -> None:
    def draw(before: Any, own: Any, *given: Any) -> None:
        before(own, *given)
        own.bars[1].shift((0.2, 0.0, 0.0))

    instead(patch, stack.Stack, "__init__", draw)


def lengthen_shares(patch: Planted) -> None:
    def draw(before: Any, own: Any, *given: Any) -> None:
        before(own, *given)
        for bar in own.parts:
            bar.stretch(1.2, 0)

    instead(patch, softmax_bars.SoftmaxBars, "__init__", draw)


def mirror_dots(patch: Planted) -> None:
    def show(before: Any, panel: Any, stage: int) -> None:
        before(panel, stage)
        for mark in panel.marks:
            mark.points = mark.points[:, [1, 0, 2]]

    instead(patch, scatter.ScatterPanel, "show_at", show)


def shift_marks(patch: Planted) -> None:
    instead(patch, surface, "_repeat", lambda before, shape, places: before(shape, [place + 0.1 for place in places]))


def shift_samples(patch: Planted) -> None:
    instead(patch, dashboard.FitPanel, "_dots", lambda before, *given: before(*given).shift((0.0, 0.2, 0.0)))


def mirror_charts(patch: Planted) -> None:
    def place(before: Any, frame: Any, x: float, y: float) -> Any:
        spot = before(frame, x, y)
        return np.array([spot[0], frame.area.bottom + frame.area.top - spot[1], 0.0])

    instead(patch, Frame, "place", place)


def swap_gradients(patch: Planted) -> None:
    def draw(before: Any, own: Any, points: Any, frame: Any, colour: str, mark: Any) -> None:
        other = {dashboard.BACKWARD: dashboard.BACKWARD_TOO, dashboard.BACKWARD_TOO: dashboard.BACKWARD}
        before(own, points, frame, other[colour], mark)

    instead(patch, GrowingDots, "__init__", draw)


def swap_shades(patch: Planted) -> None:
    instead(patch, surface, "shade", lambda before, share: before(1 - share))


def light_edges(patch: Planted) -> None:
    patch.setattr(network_view.Seen, "is_pale", lambda seen, place: False)


def exchange_values(patch: Planted) -> None:
    def other(film: Any, place: Neuron) -> Neuron:
        column = [one for one in film.diagram.nodes if one.layer == place.layer]
        return column[-1 - column.index(place)]

    def take(before: Any, film: Any, values: dict[Neuron, Any], *given: Any) -> Any:
        return before(film, {other(film, place): value for place, value in values.items()}, *given)

    instead(patch, NetworkFilm, "take", take)


def ring_another(patch: Planted) -> None:
    pointer = neurons.Node.pointer
    patch.setattr(neurons.Node, "pointer", lambda node: pointer(node).shift((0.0, 0.9, 0.0)))


def ring_another_weight(patch: Planted) -> None:
    instead(patch, labelled_network.LabelledNetwork, "ring", lambda before, own, place: before(own, Weight(1, 0, 0)))


def exchange_labels(patch: Planted) -> None:
    def draw(before: Any, own: Any, *given: Any, **named: Any) -> Any:
        weights, biases = before(own, *given, **named)
        one, other, *_ = weights.values()
        one.shift(other.get_center() - one.get_center())
        return weights, biases

    instead(patch, labelled_network.LabelledNetwork, "labels", draw)


def transpose_cells(patch: Planted) -> None:
    def draw(before: Any, own: Any, matrix: Any, *given: Any) -> None:
        turned = replace(matrix, counts=tuple(zip(*matrix.counts, strict=True)))
        before(own, turned, *given)

    instead(patch, confusion.ConfusionMatrix, "__init__", draw)


def transpose_counts(patch: Planted) -> None:
    def confuse(before: Any, *given: Any) -> Any:
        own = before(*given)
        counts = tuple(zip(*own.counts, strict=True))
        return classes.Confusion(counts, own.right, own.total, own.usual, own.usual_right)

    instead(patch, classes, "confuse", confuse)


def exchange_written(patch: Planted) -> None:
    def label(before: Any, own: Any, parameters: Any) -> Any:
        labels = before(own, parameters)
        one, other = labels[Weight(1, 0, 0)], labels[Weight(1, 0, 1)]
        one.shift(other.get_center() - one.get_center())
        return labels

    instead(patch, network_view.NetworkView, "label", label)


def keep_written(patch: Planted) -> None:
    instead(patch, view_film, "tell_parameters", lambda before, study, path: before(study))


def write_other_sign(patch: Planted) -> None:
    patch.setattr(network_view, "POSITIVE", network_view.NEGATIVE)


def leave_neurons_behind(patch: Planted) -> None:
    def bring(before: Any, film: Any, layer: int) -> None:
        view = film.view
        before(film, layer)
        if film.view is not view:
            for node in film.view.diagram.nodes.values():
                node.shift((0.5, 0.0, 0.0))

    instead(patch, NetworkFilm, "bring", bring)


def tilt_line(patch: Planted) -> None:
    def draw(before: Any, own: Any, curve: Any, *given: Any) -> None:
        before(own, replace(curve, gradient=replace(curve.gradient, value=2 * curve.gradient.value)), *given)

    instead(patch, Tangent, "__init__", draw)


def turn_another_weight(patch: Planted) -> None:
    def sweep(before: Any, network: Any, x: Any, target: Any, place: Any, values: Any) -> Any:
        i, j, _ = place
        return before(network, x, target, (i, j, 0), values)

    instead(patch, slope, "sweep", sweep)


def lower_curve(patch: Planted) -> None:
    def draw(before: Any, own: Any, *given: Any) -> None:
        before(own, *given)
        own.line.shift((0.0, -0.1, 0.0))

    instead(patch, Trail, "__init__", draw)


def lower_term(patch: Planted) -> None:
    instead(patch, loss_picture.LossPicture, "place", lambda before, own, a, term: before(own, a, 0.9 * term))


def dot_ahead(patch: Planted) -> None:
    def show(before: Any, own: Any, stage: int) -> None:
        before(own, stage)
        own.dot.move_to(own.places[min(stage + 3, len(own.places) - 1)])

    instead(patch, Turn, "show_at", show)


def stand_still(patch: Planted) -> None:
    instead(patch, Reaction, "_hold", lambda before, own, place, stage: before(own, place, 0))


def tell_other_losses(patch: Planted) -> None:
    def stop(before: Any, read: Any, paths: tuple[str, str], decimals: Any) -> Any:
        return before(read, (paths[0], "slope.sweep.points[0].loss"), decimals)

    instead(patch, tell_slope, "_stop", stop)
