"""How fast a training step is: mathnet's against a plain loop, micrograd and scikit-learn, as ratios of one run.

The step is one sample of gradient descent on the Iris network (4-8-6-3, ReLU, ReLU, softmax, cross-entropy; all 150
flowers, standardised). Each contender starts from the same weights and takes the same samples in the same order, an
epoch a round, in turn; a ratio is that of the median rounds. At the end all have to have the same loss, or nothing is
reported. Every contender is used in its own best interest: micrograd is spared the softmax (its gradient p − y is
worked out in floats, as its Value has no exp), and only scikit-learn's two ways of calling are its users' choice.

    .venv/bin/python script/bench_training.py [rounds]
"""

from __future__ import annotations

import gc
import math
import random
import statistics
import sys
import time
import warnings

import numpy as np
from micrograd.engine import Value
from micrograd.nn import MLP as MicrogradMLP  # noqa: N811
from sklearn.datasets import load_iris
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

from mathnet import MLP, Layer, Samples, TrainingSettings, evaluate, kernel, train

RATE = 0.01


class PlainLoop:
    """Loops over lists of lists, weights updated in place: what one writes who follows a textbook's indices."""

    def __init__(self, network, samples):
        self.weights = [[list(row) for row in layer.weights] for layer in network.layers]
        self.biases = [list(layer.biases) for layer in network.layers]
        self.samples = [(list(x), list(y)) for x, y in zip(samples.inputs, samples.targets, strict=True)]

    def run_epoch(self):
        for x, y in self.samples:
            self.step(x, y)

    def step(self, x, y):
        weights, biases = self.weights, self.biases
        activations, zs = [x], []
        for n in range(len(weights)):
            z = []
            for j in range(len(weights[n])):
                total = biases[n][j]
                for k in range(len(weights[n][j])):
                    total += weights[n][j][k] * activations[n][k]
                z.append(total)
            zs.append(z)
            activations.append([max(0.0, value) for value in z] if n < len(weights) - 1 else self.softmax(z))
        delta = [activations[-1][j] - y[j] for j in range(len(y))]
        for n in reversed(range(len(weights))):
            before = []
            if n > 0:
                for k in range(len(activations[n])):
                    upstream = 0.0
                    for j in range(len(delta)):
                        upstream += weights[n][j][k] * delta[j]
                    before.append(upstream if zs[n - 1][k] > 0 else 0.0)
            for j in range(len(delta)):
                for k in range(len(activations[n])):
                    weights[n][j][k] -= RATE * delta[j] * activations[n][k]
                biases[n][j] -= RATE * delta[j]
            delta = before

    @staticmethod
    def softmax(z):
        largest = max(z)
        exponentials = [math.exp(value - largest) for value in z]
        total = sum(exponentials)
        return [value / total for value in exponentials]

    def parameters(self):
        return self.weights, self.biases


class Comprehensions(PlainLoop):
    """The same with sum, zip and comprehensions, gradients kept in lists first, as in Nielsen's network.py."""

    def step(self, x, y):
        activations = [x]
        for weights, biases in zip(self.weights, self.biases, strict=True):
            inputs = activations[-1]
            z = [sum(w * a for w, a in zip(row, inputs)) + b for row, b in zip(weights, biases)]  # noqa: B905
            last = weights is self.weights[-1]
            activations.append(self.softmax(z) if last else [max(0.0, value) for value in z])
        delta = [a - t for a, t in zip(activations[-1], y)]  # noqa: B905
        weight_gradients, bias_gradients = [None] * len(self.weights), [None] * len(self.weights)
        for n in reversed(range(len(self.weights))):
            weight_gradients[n] = [[d * a for a in activations[n]] for d in delta]
            bias_gradients[n] = delta
            if n > 0:
                columns = zip(*self.weights[n])  # noqa: B905
                upstream = [sum(w * d for w, d in zip(column, delta)) for column in columns]  # noqa: B905
                delta = [u if a > 0 else 0.0 for u, a in zip(upstream, activations[n])]  # noqa: B905
        for n, (weights, gradients) in enumerate(zip(self.weights, weight_gradients, strict=True)):
            self.weights[n] = [
                [w - RATE * g for w, g in zip(row, changes)]  # noqa: B905
                for row, changes in zip(weights, gradients)  # noqa: B905
            ]
            self.biases[n] = [b - RATE * g for b, g in zip(self.biases[n], bias_gradients[n])]  # noqa: B905


class Mathnet:
    """The step of mathnet.train, an epoch a call."""

    def __init__(self, network, samples):
        self.network, self.flat = network, kernel.flatten(network)
        self.rows = [x + y for x, y in zip(samples.inputs, samples.targets, strict=True)]

    def run_epoch(self):
        self.flat = kernel.descend(self.network, self.flat, self.rows, RATE)

    def parameters(self):
        layers = kernel.unflatten(self.network, self.flat).layers
        return [layer.weights for layer in layers], [layer.biases for layer in layers]


class MathnetTrain(Mathnet):
    """mathnet.train itself for one epoch: the step, the checks, and the loss of all samples before and after."""

    def __init__(self, network, samples):
        super().__init__(network, samples)
        self.samples = samples

    def run_epoch(self):
        settings = TrainingSettings(RATE, epochs=1, shuffle=False)
        self.network = train(self.network, self.samples, settings=settings).network
        self.flat = ()

    def parameters(self):
        return [layer.weights for layer in self.network.layers], [layer.biases for layer in self.network.layers]


class Micrograd:
    def __init__(self, network, samples):
        self.model = MicrogradMLP(network.sizes[0], list(network.sizes[1:]))
        for layer, own in zip(network.layers, self.model.layers, strict=True):
            for row, bias, neuron in zip(layer.weights, layer.biases, own.neurons, strict=True):
                neuron.b.data = bias
                for weight, value in zip(neuron.w, row, strict=True):
                    weight.data = value
        self.samples = [(list(x), list(y)) for x, y in zip(samples.inputs, samples.targets, strict=True)]

    def run_epoch(self):
        for x, y in self.samples:
            z = self.model(x)
            p = PlainLoop.softmax([value.data for value in z])
            loss = Value(0.0)
            for value, a, t in zip(z, p, y, strict=True):
                loss = loss + value * (a - t)  # its gradient in z is that of softmax with cross-entropy
            self.model.zero_grad()
            loss.backward()
            for parameter in self.model.parameters():
                parameter.data -= RATE * parameter.grad

    def parameters(self):
        layers = self.model.layers
        weights = [[[w.data for w in neuron.w] for neuron in layer.neurons] for layer in layers]
        return weights, [[neuron.b.data for neuron in layer.neurons] for layer in layers]


class ScikitLearn:
    """MLPClassifier.partial_fit on all samples: an epoch in one call, its batches one sample each."""

    def __init__(self, network, samples):
        self.inputs = np.array(samples.inputs)
        self.labels = np.argmax(samples.targets, axis=1)
        self.model = MLPClassifier(
            hidden_layer_sizes=network.sizes[1:-1],
            solver="sgd",
            batch_size=1,
            learning_rate_init=RATE,
            alpha=0.0,
            momentum=0.0,
            shuffle=False,
        )
        self.model.partial_fit(self.inputs, self.labels, classes=[0, 1, 2])  # makes the arrays that are now filled
        for array, layer in zip(self.model.coefs_, network.layers, strict=True):
            array[:] = np.array(layer.weights).T
        for array, layer in zip(self.model.intercepts_, network.layers, strict=True):
            array[:] = layer.biases

    def run_epoch(self):
        self.model.partial_fit(self.inputs, self.labels)

    def parameters(self):
        return [array.T.tolist() for array in self.model.coefs_], [array.tolist() for array in self.model.intercepts_]


class ScikitLearnBySample(ScikitLearn):
    """MLPClassifier.partial_fit with one sample a call."""

    def run_epoch(self):
        for i in range(len(self.inputs)):
            self.model.partial_fit(self.inputs[i : i + 1], self.labels[i : i + 1])


def load_samples():
    inputs, labels = load_iris(return_X_y=True)
    order = list(range(len(labels)))
    random.Random(0).shuffle(order)
    inputs = StandardScaler().fit_transform(inputs)[order]
    return Samples(inputs, np.eye(3)[labels[order]])


def measure(contenders, rounds):
    """Return each contender's median seconds a step, of `rounds` rounds after one to warm up."""
    seconds = {name: [] for name in contenders}
    # micrograd's graphs set off garbage collections: they aren't to search the modules that only the others need
    gc.collect()
    gc.freeze()
    for _ in range(rounds + 1):
        for name, contender in contenders.items():
            gc.collect()  # so that nobody tidies up after another
            start = time.perf_counter()
            contender.run_epoch()
            seconds[name].append((time.perf_counter() - start) / 150)
    return {name: statistics.median(values[1:]) for name, values in seconds.items()}


def check_same_mathematics(contenders, network, samples):
    losses = {}
    for name, contender in contenders.items():
        layers = zip(*contender.parameters(), network.activations, strict=True)
        losses[name] = evaluate(MLP([Layer(*layer) for layer in layers], network.loss), samples)[0]
    if max(losses.values()) - min(losses.values()) > 1e-9:
        sys.exit(f"the contenders don't do the same: {losses}")
    return losses["mathnet"]


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 41
    warnings.simplefilter("ignore")
    samples = load_samples()
    network = MLP.initialised([4, 8, 6, 3], ["relu", "relu", "softmax"], "cross-entropy", random.Random(0))
    kinds = {
        "mathnet": Mathnet,
        "plain loop": PlainLoop,
        "comprehensions": Comprehensions,
        "micrograd": Micrograd,
        "scikit-learn, a call an epoch": ScikitLearn,
        "scikit-learn, a call a sample": ScikitLearnBySample,
        "mathnet.train, losses and all": MathnetTrain,
    }
    contenders = {name: kind(network, samples) for name, kind in kinds.items()}
    seconds = measure(contenders, rounds)
    loss = check_same_mathematics(contenders, network, samples)
    reach = {"plain loop": 6, "micrograd": 35, "scikit-learn, a call an epoch": 10, "scikit-learn, a call a sample": 10}
    print(f"training step, Iris 4-8-6-3, Python {sys.version.split()[0]}, {rounds} rounds of 150 steps each")
    print(f"all contenders end with the same loss, {loss:.9f}, to within 1e-9")
    for name, value in seconds.items():
        ratio = value / seconds["mathnet"]
        goal = f"   reach {reach[name]}×: {'met' if ratio >= reach[name] else 'not met'}" if name in reach else ""
        print(f"{name:30} {value * 1e6:8.2f} µs {ratio:7.2f}×{goal}")


if __name__ == "__main__":
    main()
