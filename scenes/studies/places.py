"""Places: what a number on screen belongs to, and where in a study it stands.

Layers are numbered from 0, the input; a layer n > 0 is `layers[n - 1]` of a trace, which keeps only those that compute.
Each number has one path.

    >>> Neuron(0, 2).path("a"), Neuron(1, 2).path("a"), Weight(1, 2, 0).path()
    ('forward.x[2]', 'forward.layers[0].neurons[2].a', 'network.layers[0].weights[2][0]')
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Neuron:
    """Neuron j of a layer, both from 0; of layer 0 it is input j."""

    layer: int
    j: int

    def path(self, name: str, trace: str = "forward") -> str:
        """Return where the neuron's `name` (z, a, bias, products; delta, upstream, local) stands in a `trace`."""
        if self.layer == 0:
            if name != "a":
                raise ValueError(f"input {self.j} has no {name}: it is a number that comes in")
            return f"{trace}.x[{self.j}]"
        return f"{trace}.layers[{self.layer - 1}].neurons[{self.j}].{name}"

    @property
    def itself(self) -> str:
        """The path of what there is one of for each neuron of the layer: a feature's name, or a bias."""
        return f"lesson.features[{self.j}]" if self.layer == 0 else Bias(self.layer, self.j).path()


@dataclass(frozen=True, slots=True, order=True)
class Weight:
    """The weight from neuron k of the layer before to neuron j of `layer`."""

    layer: int
    j: int
    k: int

    def path(self, network: str = "network") -> str:
        return f"{network}.layers[{self.layer - 1}].weights[{self.j}][{self.k}]"

    @property
    def start(self) -> Neuron:
        return Neuron(self.layer - 1, self.k)

    @property
    def end(self) -> Neuron:
        return Neuron(self.layer, self.j)


@dataclass(frozen=True, slots=True, order=True)
class Bias:
    """The bias of neuron j of `layer`."""

    layer: int
    j: int

    def path(self, network: str = "network") -> str:
        return f"{network}.layers[{self.layer - 1}].biases[{self.j}]"
