"""What is said of gradients that vanish, chapter by chapter."""

from __future__ import annotations

from itertools import pairwise

from scenes.storyboards.pair import ask_why, compare_losses, tell_losses
from scenes.storyboards.readout import Reader, Readout
from scenes.storyboards.training import Chapter
from scenes.storyboards.words import Claim, about
from scenes.studies.pair import FAILS, HELPED
from scenes.studies.vanishing import VanishingStudy

LEVEL = 100.0  # times: gradients that differ by less count as about level


def tell_question(study: VanishingStudy, read: Reader) -> Chapter:
    return Chapter(
        "question",
        (ask_why(study),),
        ("the same layers, points and learning rate; other neurons, and other starting weights",),
        {
            "points": (
                "Given x, a network of ",
                read("depth"),
                " hidden layers should say y. At the left, they are sigmoid. ",
                ask_why(study),
            ),
            "run": tell_losses(study, read),
        },
    )


def tell_back(study: VanishingStudy, line: Readout, times: Readout) -> Chapter:
    sizes = study.sizes[FAILS][0]
    return Chapter(
        "back",
        ("What comes back",),
        ("sigmoid, before training: the mean size of a gradient in each layer",),
        {
            "gradients": (
                "A weight learns by its gradient: how the loss changes with it. Gradients come from the back.",
            ),
            "bars": (
                "A bar is the mean gradient of a layer, without signs. ",
                Claim(("Layer by layer they shrink.",), all(before < after for before, after in pairwise(sizes))),
            ),
            "axis": ("Each line up is ", line, " times the one below it. What looks short is tiny."),
            "times": (
                "The last layer's gradient is",
                *about(times),
                " times as large as the first one's.",
            ),
        },
    )


def tell_why(read: Reader) -> Chapter:
    return Chapter(
        "why",
        ("Why gradients shrink",),
        ("on its way back, a gradient is multiplied by a weight and by a slope, over and over",),
        {
            "slope": ("In each neuron it passes, a gradient is multiplied by the slope of its sigmoid.",),
            "dots": ("Each dot is a hidden neuron, for one point. No slope is ever above ", read("peak"), "."),
            "neuron": ("Of what comes back to this neuron, its slope leaves so much.",),
            "way": ("On one way back, these slopes multiply. Unless weights are large, little is left.",),
            "relu": ("ReLU has slope one wherever it is on. However often multiplied, one stays one.",),
        },
    )


def tell_help(study: VanishingStudy) -> Chapter:
    spread = study.spreads[HELPED]
    has_little = study.sizes[FAILS][-1][-1] < study.sizes[FAILS][0][-1] / LEVEL
    return Chapter(
        "help",
        ("What helps: ReLU",),
        ("the same points; weights drawn as large as ReLU needs them (He initialisation)",),
        {
            "level": (
                Claim(
                    ("With ReLU, and weights to match, the bars are about level.",),
                    spread < LEVEL and spread < study.spreads[FAILS] / LEVEL,
                    ("Here are the gradients of both, before training.",),
                ),
            ),
            "train": (
                Claim(
                    ("Now both train. The first layer's weights hardly move at the left; at the right they do.",),
                    study.moved[FAILS][-1] < study.moved[HELPED][-1] / LEVEL,
                    ("Now both train. Above stands how far weights of the first layer have moved, on average.",),
                ),
            ),
            "end": (
                Claim(
                    (
                        "At the left it says the mean of the points, for every x. "
                        "Errors up and down cancel: hardly any gradient is left.",
                    ),
                    study.settles and has_little,
                    (
                        Claim(
                            ("In the end, even the last layer at the left has hardly any gradient.",),
                            has_little,
                            ("So the gradients are after the last step.",),
                        ),
                    ),
                ),
            ),
        },
    )


def tell_finish(study: VanishingStudy, read: Reader) -> Chapter:
    return Chapter(
        "finish",
        ("What reaches the first layer",),
        ("both after as many steps, with the same learning rate",),
        {
            "losses": compare_losses(study, read, "with sigmoid", "with ReLU"),
            "moral": ("Small slopes, multiplied, leave hardly any gradient. Slopes of one let it through.",),
        },
    )
