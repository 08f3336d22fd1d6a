"""Forward passes that a page plays whose network is too large for it: recorded here, with what weighs most in them."""

from __future__ import annotations

from heapq import nlargest

from mathnet import MLP, ForwardTrace
from mathnet.losses import record_loss
from mathnet.packing import pack
from scenes.lessons import Lesson
from scenes.studies.image_study import STRONGEST
from scenes.studies.view import list_terms

Json = dict[str, object]


def trace_to_json(lesson: Lesson, network: MLP, number: int) -> Json:
    """Return what a page shows of the forward pass of sample `number`: z and a of every neuron, and its loss.

    Of the connections there are between two layers those that carry most, as [j, k, weight, product]; of the sums those
    of the outputs: the strongest terms, as [k, a, weight, product], and what the others come to.
    """
    sample = lesson.samples[number]
    forward = network.forward(sample.x)
    return {
        "z": [pack((layer.z,), most_listed=0) for layer in forward.layers],
        "a": [pack((layer.a,), most_listed=0) for layer in forward.layers],
        "loss": record_loss(network.loss, forward.layers[-1], sample.target).value,
        "connections": [_strongest(forward, layer) for layer in range(len(forward.layers))],
        "terms": [_terms(forward, j) for j in range(network.sizes[-1])],
    }


def _strongest(forward: ForwardTrace, layer: int) -> list[list[float]]:
    carried = (
        (abs(product), j, k)
        for j, neuron in enumerate(forward.layers[layer].neurons)
        for k, product in enumerate(neuron.products)
        if product
    )
    weights, neurons = forward.network.layers[layer].weights, forward.layers[layer].neurons
    return [[j, k, weights[j][k], neurons[j].products[k]] for _, j, k in nlargest(STRONGEST, carried)]


def _terms(forward: ForwardTrace, j: int) -> Json:
    neuron, row, inputs = forward.layers[-1].neurons[j], forward.network.layers[-1].weights[j], forward.inputs[-1]
    terms = list_terms(neuron.products)
    return {
        "bias": neuron.bias,
        "listed": [[k, inputs[k], row[k], neuron.products[k]] for k in terms.listed],
        "others": None if terms.others is None else terms.others.value,
    }
