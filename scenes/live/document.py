"""What the page of a live network holds, as data: the network, its training, and samples to give it.

Every number is the lesson's, to the last bit. `scenes/live/network.js` says what each part is for the scripts.
"""

from __future__ import annotations

from itertools import chain

from mathnet import MLP, evaluate
from mathnet.packing import pack
from scenes.lessons import Lesson, Scaling
from scenes.lessons.arrays import score, table_of
from scenes.live.course import Course, course_of
from scenes.live.samples import chosen, sample_to_json, white_of
from scenes.live.traces import trace_to_json
from scenes.studies.images import samples_of
from scenes.studies.units import measured

MOST_PARAMETERS = 250_000  # that a page carries: 4 MB
FINE = 10  # significant digits of the ends of a slider
MOST_STEPS = 1_000_000  # multiplications with which a network is judged by mathnet itself

Json = dict[str, object]


def document_of(lesson: Lesson) -> Json:
    """Return the data of the page of a lesson's network, as trained. Raises ValueError as live_page does."""
    is_large = lesson.network.parameter_count > MOST_PARAMETERS
    course = course_of(lesson, with_networks=not is_large)
    network = course.network
    numbers = chosen(lesson, least=is_large)
    white = white_of(lesson)
    return {
        "name": lesson.name,
        "title": lesson.title,
        "noun": lesson.noun,
        "unit": lesson.unit,
        "decimals": lesson.decimals,
        "features": list(lesson.features),
        "classes": list(lesson.classes),
        "classifies": lesson.classifies,
        "image": None if lesson.image is None else list(lesson.image),
        "white": white,
        "ranges": [] if lesson.image else _ranges(lesson),
        "scaling": _scaling(lesson.scaling),
        "targetScaling": _scaling(lesson.target_scaling),
        "sizes": list(network.sizes),
        "activations": list(network.activations),
        "loss": network.loss,
        "network": None if is_large else parameters_to_json(network),
        "stages": [{"epoch": epoch} | parameters_to_json(one) for epoch, one in course.stages],
        "curve": [[r.epoch, r.train_loss, r.train_accuracy, r.test_loss, r.test_accuracy] for r in course.records],
        "judged": _judged(lesson, course),
        "count": len(lesson.samples),
        "shown": numbers.index(lesson.shown),
        "samples": [sample_to_json(lesson, number, white) for number in numbers],
        "traces": [trace_to_json(lesson, network, number) for number in numbers] if is_large else None,
    }


def parameters_to_json(network: MLP) -> Json:
    """Return weights, layer by layer and packed, and biases."""
    return {
        "weights": [pack(layer.weights, most_listed=0) for layer in network.layers],
        "biases": [list(layer.biases) for layer in network.layers],
    }


def _scaling(scaling: Scaling | None) -> Json | None:
    if scaling is None:
        return None
    return {"means": list(scaling.means), "divisors": list(scaling.divisors)}


def _ranges(lesson: Lesson) -> list[list[float]]:
    """Return the least and the largest value of each feature, as measured, over all data that the lesson has."""
    trained = () if lesson.training is None else lesson.training.train.inputs
    rows = [
        *(sample.x if sample.measured is None else sample.measured for sample in lesson.samples),
        *(measured(row, lesson.scaling) for row in trained),
    ]
    return [[_short(min(column)), _short(max(column))] for column in zip(*rows, strict=True)]


def _short(value: float) -> float:
    return float(f"{value:.{FINE}g}")


def _judged(lesson: Lesson, course: Course) -> Json | None:
    """Return how a network does on the lesson's samples whose training isn't recorded."""
    if course.records:
        return None
    samples = samples_of(lesson)
    steps = sum(len(layer.weights) * layer.inputs for layer in course.network.layers) * len(samples)
    if course.network.loss == "cross-entropy" and steps > MOST_STEPS and _is_one_hot(samples.targets):
        found = score(course.network, table_of(samples))
        return {"loss": found.loss, "accuracy": found.accuracy}
    loss, accuracy = evaluate(course.network, samples)
    return {"loss": loss, "accuracy": accuracy}


def _is_one_hot(targets: tuple[tuple[float, ...], ...]) -> bool:
    return all(value in (0.0, 1.0) for value in chain.from_iterable(targets))
