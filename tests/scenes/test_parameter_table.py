"""A layer's parameters in numbers: each row is that of the neuron beside it."""

from __future__ import annotations

import pytest

from scenes.layout.boxes import Box
from scenes.lessons import find_lesson
from scenes.mobjects.makeup import draw_architecture
from scenes.mobjects.parameter_table import ParameterTable
from scenes.storyboards.architecture import tell_architecture
from scenes.storyboards.readout import readouts_of
from scenes.studies import Neuron, study


@pytest.mark.parametrize("name", ["iris", "by-hand"])
def test_each_row_holds_the_weights_and_the_bias_of_its_neuron_in_order(name: str) -> None:
    told = study(find_lesson(name))
    story = tell_architecture(told)
    diagram, makeup = draw_architecture(story, Box(-6.8, -3.75, 6.8, 2.6))
    for j, row in enumerate(ParameterTable(story.table, diagram, makeup.above[1]).rows):
        lines = sorted(row, key=lambda line: float(line.get_right()[0]))
        values = [readout.value for line in lines for readout in readouts_of(line.line)]
        assert values == [*told.network.layers[0].weights[j], told.network.layers[0].biases[j]]
        assert row.get_y() == pytest.approx(diagram.nodes[Neuron(1, j)].shape.get_y(), abs=0.05)
