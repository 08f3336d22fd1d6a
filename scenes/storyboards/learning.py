"""What is said while a network learns, whatever it learns: of its loss, its weights, and samples kept from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import fsum

from mathnet import MLP, Samples
from mathnet.kernel import flatten, outputs
from scenes.storyboards.readout import Line, Reader
from scenes.storyboards.training import Course, Passage, passages
from scenes.storyboards.words import Claim, Words

SETS = {"train": "training", "test": "test"}
HARDLY = 0.01  # what changes by less than this share of itself hardly changes
RISEN = 1.1  # times its lowest, a loss has risen again
PARTS = 10  # of a training, over each of which a loss is averaged: from epoch to epoch it goes up and down


def is_tested(course: Course) -> bool:
    return course.run.epochs[0].test_loss is not None


def kinds_of(course: Course) -> tuple[str, ...]:
    """Return the sets of samples that there are, keys of SETS."""
    return tuple(SETS)[: 1 + is_tested(course)]


def epochs_of(course: Course, read: Reader) -> tuple[Line, ...]:
    """Return for each stage which epoch it is."""
    return tuple(
        ("epoch ", read(f"stages[{i}].epoch"), " of ", read("run.settings.epochs")) for i in range(len(course.stages))
    )


def tell_passages(
    course: Course, read: Reader, beside: Callable[[Passage], Words] = lambda _: ()
) -> tuple[Passage, ...]:
    """Return what is said while a run is shown; `beside` adds to what is said of the loss in the first passage."""
    tested = is_tested(course)
    run = passages(len(course.stages), ((),) * (2 + tested), (0.3, 0.65, 1.0) if tested else (0.5, 1.0))
    noun = read.name("lesson.noun")
    before, after = (course.records[stage].train_loss for stage in (run[0].first, run[0].last))
    captions: tuple[Words, ...] = (
        (
            "In an epoch, every training ",
            noun,
            " comes by once. ",
            trend("The loss", before, after),
            *beside(run[0]),
            ".",
        ),
        (
            "Edges change with their weights: red and solid when positive, blue and dashed when negative. ",
            Claim(
                ("Before the end, some change their sign.",), changes_signs(course), ("None of them changes its sign.",)
            ),
        ),
        ("The network never learns from the test samples. ", strangers(course)) if tested else (),
    )
    return tuple(replace(passage, caption=caption) for passage, caption in zip(run, captions, strict=False))


def steps(course: Course) -> Words:
    """Return when the weights change."""
    return (
        Claim(
            ("after each sample",),
            course.run.settings.batch_size == 1,
            ("after each batch of samples",),
        ),
        ", the weights take a step towards a smaller loss",
    )


def trend(what: str, before: float, after: float) -> Claim:
    """Claim where something that isn't negative goes."""
    return Claim(
        (f"{what} falls",),
        after < (1 - HARDLY) * before,
        (Claim((f"{what} rises",), after > (1 + HARDLY) * before, (f"{what} hardly changes",)),),
    )


def changes_signs(course: Course) -> bool:
    """Whether the edge of any weight looks different at a stage from how it looked at first."""
    first = signs_of(course.stages[0].network)
    return any(signs_of(stage.network) != first for stage in course.stages)


def signs_of(network: MLP) -> tuple[bool, ...]:
    return tuple(weight < 0 for layer in network.layers for row in layer.weights for weight in row)


def strangers(course: Course) -> Claim:
    """Claim how the network does on samples that it never learned from."""
    final = course.run.epochs[-1]
    train, test = final.train_loss, final.test_loss or 0.0
    return Claim(
        ("Their loss ends lower than that of the training samples: they happen to be easier for it.",),
        test < (1 - HARDLY) * train,
        (
            Claim(
                ("Their loss rises again after its lowest, while that of the training samples still falls.",),
                rises_again(course),
                (
                    Claim(
                        ("Their loss ends higher than that of the training samples: new ones are harder for it.",),
                        test > (1 + HARDLY) * train,
                        ("Their loss ends like that of the training samples.",),
                    ),
                ),
            ),
        ),
    )


def rises_again(course: Course) -> bool:
    """Whether the test loss, averaged over parts of the training, rises from its lowest while the other one falls."""
    train = averages([record.train_loss for record in course.run.epochs])
    test = averages([record.test_loss or 0.0 for record in course.run.epochs])
    lowest = test.index(min(test))
    return test[-1] > RISEN * test[lowest] and train[-1] < train[lowest]


def averages(values: Sequence[float]) -> list[float]:
    """Return the means of parts of `values`, all equally long, counted from the end; what is left at first is left out.

    >>> averages([9.0, 1.0, 3.0]), averages([float(i) for i in range(21)])[-2:]
    ([9.0, 1.0, 3.0], [17.5, 19.5])
    """
    size = max(1, len(values) // PARTS)
    ends = range(len(values), size - 1, -size)
    return [fsum(values[end - size : end]) / size for end in ends][::-1]


def answers_of(network: MLP, samples: Samples) -> tuple[tuple[float, ...], ...]:
    """Return what the network says of each sample."""
    rows = [(*x, *y) for x, y in zip(samples.inputs, samples.targets, strict=True)]
    return tuple(result[1:] for result in outputs(network, flatten(network), rows))  # the first is the loss
