"""Films of a network of 1.3 million random parameters, for script/bench: what a film costs follows what it draws."""

from __future__ import annotations

from random import Random

from mathnet import MLP
from scenes.backpropagation import Backpropagation
from scenes.forward_pass import ForwardPass
from scenes.lessons import Lesson, Sample

SIZES = (784, 1024, 512, 10)


def large_lesson() -> Lesson:
    """Return a lesson about a network of SIZES, whose weights and only sample are random."""
    rng = Random(1)
    return Lesson(
        name="large",
        title="a large network",
        network=MLP.initialised(SIZES, ("relu", "relu", "softmax"), "cross-entropy", rng),
        samples=(Sample(tuple(rng.random() for _ in range(SIZES[0])), (1.0,) + (0.0,) * (SIZES[-1] - 1)),),
        features=tuple(f"pixel {k}" for k in range(1, SIZES[0] + 1)),
        classes=tuple(f"digit {j}" for j in range(SIZES[-1])),
    )


class LargeForwardPass(ForwardPass):
    """The forward pass of a network of 1.3 million parameters."""

    lesson = large_lesson()


class LargeBackpropagation(Backpropagation):
    """Backpropagation in a network of 1.3 million parameters."""

    lesson = LargeForwardPass.lesson
