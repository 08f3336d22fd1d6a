"""What the page of a live network holds, as data: the network, its training, and samples to give it.

Every number is the lesson's, to the last bit. `scenes/live/network.js` says what each part is for the scripts.
"""

from __future__ import annotations

from itertools import chain

from mathnet import MLP, Samples, evaluate
from mathnet.packing import pack
from scenes.lessons import Lesson, Scaling
from scenes.lessons.arrays import score as evaluated
from scenes.lessons.arrays import table_of
from scenes.live.charts import score, told
from scenes.live.course import Course
from scenes.live.samples import chosen, sample_to_json, white_of
from scenes.live.traces import trace_to_json
from scenes.studies.images import samples_of

MOST_PARAMETERS = 250_000  # that a page carries: 4 MB
FORMULAS = {
    "relu": "max(0, z)",
    "sigmoid": "σ(z)",
    "tanh": "tanh(z)",
    "identity": "z",
    "softmax": "exp(z) / the sum of all exp(z)",
}
MOST_STEPS = 1_000_000  # multiplications with which a network is judged by mathnet itself

Json = dict[str, object]


def document_of(lesson: Lesson, course: Course) -> Json:
    """Return the data of the page of a lesson's network, which learned in a course."""
    large, network = is_large(lesson), course.network
    numbers = chosen(lesson, least=large)
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
        "scaling": _scaling(lesson.scaling),
        "targetScaling": _scaling(lesson.target_scaling),
        "sizes": list(network.sizes),
        "layers": name_layers(len(network.sizes)),
        "activations": list(network.activations),
        "formulas": [FORMULAS[name] for name in network.activations],
        "loss": network.loss,
        "network": None if large else parameters_to_json(network),
        "stages": [
            {"epoch": epoch} | ({} if one is network else parameters_to_json(one)) for epoch, one in course.stages
        ],
        "epochs": course.records[-1].epoch if course.records else 0,
        "recorded": _recorded(lesson, course),
        "shown": numbers.index(lesson.shown),
        "samples": [sample_to_json(lesson, number, white) for number in numbers],
        "traces": [trace_to_json(lesson, network, number) for number in numbers] if large else None,
    }


def is_large(lesson: Lesson) -> bool:
    """Whether the network is too large for a page, which then plays recorded passes."""
    return lesson.network.parameter_count > MOST_PARAMETERS


def name_layers(count: int) -> list[str]:
    """Return what so many layers are called.

    >>> name_layers(3), name_layers(4)
    (['Input', 'Hidden', 'Output'], ['Input', 'Hidden 1', 'Hidden 2', 'Output'])
    """
    hidden = ["Hidden"] if count == 3 else [f"Hidden {layer}" for layer in range(1, count - 1)]
    return ["Input", *hidden, "Output"]


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


def _recorded(lesson: Lesson, course: Course) -> list[list[str]]:
    """Return what is known of how good the network is, in lines, for each stage if there are any."""
    if course.stages:
        records = {record.epoch: record for record in course.records}
        return [told(records[epoch]) for epoch, _ in course.stages]
    if course.records:
        return [told(course.records[-1])]
    return [
        [
            score(
                f"the lesson's {len(lesson.samples)} {lesson.noun}{'s' * (len(lesson.samples) > 1)}",
                *_judged(course.network, samples_of(lesson)),
            )
        ]
    ]


def _judged(network: MLP, samples: Samples) -> tuple[float, float | None]:
    steps = sum(len(layer.weights) * layer.inputs for layer in network.layers) * len(samples)
    if network.loss == "cross-entropy" and steps > MOST_STEPS and _is_one_hot(samples.targets):
        found = evaluated(network, table_of(samples))
        return found.loss, found.accuracy
    return evaluate(network, samples)


def _is_one_hot(targets: tuple[tuple[float, ...], ...]) -> bool:
    return all(value in (0.0, 1.0) for value in chain.from_iterable(targets))
