"""The training films: networks that learn, from their first epoch to their last.

Each is one lesson's; what happens in it stands in the module that it comes from.
"""

from __future__ import annotations

from scenes.learning.boundary import LearnBoundary
from scenes.learning.classes import LearnClasses
from scenes.learning.curve import LearnCurve
from scenes.learning.race import RaceRates
from scenes.learning.values import LearnValues
from scenes.learning.weights import CompareWeights


class TrainingIris(LearnClasses):
    """A network learns three species of iris: loss, accuracy and weights epoch by epoch, then its mistakes."""

    lesson = "iris"


class TrainingDiabetes(LearnValues):
    """A network learns to predict how far a disease goes: loss, weights and answers, then how far off it is."""

    lesson = "diabetes"


class TrainingQuadratic(LearnCurve):
    """A network learns y = x²: its line bends to fit the points, beside loss, weights and gradients in turn."""

    lesson = "quadratic"


class BeforeAndAfter(CompareWeights):
    """Every weight and bias of a small network before ten thousand epochs and after, and the change between."""

    lesson = "four-bit"


class TrainingDecisionBoundary(LearnBoundary):
    """Two moons are told apart: the boundary bends through the plane while the loss falls."""

    lesson = "moons"


class LearningRates(RaceRates):
    """One network learns y = x² with three learning rates: a third of the lesson's, its own, and one that diverges."""

    lesson = "quadratic"
