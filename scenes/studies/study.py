"""A lesson worked through: its network trained, and its sample traced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from mathnet import MLP, BackwardTrace, ForwardTrace, History, Layer, UpdateTrace, predict_class, subtotal
from scenes.lessons.lesson import Lesson
from scenes.lessons.recording import recall_or_record
from scenes.lessons.sample import Training
from scenes.studies.loss_shape import LossShape, loss_shape
from scenes.studies.places import Weight
from scenes.studies.slope import Slope, slope_of
from scenes.studies.view import Sums, Terms, View, list_terms, view_of

MOST_WAYS, SOME_WAYS = 5, 4  # to the loss that are all listed, and that are listed of more


@dataclass(frozen=True)
class Study:
    """A lesson worked through; paths of readouts start here.

    `network` is as trained. Each trace is worked out when it is first asked for, and kept.
    """

    lesson: Lesson
    network: MLP
    history: History | None

    @property
    def run(self) -> History:
        """The history of a network that was trained."""
        assert self.history is not None
        return self.history

    @cached_property
    def forward(self) -> ForwardTrace:
        """The forward pass of the sample shown."""
        return self.network.forward(self.lesson.sample.x)

    @cached_property
    def backward(self) -> BackwardTrace:
        return self.network.backward(self.forward, self.lesson.sample.target)

    @cached_property
    def update(self) -> UpdateTrace:
        """One step of gradient descent on the sample shown."""
        return self.network.update(self.backward, self.lesson.learning_rate)

    @cached_property
    def after(self) -> BackwardTrace:
        """The same sample through the network that the step leads to."""
        stepped = self.update.network
        if self.biases_stay:
            stepped = _with_biases_of(self.network, stepped)
        return stepped.backward(stepped.forward(self.lesson.sample.x), self.lesson.sample.target)

    @cached_property
    def worth_showing(self) -> Weight:
        """The weight that gradient and step are explained with: the largest gradient drawn in the last hidden layer.

        A network without hidden layers has it in its output layer.
        """
        layer = max(1, len(self.network.layers) - 1)
        gradients, seen = self.backward.layers[layer - 1].weight_gradients, self.view.layers
        drawn = [Weight(layer, j, k) for j in seen[layer].shown for k in seen[layer - 1].shown]
        return max(drawn, key=lambda weight: abs(gradients[weight.j][weight.k]))

    @cached_property
    def loss_shape(self) -> LossShape | None:
        """The curve of the largest term of the loss that is shown; None where it has none."""
        return loss_shape(self.backward, self.view.layers[-1].shown)

    @cached_property
    def ways(self) -> Terms | None:
        """Which of the ways are listed that what this weight works on takes to the loss; None where it is but one.

        The activation of a hidden neuron takes one through each neuron after it: the terms of its upstream. The sum of
        an output takes one through each output where softmax meets a squared error: the terms of its delta.
        """
        place = self.worth_showing
        record = self.backward.layers[place.layer - 1]
        terms = record.neurons[place.j].upstream_products
        if record.jacobian:
            terms = record.jacobian.products[place.j]
        return list_terms(terms, MOST_WAYS, SOME_WAYS) if terms else None

    @cached_property
    def slope(self) -> Slope | None:
        """The loss over that weight, all else as it is; None where it gets too large to be shown."""
        place = self.worth_showing
        return slope_of(self.backward, place, self.update.layers[place.layer - 1].weights[place.j][place.k])

    @cached_property
    def view(self) -> View:
        """What is shown of the network, where it is too large for all of it."""
        return view_of(self.forward, [j for j, y in enumerate(self.lesson.sample.target) if y > 0])

    @cached_property
    def upstream(self) -> tuple[Mapping[int, Terms], ...]:
        """upstream[n][j]: which terms of the error that comes back to neuron j of layer n are listed."""
        layers = self.backward.layers[:-1]
        sums = (Sums([neuron.upstream_products for neuron in layer.neurons]) for layer in layers)
        return ({}, *sums, {})

    @cached_property
    def jacobian(self) -> Mapping[int, Terms]:
        """Which terms of the error of output j are shown, and the others, where softmax meets a squared error."""
        record = self.backward.layers[-1].jacobian
        return {j: list_terms(record.products[j]) for j in self.view.layers[-1].shown} if record else {}

    @cached_property
    def loss_terms(self) -> Terms:
        """The terms of the loss of the outputs that are shown, and what the others come to."""
        return self._of_outputs(self.backward.loss.terms)

    @cached_property
    def exponentials(self) -> Terms:
        """The exponentials of the outputs that are shown, where softmax makes them, and what the others come to."""
        softmax = self.forward.layers[-1].softmax
        return self._of_outputs(softmax.exponentials if softmax else ())

    @cached_property
    def shares(self) -> Terms:
        """The outputs that are shown, and what the others come to."""
        return self._of_outputs(self.forward.output)

    def _of_outputs(self, terms: Sequence[float]) -> Terms:
        shown = self.view.layers[-1].shown
        others = set(range(len(terms))) - set(shown)
        return Terms(shown, subtotal(terms, others) if others else None)

    @property
    def biases_stay(self) -> bool:
        """Whether the step is taken with the weights alone, as in a text that the lesson is compared with."""
        return self.lesson.published is not None and self.lesson.published.biases_stay

    @property
    def decimals_of_results(self) -> int:
        """With how many decimals the losses and the new weights of the step are shown."""
        return self.lesson.published.decimals if self.lesson.published else self.lesson.decimals

    @property
    def predicted(self) -> int:
        return predict_class(self.forward.output)

    @property
    def predicted_after(self) -> int:
        return predict_class(self.after.forward.output)

    @property
    def true(self) -> int:
        return predict_class(self.lesson.sample.target)

    @cached_property
    def way_back(self) -> tuple[Weight, ...]:
        """The way from an answer back to an input: at each neuron, along the term of its sum that weighs most.

        It begins at the predicted class, or at the first output drawn of a regression, and keeps to what is drawn;
        empty where all terms of a sum are 0.
        """
        shown = self.view.layers
        j = self.predicted if self.lesson.classifies and len(self.forward.output) > 1 else shown[-1].shown[0]
        way: list[Weight] = []
        for layer in range(len(self.network.layers), 0, -1):
            products = self.forward.layers[layer - 1].neurons[j].products
            k = max(shown[layer - 1].shown, key=lambda k: abs(products[k]))
            if products[k] == 0:
                return ()
            way.append(Weight(layer, j, k))
            j = k
        return tuple(way)

    @property
    def measured_output(self) -> tuple[float, ...] | None:
        """The output in the unit of the target, if targets were standardised."""
        scaling = self.lesson.target_scaling
        return None if scaling is None else scaling.measured(self.forward.output)

    @property
    def weights(self) -> tuple[float, ...]:
        """All weights, layer by layer and neuron by neuron: in the order in which they are numbered."""
        return tuple(weight for layer in self.network.layers for row in layer.weights for weight in row)


def study(lesson: Lesson) -> Study:
    """Train the lesson's network, or recall what came of it, and return what can be seen in it.

    Raises DivergenceError.
    """
    return Study(lesson, *learn(lesson))


def learn(lesson: Lesson) -> tuple[MLP, History | None]:
    """Return the lesson's network as trained, and the history of its training (see scenes.lessons.recording)."""
    if lesson.training is None:
        return lesson.network, None
    return _learn(lesson.network, lesson.training, lesson.name)


@lru_cache(maxsize=8)
def _learn(network: MLP, training: Training, name: str) -> tuple[MLP, History]:
    result = recall_or_record(network, training, name)
    return result.network, result.history


def _with_biases_of(network: MLP, stepped: MLP) -> MLP:
    """Return `stepped` with the biases of `network`."""
    pairs = zip(stepped.layers, network.layers, strict=True)
    return MLP([Layer(new.weights, old.biases, new.activation) for new, old in pairs], network.loss)
