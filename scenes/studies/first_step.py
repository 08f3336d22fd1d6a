"""One step of learning, seen at one weight: what a single sample does to a network that has not learned yet."""

from __future__ import annotations

from dataclasses import dataclass

from mathnet import MLP, ParameterUpdate, Samples, update_from_batch
from scenes.studies.places import Weight
from scenes.studies.view import View


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What a step does to the weight at a `place`, after a sample that made the neurons of each layer hold `held`."""

    place: Weight
    update: ParameterUpdate
    held: tuple[tuple[float, ...], ...]

    @property
    def least(self) -> float:
        return min(value for layer in self.held for value in layer)

    @property
    def greatest(self) -> float:
        return max(value for layer in self.held for value in layer)


def first_step(network: MLP, samples: Samples, rate: float, view: View) -> FirstStep:
    """Return the step after the first of the samples, by itself, for the weight in view that it changes most."""
    forward = network.forward(samples.inputs[0])
    held = (forward.x, *(tuple(neuron.a for neuron in layer.neurons) for layer in forward.layers))
    trace = network.backward(forward, samples.targets[0])
    layers = update_from_batch(network, [trace], rate).layers
    places = (
        Weight(number, j, k)
        for number, (before, own) in enumerate(zip(view.layers, view.layers[1:], strict=False), start=1)
        for j in own.shown
        for k in before.shown
    )
    steps = [FirstStep(place, layers[place.layer - 1].weights[place.j][place.k], held) for place in places]
    return max(steps, key=lambda step: abs(step.update.gradient))
