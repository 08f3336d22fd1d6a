"""A lesson of images worked through: what of a forward pass can be seen as an image, and what weighs most in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from heapq import nlargest
from itertools import product
from statistics import pvariance

from mathnet import ForwardTrace, Subtotal
from scenes.lessons import Lesson
from scenes.studies.images import check_images
from scenes.studies.places import Neuron, Weight
from scenes.studies.rasters import Raster, raster
from scenes.studies.study import Study, study

STRONGEST = 60  # connections that are drawn between two layers
PATCH = 4  # pixels along each side of the part that is seen in numbers
BOUNDED = ("sigmoid", "tanh", "softmax")  # no activation is larger than 1
HALF = 0.5  # from it on, a neuron whose activation ends at 1 counts as active


@dataclass(frozen=True, slots=True)
class Connections:
    """The `strongest` of all `count` weights between two layers for a sample: those that carry most (w · a)."""

    strongest: tuple[Weight, ...]
    count: int
    largest: float  # magnitude of what any of them carries

    @property
    def shown(self) -> int:
        return len(self.strongest)


@dataclass(frozen=True)
class ImageStudy(Study):
    """A study of a lesson whose samples are images."""

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of an image."""
        assert self.lesson.image is not None
        return self.lesson.image

    @cached_property
    def pixels(self) -> Raster:
        """The image of the sample, black 0, white 1 or more."""
        return raster(self.forward.x, self.shape[1], max(1.0, *map(abs, self.forward.x)))

    @cached_property
    def rows(self) -> tuple[Raster, ...]:
        """Its rows, from above, on its scale."""
        rows, columns = self.shape
        pixels, white = self.pixels.values, self.pixels.high
        return tuple(raster(pixels[row * columns : (row + 1) * columns], columns, white) for row in range(rows))

    @cached_property
    def patch(self) -> tuple[int, ...]:
        """The pixels of a part of the image whose numbers differ most, row by row."""
        rows, columns = self.shape
        height, width = min(PATCH, rows), min(PATCH, columns)

        def window(top: int, left: int) -> tuple[int, ...]:
            return tuple((top + i) * columns + left + j for i in range(height) for j in range(width))

        places = product(range(rows - height + 1), range(columns - width + 1))
        return max((window(*place) for place in places), key=lambda w: pvariance([self.forward.x[k] for k in w]))

    @cached_property
    def activations(self) -> tuple[Raster, ...]:
        """activations[n] are those of layer n from 1 on, on a scale to 1 where none can be larger."""
        return self._activations(self.forward)

    @cached_property
    def activations_after(self) -> tuple[Raster, ...]:
        """The same after the step."""
        return self._activations(self.after.forward)

    def _activations(self, forward: ForwardTrace) -> tuple[Raster, ...]:
        layers = zip(forward.layers, self.network.activations, strict=True)
        found = (raster(layer.a, len(layer.a), 1.0 if name in BOUNDED else None) for layer, name in layers)
        return (self.pixels, *found)

    @cached_property
    def active(self) -> tuple[int, ...]:
        """How many neurons of each layer are active: above 0 for ReLU, from a half on for the others, either way."""
        least = (0.0 if name == "relu" else HALF for name in self.network.activations)
        layers = zip(self.forward.layers, least, strict=True)
        return (
            sum(x != 0 for x in self.forward.x),
            *(sum(abs(a) >= end and a != 0 for a in layer.a) for layer, end in layers),
        )

    @cached_property
    def way(self) -> tuple[Neuron, ...]:
        """From the first layer that computes to the predicted output: the neurons that add most to the next one."""
        last = len(self.network.layers)
        way = [Neuron(last, self.predicted)]
        for layer in range(last, 1, -1):
            products = self.forward.layers[layer - 1].neurons[way[0].j].products
            way.insert(0, Neuron(layer - 1, max(range(len(products)), key=products.__getitem__)))
        return tuple(way)

    @cached_property
    def traced(self) -> tuple[Weight, ...]:
        """Of the connections drawn, those that add to the answer's sum, and to the sums of active neurons that do."""
        found: list[Weight] = []
        ends = {self.way[-1]}
        for layer in range(len(self.network.layers), 0, -1):
            adding = [one for one in self.connections[layer].strongest if one.end in ends and self._carried(one) > 0]
            found += adding
            ends = {one.start for one in adding if layer > 1 and self.forward.layers[layer - 2].a[one.k] > 0}
        return tuple(found)

    def _carried(self, place: Weight) -> float:
        return self.forward.layers[place.layer - 1].neurons[place.j].products[place.k]

    @property
    def told(self) -> Neuron:
        """The neuron of the first layer that is opened up: of those on the way, the one that sees the image."""
        return self.way[0]

    @cached_property
    def weights_of_told(self) -> Raster:
        return raster(self.network.layers[0].weights[self.told.j], self.shape[1], signed=True)

    @cached_property
    def products_of_told(self) -> Raster:
        return raster(self.forward.layers[0].neurons[self.told.j].products, self.shape[1], signed=True)

    @cached_property
    def blamed(self) -> Neuron:
        """The neuron of the first layer that computes whose error is largest."""
        deltas = self.backward.layers[0].delta
        return Neuron(1, max(range(len(deltas)), key=lambda j: abs(deltas[j])))

    @cached_property
    def deltas(self) -> tuple[Raster, ...]:
        """deltas[n] are those of layer n, from 1 on."""
        return (raster((), 1), *(raster(layer.delta, len(layer.delta), signed=True) for layer in self.backward.layers))

    @cached_property
    def gradients_of_blamed(self) -> Raster:
        return raster(self.backward.layers[0].weight_gradients[self.blamed.j], self.shape[1], signed=True)

    @cached_property
    def steps_of_blamed(self) -> Raster:
        """What the update subtracts from each weight."""
        steps = [change.step for change in self.update.layers[0].weights[self.blamed.j]]
        return raster(steps, self.shape[1], signed=True)

    @cached_property
    def weights_of_blamed(self) -> tuple[Raster, Raster]:
        """Before the step and after it, on one scale."""
        rows = [network.layers[0].weights[self.blamed.j] for network in (self.network, self.update.network)]
        largest = max(abs(weight) for row in rows for weight in row)
        before, after = (raster(row, self.shape[1], largest, signed=True) for row in rows)
        return before, after

    @cached_property
    def connections(self) -> tuple[Connections, ...]:
        """connections[n] lead into layer n, from 1 on."""
        return (Connections((), 0, 0.0), *map(self._connections, range(1, len(self.network.sizes))))

    def _connections(self, layer: int) -> Connections:
        carried = ((abs(p), j, k) for j, k, p in self._products(layer) if p != 0)
        largest = nlargest(STRONGEST, carried)
        shown = tuple(Weight(layer, j, k) for _, j, k in largest)
        return Connections(
            shown, self.network.sizes[layer] * self.network.sizes[layer - 1], largest[0][0] if largest else 0.0
        )

    def _products(self, layer: int) -> Iterator[tuple[int, int, float]]:
        for j, neuron in enumerate(self.forward.layers[layer - 1].neurons):
            yield from ((j, k, p) for k, p in enumerate(neuron.products))

    @property
    def others(self) -> Subtotal | None:
        """What those products of the opened neuron come to that aren't listed."""
        return self.view.products[1][self.told.j].others


def study_images(lesson: Lesson) -> ImageStudy:
    """Return the study of a lesson of images. Raises LessonError for any other lesson, and DivergenceError."""
    check_images(lesson)
    plain = study(lesson)
    return ImageStudy(**{field.name: getattr(plain, field.name) for field in fields(Study)})
