"""The films of images: how handwriting becomes a digit, and how a network learns to see it.

Each is one lesson's, and works for any lesson of images; what happens in it stands in the module that it comes from.
"""

from __future__ import annotations

from scenes.images.architecture import SeeArchitecture
from scenes.images.backward import SeeBackward
from scenes.images.forward import SeeForward
from scenes.images.mistakes import SeeMistakes
from scenes.images.training import SeeTraining


class DigitsArchitecture(SeeArchitecture):
    """An image becomes a row of pixels, the input of a network whose layers and parameters are counted."""

    lesson = "digits-32"


class DigitsForwardPass(SeeForward):
    """A handwritten digit goes through a network: neurons glow, one is opened up, the strongest output answers."""

    lesson = "digits-32"


class DigitsBackpropagation(SeeBackward):
    """What a network learns from a digit that it gets wrong: errors run back, and weights take a step."""

    lesson = "digits-mistake"


class DigitsTraining(SeeTraining):
    """A network learns to read handwriting: accuracy, classes, weights and answers epoch by epoch, then confusions."""

    lesson = "digits-32"


class DigitsMistakes(SeeMistakes):
    """What a network gets wrong of handwriting: a stop at each mistake, its strongest answers, what it confuses."""

    lesson = "digits-32"
