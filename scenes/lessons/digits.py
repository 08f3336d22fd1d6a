"""The lessons `digits-32`, `mnist-50` and `mnist-1024-512`: networks learn to read handwritten digits.

MNIST isn't part of the project. What comes with it, made by script/mnist, are 200 of its test images and the network of
`mnist-50` as trained, so that films of that need no MNIST; training a network does.
"""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

from mathnet import MLP, load_network
from scenes.lessons.data import Data
from scenes.lessons.datasets import load_set
from scenes.lessons.idx import read_images, read_labels
from scenes.lessons.lesson import Lesson, Plan
from scenes.lessons.mnist import DIGITS, digits_of

SHIPPED = Path(__file__).with_name("shipped")
IMAGES, LABELS, NETWORK, COURSE = (
    SHIPPED / name
    for name in ("test-images-idx3-ubyte.gz", "test-labels-idx1-ubyte.gz", "mnist-50.json", "mnist-50-course.json")
)

# the digit that is shown: it is read right, but only just
CLOSE_CALL = 8
# digits that the trained networks get wrong: there is something to be learned from them
MISTAKE, MISTAKE_OF_MNIST = 688, 33


@cache
def digits_32() -> Plan:
    """Handwritten digits of 8 × 8 pixels are read by 32 hidden neurons."""
    return Plan(
        name="digits-32",
        title="handwritten digits",
        data=load_set("digits"),
        hidden=(32,),
        learning_rate=0.02,
        epochs=20,
        every=1,
        shown=CLOSE_CALL,
    )


@cache
def digits_mistake() -> Plan:
    """The same network and a digit of its training set that it still gets wrong: what it would learn from that."""
    title = "a mistake of the digits' network"
    return replace(digits_32(), name="digits-mistake", title=title, shown=MISTAKE, from_training=True)


def plan_mnist_50() -> Plan:
    """Return how `mnist-50` is trained, in 17 epochs of 600 steps. Raises LessonError where there is no MNIST."""
    return Plan(
        name="mnist-50",
        title="MNIST",
        data=load_set("mnist"),
        hidden=(50,),
        activations=("sigmoid",),
        initialisation="glorot",
        learning_rate=0.1,
        batch_size=100,
        epochs=17,
        every=1,
    )


def plan_mnist_1024_512() -> Plan:
    """Return how `mnist-1024-512` is trained. Raises LessonError where there is no MNIST."""
    return Plan(
        name="mnist-1024-512",
        title="MNIST",
        data=load_set("mnist"),
        hidden=(1024, 512),
        learning_rate=0.02,
        momentum=0.9,
        batch_size=100,
        epochs=10,
    )


@cache
def mnist_50() -> Lesson:
    """Handwritten digits of MNIST are read by 50 hidden neurons, already trained."""
    return replace(_about("mnist-50", load_network(NETWORK)), course=COURSE)


@cache
def mnist_mistake() -> Lesson:
    """The same network and a digit that it gets wrong."""
    return replace(mnist_50(), name="mnist-mistake", title="a mistake of MNIST's network", shown=MISTAKE_OF_MNIST)


@cache
def mnist_1024_512() -> Lesson:
    """Handwritten digits of MNIST are read by 1024 and 512 hidden neurons; not trained before it has MNIST."""
    sizes, activations = (784, 1024, 512, DIGITS), ("relu", "relu", "softmax")
    return _about("mnist-1024-512", MLP.initialised(sizes, activations, "cross-entropy", random.Random(1)))


@cache
def shipped_images() -> Data:
    """Return those images of MNIST's test set that come with the project."""
    return digits_of(read_images(IMAGES), read_labels(LABELS, DIGITS), tested=0)


def _about(name: str, network: MLP) -> Lesson:
    """Return a lesson about `network` as it stands, which is shown the images that come with the project."""
    plan = Plan(name=name, title="MNIST", data=shipped_images(), hidden=(), test_share=0.0)
    return replace(plan.lesson(), network=network, training=None)
