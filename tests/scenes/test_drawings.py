"""Drawings by themselves, read back: each line, number and colour is that of what it is drawn of."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from manim import ManimColor, VMobject

from scenes.layout.boxes import Box
from scenes.layout.failures import FAILURES
from scenes.lessons import find_lesson
from scenes.mobjects.chain_map import DELTA_LINK, INPUT_LINK, ChainMap
from scenes.mobjects.diagram import FAINTEST
from scenes.mobjects.light import Light, LightScale
from scenes.mobjects.named_network import NamedNetwork
from scenes.mobjects.outcome import Comparison
from scenes.mobjects.pulse import pulses_through
from scenes.mobjects.slope_chart import SlopeChart
from scenes.mobjects.text import TextLine
from scenes.storyboards.readout import Reader, Readout, readouts_of, resolve, say
from scenes.storyboards.tell_twins import tell_twins
from scenes.storyboards.tell_update import tell_second_pass
from scenes.storyboards.tell_vanishing import tell_vanishing
from scenes.studies import Bias, Neuron, Weight, study
from scenes.style import BACKWARD, POINTER, RULE
from tests.scenes.geometry import box_of
from tests.scenes.spots import CLOSE, alike, apart, centres, corners, spots
from tests.storyboards.failing import TWINS, VANISHING

AREA = Box(-6.0, -3.0, 6.0, 2.0)


def colour_of(shape: VMobject) -> str:
    return shape.get_stroke_color().to_hex()  # type: ignore[no-any-return]


def as_hex(colour: str) -> str:
    return ManimColor(colour).to_hex()


def test_the_slope_of_the_sigmoid_is_drawn_with_its_neurons_on_it_beside_that_of_relu() -> None:
    story = tell_vanishing(VANISHING["short"])
    chart = SlopeChart(story, FAILURES["landscape"].curve)

    def slope(z: float) -> float:
        share = 1 / (1 + math.exp(-z))
        return share * (1 - share)

    def on_curve(sums: list[float]) -> np.ndarray:
        return spots(chart.frame, [(z, slope(z)) for z in sums])

    z = chart.frame.x
    assert apart(on_curve(list(np.linspace(z.low, z.high, 40))), corners(chart.curve)) < 0.2, "from end to end"
    found = corners(chart.curve)
    area = chart.frame.area
    sums = z.low + (found[:, 0] - area.left) / area.width * (z.high - z.low)
    assert apart(found, on_curve(list(sums.clip(z.low, z.high)))) < CLOSE
    traces = story.study.backward.forward.layers[:-1]
    assert alike(on_curve([one for layer in traces for one in layer.z]), centres(chart.dots, len(chart.one.points)))
    own = traces[story.place.layer - 1].z[story.place.j]
    assert np.allclose(chart.one.get_center()[:2], on_curve([own])[0], atol=CLOSE)
    for line, height in zip(chart.relu, (0.0, 1.0), strict=True):
        assert np.allclose(corners(line)[:, 1], chart.frame.place(0.0, height)[1], atol=CLOSE)


@pytest.mark.parametrize("lesson", ["two", "equal-weights"])
def test_each_parameter_stands_at_its_own_edge_or_in_its_own_neuron(lesson: str) -> None:
    story = tell_twins(TWINS[lesson])
    for told, area in zip(story.pair.networks, FAILURES["landscape"].networks, strict=True):
        drawn = NamedNetwork(told, story.pair.feature, story.pair.target, area)
        assert drawn.numbers
        for place, text in drawn.numbers.items():
            box = box_of(text.get_all_points())
            if isinstance(place, Bias):
                shape = box_of(drawn.diagram.nodes[Neuron(place.layer, place.j)].shape.points)
                assert (shape[:2] < box[:2]).all() and (box[2:] < shape[2:]).all()
                wanted = told.network.layers[place.layer - 1].biases[place.j]
            else:
                end = drawn.diagram.edges[place].end_point
                assert end[0] < box[0] and abs((box[1] + box[3]) / 2 - end[1]) < 0.05
                wanted = told.network.layers[place.layer - 1].weights[place.j][place.k]
            assert [readout.value for readout in readouts_of(text.line)] == [wanted]


def test_light_runs_along_all_edges_but_those_from_neurons_that_are_put_out() -> None:
    pair = tell_twins(TWINS["equal-weights"]).pair
    drawn = NamedNetwork(pair.networks[0], pair.feature, pair.target, AREA).put_out(1, [1])
    edges = drawn.diagram.edges
    dim = {place for place, edge in edges.items() if edge.get_stroke_opacity() <= FAINTEST}
    assert dim == {Weight(2, 0, 1)}
    assert {one.j for one in drawn.diagram.nodes if colour_of(drawn.diagram.nodes[one].shape) == as_hex(RULE)} == {1}
    forwards, back = (pulses_through(edges.values(), way) for way in (False, True))
    starts = [
        [tuple(edges[one].start_point) for one in edges if one.layer == layer and one not in dim] for layer in (1, 2)
    ]
    assert [list(map(tuple, pulse.starts)) for pulse in forwards] == starts
    assert [list(map(tuple, pulse.stops)) for pulse in back] == starts[::-1]
    assert [colour_of(pulse.mobject) for pulse in (forwards[0], back[0])] == [as_hex(POINTER), as_hex(BACKWARD)]


@pytest.mark.parametrize("by_activation", [False, True])
def test_the_map_of_the_chain_names_its_knots_in_order_and_lights_one_link(by_activation: bool) -> None:
    drawn = ChainMap(AREA, DELTA_LINK, by_activation)
    knots = {say(text.line): text for text in drawn if isinstance(text, TextLine) and text not in drawn.labels}
    assert sorted(knots, key=lambda name: knots[name].get_x()) == (
        ["w", "z", "a", "C"] if by_activation else list("wzC")
    )
    x = {name: text.get_x() for name, text in knots.items()}
    for label, (name, ends) in zip(drawn.labels, (("∂z/∂w", "wz"), ("∂C/∂z", "zC")), strict=True):
        assert say(label.line).startswith(name)
        assert abs(label.get_x() - (x[ends[0]] + x[ends[1]]) / 2) < 0.1
    for lit in (DELTA_LINK, INPUT_LINK, DELTA_LINK):
        for change in drawn.light(lit):
            change.begin()
            change.finish()
        shapes = [[*link] for link in drawn.links]
        assert [{colour_of(one) == as_hex(BACKWARD) for one in link} for link in shapes] == [
            {n == lit} for n in range(2)
        ]
        ends = sorted((link.get_left()[0], link.get_right()[0]) for link in drawn.links)
        assert all(one[1] < other[0] for one, other in pairwise(ends)) and drawn.links[INPUT_LINK].get_x() < x["z"]


def test_the_scale_of_light_begins_at_the_least_and_ends_at_the_greatest_activation() -> None:
    least, greatest = Readout("", -0.25, "−0.25"), Readout("", 3.0, "3.00")
    scale = LightScale(Light(least, greatest), (6.0, 3.0))
    numbers = {value.value: line for line in scale if isinstance(line, TextLine) for value in readouts_of(line.line)}
    assert numbers[-0.25].get_right()[0] < scale.ramp.get_left()[0]
    assert scale.ramp.get_right()[0] < numbers[3.0].get_left()[0]


@pytest.mark.parametrize("lesson", ["mazur", "iris"])
def test_what_an_output_was_and_is_stands_beside_it_with_its_target_or_its_bar(lesson: str) -> None:
    studied = study(find_lesson(lesson))
    again = tell_second_pass(studied, Reader(studied, 2))
    rows = {place: 1.0 - 1.5 * index for index, place in enumerate(again.outputs)}
    drawn = Comparison(again, rows, AREA)
    for index, (row, place) in enumerate(zip(drawn.outputs, again.outputs, strict=True)):
        assert abs(row.get_y() - rows[place]) < 0.25
        name, before, after, *target = (readout for line in row for readout in line.line if hasattr(readout, "path"))
        assert name.path == f"lesson.classes[{place.j}]"
        assert [before.path, after.path] == [place.path("a"), place.path("a", "after.forward")]
        if studied.lesson.classifies:
            assert drawn.bars[index].readout is before and drawn.changed[index].readout is after
            assert drawn.tracks[index].get_y() < rows[place] and not target
        else:
            assert [one.value for one in target] == [studied.lesson.sample.target[place.j]]
            assert resolve(studied, target[0].path) == target[0].value
