"""What is said of the part of a network that is drawn with its weights, where there is no room for all of it."""

from __future__ import annotations

from scenes.storyboards.reading import Values
from scenes.storyboards.readout import Line, Reader
from scenes.storyboards.words import Claim, Words
from scenes.studies import Neuron
from scenes.studies.weights import WeightStudy


def numbers_of(study: WeightStudy, read: Reader) -> Values:
    """Return the numbers of the inputs, and of hidden neurons that are some of many."""
    layers = list(enumerate(study.part.layers[:-1]))
    places = (Neuron(n, j) for n, layer in layers if n == 0 or not layer.is_whole for j in layer.shown)
    return {place: read.number(place.itself) for place in places}


def say_drawn(study: WeightStudy, read: Reader) -> Line:
    """Return how many neurons of each layer are drawn; empty where all are."""
    if study.part.is_whole:
        return ()
    counts = [(read(f"part.layers[{n}].count"), " of ", read(f"part.layers[{n}].size")) for n in range(study.depth)]
    return ("; drawn: ", *counts[0], *(part for count in counts[1:] for part in (", ", *count)), " neurons")


def say_rows(study: WeightStudy, read: Reader) -> Words:
    ends = [study.part.layers[end] for end in (0, -1)]
    return (
        Claim(
            ("all rows",),
            study.shown == study.rows,
            ("the first ", read("shown"), " of ", read("rows"), " rows"),
        ),
        ": what comes in and what should come out",
        Claim(
            (", as the network gets them",),
            all(layer.is_whole for layer in ends),
            (", at the neurons that are drawn",),
        ),
    )


def among(study: WeightStudy, sentence: str) -> str:
    """Return a sentence about all weights that are drawn."""
    return sentence if study.part.is_whole else f"Of those drawn: {sentence[0].lower()}{sentence[1:]}"
