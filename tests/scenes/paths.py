"""Whose number stands at a path."""

from __future__ import annotations

import re

from scenes.storyboards.readout import Readout
from scenes.studies import Neuron, Weight

# where numbers stand that are a neuron's own, and a weight's
OF_INPUT = re.compile(r"(?:\.x|lesson\.features)\[(\d+)\]#?$")
OF_NEURON = re.compile(r"layers\[(\d+)\]\.(?:neurons\[(\d+)\]\.(?:a|z|delta)|biases\[(\d+)\]#?)$")
OF_TURNED = re.compile(r"\.activations\[(\d+)\]\[(\d+)\]$")
TURNED = re.compile(r"slope\.sweep\.points\[\d+\]\.weight$")  # of the weight that is worth showing
OF_WEIGHT = re.compile(r"layers\[(\d+)\]\.weights\[(\d+)\]\[(\d+)\](?:\.\w+)?$")
OF_CHANGE = re.compile(r"changes\[(\d+)\]\.(?:weights\[(\d+)\]\[(\d+)\]|biases\[(\d+)\])$")
OF_GRADIENT = re.compile(r"layers\[(\d+)\]\.neurons\[(\d+)\]\.weight_gradients\[(\d+)\]$")


def neuron_of(path: str) -> Neuron | None:
    """Return whose number stands at a path; None where it is no neuron's value, delta, bias or number."""
    if found := OF_INPUT.search(path):
        return Neuron(0, int(found[1]))
    if found := OF_NEURON.search(path):
        return Neuron(int(found[1]) + 1, int(found[2] or found[3]))
    if found := OF_TURNED.search(path):
        return Neuron(int(found[1]) + 1, int(found[2]))
    if (found := OF_CHANGE.search(path)) and found[4]:
        return Neuron(int(found[1]) + 1, int(found[4]))
    return None


def weight_of(path: str) -> Weight | None:
    """Return whose number stands at a path; None where it is no weight, its change or gradient."""
    found = OF_WEIGHT.search(path) or OF_CHANGE.search(path) or OF_GRADIENT.search(path)
    return Weight(int(found[1]) + 1, int(found[2]), int(found[3])) if found and found[3] else None


def is_activation(number: Readout, place: Neuron) -> bool:
    """Whether a number is the activation of the neuron at `place`, in a trace or with a weight turned."""
    is_turned = OF_TURNED.search(number.path) and neuron_of(number.path) == place
    return bool(is_turned) or number.path.endswith(place.path("a"))
