"""Study → the question that a forward pass begins with, and what goes into the network."""

from __future__ import annotations

from scenes.lessons.preparation import STANDARD
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Entrance, Feature
from scenes.storyboards.notation import LEGEND, SAID_OF_EDGES, output_names
from scenes.storyboards.reading import listed, part_line, read_activation, shown_neurons
from scenes.storyboards.readout import Line, Reader, decimals_of
from scenes.storyboards.tell_outcome import NAME_LENGTH
from scenes.storyboards.words import Claim, Words, about, is_about
from scenes.studies import Neuron, Study

MOST_ASKED = 4  # classes that a question names


def tell_features(study: Study, read: Reader) -> tuple[Feature, ...]:
    """Return the inputs that are drawn."""
    return tuple(_feature(study, read, place) for place in shown_neurons(study, 0))


def tell_entrance(study: Study, read: Reader) -> Entrance:
    features = tell_features(study, read)
    # one that varies says more of standardising than one that doesn't
    varied = (
        k for k, feature in enumerate(features) if feature.standardised and len(feature.standardised.operands) > 2
    )
    worked = next(varied, 0)
    feature = features[worked]
    these = "This number is the input: " if study.network.sizes[0] == 1 else "These numbers are the input: "
    second: Words = (these, feature.name, is_about(feature.x), feature.x, ".")
    shift, scale = study.lesson.scaling.names if study.lesson.scaling else STANDARD
    if feature.standardised and feature.measured:
        how = f"Minus the {shift}, divided by the {scale}: "
        second = (
            Claim(
                ("Counted in standard deviations from the mean: " if (shift, scale) == STANDARD else how,),
                _varies(study, feature.place.j),
                (f"It is the same in all training samples, so only its {shift} is taken off: ",),
            ),
            feature.name,
            ", ",
            feature.measured,
            f" {study.lesson.unit}" if study.lesson.unit else "",
            ", becomes",
            *about(feature.x),
            ".",
        )
    title, question, answers = _question(study, read)
    return Entrance(
        "sample",
        title,
        ("what is known, and what is asked",),
        {"question": question, "network": (SAID_OF_EDGES,), "input": second},
        features,
        worked,
        (("measured",), (f"− {shift}",), (f"÷ {scale}",)),
        answers,
        part_line(read, 0, study.view.layers[0]),
        LEGEND,
    )


def _question(study: Study, read: Reader) -> tuple[Words, Words, tuple[Line, ...]]:
    """Return the film's question as a title, and as it is asked of the sample, and the answers that there may be."""
    noun, names = read.name("lesson.noun"), output_names(study, read, NAME_LENGTH)
    if study.lesson.classifies and study.network.sizes[-1] == 1:
        names = tuple(read.name(f"lesson.classes[{j}]", NAME_LENGTH) for j in range(len(study.lesson.classes)))
    part = part_line(read, len(study.network.layers), study.view.layers[-1])
    answers = (*((name, "?") for name in names), *((part,) if part else ()))
    here: Words = ("Here is one ", noun, ". ")
    if not study.lesson.classifies:
        if len(answers) == 1:
            return ("Which value belongs to this ", noun, "?"), (*here, "Which ", names[0], " belongs to it?"), answers
        return ("Which values belong to this ", noun, "?"), (*here, "Which values belong to it?"), answers
    title: Words = ("Which class is this ", noun, "?")
    if len(answers) > MOST_ASKED:
        return title, (*here, "Which of these classes is it?"), answers
    return title, (*here, "Is it ", *listed(names, "or"), "?"), answers


def _varies(study: Study, k: int) -> bool:
    return study.lesson.scaling is not None and study.lesson.scaling.deviations[k] > 0


def _feature(study: Study, read: Reader, place: Neuron) -> Feature:
    k = place.j
    name, x = read.name(f"lesson.features[{k}]", NAME_LENGTH), read_activation(study, read, place)
    sample, scaling = study.lesson.sample, study.lesson.scaling
    if sample.measured is None or scaling is None:
        return Feature(place, name, x, None, None)
    measured = read(f"lesson.sample.measured[{k}]", decimals_of(sample.measured, study.lesson.decimals))
    mean, deviation = read(f"lesson.scaling.means[{k}]"), read(f"lesson.scaling.deviations[{k}]")
    if not _varies(study, k):
        return Feature(place, name, x, measured, Equation("difference", (measured, mean), x))
    return Feature(place, name, x, measured, Equation("standardised", (measured, mean, deviation), x))
