"""What is said of a ReLU neuron that dies, chapter by chapter."""

from __future__ import annotations

from scenes.storyboards.pair import ask_why, compare_losses, tell_losses
from scenes.storyboards.readout import Reader, Symbol
from scenes.storyboards.training import Chapter
from scenes.storyboards.words import Claim
from scenes.studies.dead import DeadStudy
from scenes.studies.pair import FAILS


def tell_question(study: DeadStudy, read: Reader) -> Chapter:
    return Chapter(
        "question",
        (ask_why(study),),
        ("one network, trained twice from the same start, with two learning rates",),
        {
            "points": ("Given x, a network should say y. At the left, its learning rate is large. ", ask_why(study)),
            "run": tell_losses(study, read),
        },
    )


def tell_neuron(study: DeadStudy, read: Reader) -> Chapter:
    return Chapter(
        "neuron",
        ("One of its neurons",),
        ("ReLU: a sum above zero is passed on, any other becomes zero",),
        {
            "sum": (
                "Here is one hidden neuron of the run with the large rate. Each dot is a point's sum, ",
                Symbol("_w_ · _x_ + _b_", "w · x + b"),
                ".",
            ),
            "relu": ("ReLU passes on what is above zero. All else becomes zero.",),
            "dots": (
                "Above zero the neuron is on: for ",
                read(f"on[{FAILS}][{study.stage - 1}]"),
                " of the ",
                read("count"),
                " points.",
            ),
        },
    )


def tell_step(study: DeadStudy) -> Chapter:
    return Chapter(
        "step",
        ("One step too large",),
        ("new = old − learning rate · gradient, which is the mean over all points",),
        {
            "update": (
                Claim(("This is the very first step: ",), study.death.epoch == 1, ("This is the fatal step: ",)),
                "new = old − learning rate · gradient.",
            ),
            "dead": ("It leads so far that no sum is above zero any more. For every point, the neuron is off.",),
        },
    )


def tell_stays(study: DeadStudy) -> Chapter:
    return Chapter(
        "stays",
        ("Why it never comes back",),
        ("a gradient is a product, and the slope of ReLU is one of its factors",),
        {
            "flat": ("Left of zero, ReLU is flat: its slope is zero. So every gradient of this neuron is zero.",),
            "zero": ("The next step changes nothing in it. Neither does any step after that.",),
            "others": (
                Claim(
                    ("No neuron of the layer gives anything now. All that is left is the output's bias: a flat line.",),
                    study.is_empty,
                    ("Grey is what gives nothing any more, for any of the points.",),
                ),
            ),
            "frozen": (
                Claim(
                    ("Only that bias still moves, to the mean of the points. The neuron stays off for ever.",),
                    study.is_empty and study.settles,
                    ("The training goes on, and the neuron stays where it is, for ever.",),
                ),
            ),
        },
    )


def tell_help(study: DeadStudy) -> Chapter:
    return Chapter(
        "help",
        ("What helps: smaller steps",),
        ("the same neuron from the same start, in both runs",),
        {
            "both": ("At the right, the same neuron from the same start. Only the learning rate is smaller.",),
            "lives": (
                "Its sums move in small steps. ",
                Claim(
                    ("Some of them are above zero all the time.",),
                    study.always_on,
                    ("In the end, some of them are above zero.",),
                ),
            ),
        },
    )


def tell_finish(study: DeadStudy, read: Reader) -> Chapter:
    return Chapter(
        "finish",
        ("Dead, and alive",),
        ("grey is a neuron that is off for every point",),
        {
            "losses": compare_losses(study, read, "with the large rate", "with the small one"),
            "moral": ("A neuron that is off for every point gets no gradient, so it can't learn. Take smaller steps.",),
        },
    )
