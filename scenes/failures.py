"""Why learning fails, and what helps: three failures, each beside a run that differs in one thing."""

from __future__ import annotations

from scenes.learning.dead import DyingNeuron
from scenes.learning.twins import TwinNeurons
from scenes.learning.vanishing import VanishingGradients


class DeadRelu(DyingNeuron):
    """A ReLU neuron that one large step switches off for ever, and a smaller step that doesn't."""

    lesson = "dying-relu"


class VanishingGradient(VanishingGradients):
    """Eight sigmoid layers whose gradients shrink layer by layer, and eight of ReLU whose gradients don't."""

    lesson = "deep-sigmoid"


class EqualWeights(TwinNeurons):
    """Hidden neurons that start with equal weights and stay twins for ever, and neurons that start at random."""

    lesson = "equal-weights"
