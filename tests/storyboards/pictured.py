"""Lessons of small images, among them some that break the story: nothing to learn, nothing active, nothing black."""

from __future__ import annotations

from random import Random

from mathnet import MLP, Layer
from scenes.lessons import Lesson, Sample


def images(
    sizes: tuple[int, ...] = (3, 2),
    activations: tuple[str, ...] = ("relu", "softmax"),
    *,
    shape: tuple[int, int] = (3, 4),
    stretch: float = 1.0,
    loss: str = "cross-entropy",
    x: tuple[float, ...] | None = None,
    seed: int = 1,
    learning_rate: float = 0.1,
) -> Lesson:
    """Return a lesson of one random image and a random network of these layers."""
    rng = Random(seed)
    count = shape[0] * shape[1]
    drawn = MLP.initialised((count, *sizes), activations, loss, rng)
    layers = [
        Layer([[stretch * w for w in row] for row in layer.weights], layer.biases, layer.activation)
        for layer in drawn.layers
    ]
    pixels = x or tuple(rng.choice((0.0, rng.random(), 1.0)) for _ in range(count))
    return Lesson(
        name="images",
        title="images <b>#f$",
        network=MLP(layers, loss),
        samples=(Sample(pixels, (1.0,) + (0.0,) * (sizes[-1] - 1)),),
        features=tuple(f"pixel {k // shape[1] + 1},{k % shape[1] + 1}" for k in range(count)),
        classes=tuple(f"#class _{j}_" for j in range(sizes[-1])),
        noun="image",
        image=shape,
        learning_rate=learning_rate,
    )


LESSONS = [
    *(images(seed=seed) for seed in range(4)),
    images((2,), ("softmax",)),
    images((6, 5, 3), ("tanh", "sigmoid", "softmax"), stretch=4.0),
    images((4, 3), ("relu", "softmax"), stretch=-1.0, seed=3),
    images((4, 3), ("identity", "softmax"), x=tuple(0.25 + 0.01 * k for k in range(12))),
    images((4, 2), ("relu", "softmax"), x=(0.0,) * 12),
    images((4, 2), ("sigmoid", "sigmoid"), loss="binary-cross-entropy", learning_rate=200.0),
    images((4, 2), ("relu", "softmax"), stretch=500.0, seed=2),
    images((5, 4), ("tanh", "softmax"), learning_rate=1e-9),
]
