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


def beside_drawn(study: WeightStudy, read: Reader, what: str) -> Line:
    """Return `what` goes on, and how many neurons are drawn of each layer where that isn't all.

    Where layers aren't drawn, those are named that are, and there is no room for anything else.
    """
    if study.part.is_whole:
        return (what,)
    counts = [(read(f"part.layers[{n}].count"), " of ", read(f"part.layers[{n}].size")) for n in study.columns]
    listed: Line = (*counts[0], *(part for count in counts[1:] for part in (", ", *count)), " neurons")
    if study.has_every_layer:
        return (what, "; drawn: ", *listed)
    return ("drawn: ", *layers_drawn(read), ": ", *listed)


def layers_drawn(read: Reader) -> Line:
    """Return which layers are drawn of a network of which not all are."""
    first, last, hidden = read("first_drawn"), read("last_drawn"), read("hidden")
    if first.value == 0:
        return ("input to hidden layer ", last, " of ", hidden)
    if last.value > hidden.value:
        return ("hidden layer ", first, " of ", hidden, " to output")
    return ("hidden layers ", first, " to ", last, " of ", hidden)


def say_drawn(study: WeightStudy) -> Words:
    """Say by which rules layers and neurons were chosen, where not all are drawn."""
    return (
        Claim(
            ("Drawn are the layers around the weight that changes most. ",),
            not study.has_every_layer and study.is_moved,
            (Claim(("Drawn are the last layers. ",), not study.has_every_layer and not study.is_moved),),
        ),
        Claim(
            ("Of each layer, those neurons are drawn that matter most for one sample.",),
            not study.has_every_neuron,
        ),
    )


def say_rows(study: WeightStudy, read: Reader) -> Words:
    return (
        Claim(
            ("all rows",),
            study.shown == study.rows,
            ("the first ", read("shown"), " of ", read("rows"), " rows"),
        ),
        ": what comes in and what should come out",
        Claim(
            (", as the network gets them",),
            all(layer.is_whole for layer in study.ends),
            (", at some of the inputs and outputs",),
        ),
    )


def among(study: WeightStudy, sentence: str) -> str:
    """Return a sentence about all weights that are drawn."""
    return sentence if study.part.is_whole else f"Of those drawn: {sentence[0].lower()}{sentence[1:]}"
