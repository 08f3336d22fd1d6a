"""What is drawn of the loss over one weight, read back: curve, dot and numbers are those of changed networks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from mathnet import MLP, ForwardTrace, Layer
from mathnet.losses import record_loss
from scenes.mobjects.light import LightScale
from scenes.mobjects.loss_curve import Tangent, Trail, Turn
from scenes.mobjects.loss_picture import LossPicture
from scenes.mobjects.text import TextLine
from scenes.storyboards.readout import Readout, readouts_of, resolve
from scenes.studies import Study, Weight
from tests.scenes.geometry import Family, box_of, visible
from tests.scenes.once import once
from tests.scenes.paths import TURNED, is_activation, neuron_of
from tests.scenes.spots import CLOSE, along, apart, corners, spots

CHECKED = 50  # of the curve's points each so many is held against a forward pass of its own
DIGITS = 1e-9  # of a loss, as a share
NEAR = 0.1  # scene units between a number and what it is of


def faults_of_slopes(family: Family, subject: object) -> Iterator[str]:
    """All that is drawn of a curve, in any frame."""
    for kind, faults_of in LAWS.items():
        for member in family.of(kind):  # type: ignore[type-var]
            yield from faults_of(member, subject)  # type: ignore[operator]
    for turn in family.of(Turn):
        yield from faults_of_reaction(turn, family, subject)  # type: ignore[arg-type]


@once
def network_with(study: Study, value: float) -> MLP:
    """Return the network in which the weight that is turned has this value."""
    place, layers = study.worth_showing, list(study.network.layers)
    changed = layers[place.layer - 1]
    rows = list(changed.weights)
    rows[place.j] = tuple(value if k == place.k else weight for k, weight in enumerate(rows[place.j]))
    layers[place.layer - 1] = Layer(rows, changed.biases, changed.activation)
    return MLP(layers, study.network.loss)


@once
def pass_with(study: Study, value: float) -> ForwardTrace:
    return network_with(study, value).forward(study.lesson.sample.x)


@once
def loss_with(study: Study, value: float) -> float:
    """Return the loss of that network, without going all the way back through it."""
    output = pass_with(study, value).layers[-1]
    return record_loss(study.network.loss, output, study.lesson.sample.target).value


def weight_told(turn: Turn, subject: Study) -> float:
    (weight,) = readouts_of(turn.weight.text.line)
    return float(resolve(subject, weight.path))  # type: ignore[arg-type]


def faults_of_reaction(turn: Turn, family: Family, subject: Study) -> Iterator[str]:
    """What neurons hold is what they hold with that weight; where it is written at its edge, it is that weight."""
    value = weight_told(turn, subject)
    trace = pass_with(subject, value)
    ends = {line for scale in family.of(LightScale) for line in scale}  # the least and the greatest of all
    for line in (line for line in family.of(TextLine) if line not in ends):
        readout = line.line[0] if len(line.line) == 1 else None
        if not isinstance(readout, Readout) or not visible(line):
            continue
        place = neuron_of(readout.path)
        if place and place.layer and is_activation(readout, place):
            held = trace.layers[place.layer - 1].neurons[place.j].a
            if abs(held - readout.value) > DIGITS * max(1.0, abs(held)):
                yield f"{place} holds {readout.text}; with a weight of {value} it would hold {held}"
        if TURNED.search(readout.path) and readout.value != value:
            yield f"a weight of {readout.text} is written at its edge, the dot is at {value}"


def faults_of_trail(trail: Trail, subject: Study) -> Iterator[str]:
    """The curve is at the losses of the changed networks, without a gap."""
    assert subject.slope is not None
    points = [(point.weight, point.loss) for point in subject.slope.sweep.points]
    for weight, loss in points[::CHECKED]:
        if abs(loss - loss_with(subject, weight)) > DIGITS * abs(loss):
            yield f"the curve has a loss of {loss} at {weight}, the network has {loss_with(subject, weight)}"
    found, wanted = corners(trail.line), spots(trail.frame, points)
    if not len(found):
        return
    if apart(found, wanted) > CLOSE:
        yield f"the curve of the loss is {apart(found, wanted):.2f} from its points"
    if apart(np.array([place for place in wanted if found[0, 0] <= place[0] <= found[-1, 0]]), found) > CLOSE:
        yield "the curve of the loss leaves points out"


def faults_of_turn(turn: Turn, subject: Study) -> Iterator[str]:
    """The dot is at the weight and the loss that it tells, the numbers beside it; such a loss has that network."""
    (weight,), (loss,) = (readouts_of(line.text.line) for line in (turn.weight, turn.loss))
    told = [float(resolve(subject, one.path)) for one in (weight, loss)]  # type: ignore[arg-type]
    (wanted,) = spots(turn.frame, [(told[0], told[1])])
    if np.abs(turn.dot.get_center()[:2] - wanted).max() > CLOSE:
        yield f"the dot of {weight.path} and {loss.path} is not at ({weight.text}, {loss.text})"
    if abs(told[1] - loss_with(subject, told[0])) > DIGITS * abs(told[1]):
        yield f"{loss.path} is told of a weight of {weight.text}, whose loss is {loss_with(subject, told[0])}"
    feet = np.array([[wanted[0], turn.frame.area.bottom], [turn.frame.area.right, wanted[1]]])
    for guide, foot in zip(turn.guides, feet, strict=True):
        if np.abs(guide.points[[0, -1], :2] - np.array([wanted, foot])).max() > CLOSE:
            yield "a guide does not lead from the dot to its number"
    below, beside = (
        box_of(np.concatenate([span.points for span in one.text.spans])) for one in (turn.weight, turn.loss)
    )
    if abs((beside[1] + beside[3]) / 2 - wanted[1]) > NEAR or beside[0] < turn.frame.area.right:
        yield f"{loss.text} does not stand beside the dot"
    at_an_end = abs(below[0] - turn.area.left) < NEAR or abs(below[2] - turn.area.right) < NEAR
    if abs((below[0] + below[2]) / 2 - wanted[0]) > NEAR and not at_an_end:
        yield f"{weight.text} does not stand below the dot"


def faults_of_tangent(tangent: Tangent, subject: Study) -> Iterator[str]:
    """The line goes through the point of the weight as it is, and its slope is the gradient."""
    frame, place = tangent.frame, subject.worth_showing
    area = frame.area
    (point,) = spots(frame, [(weight_at(subject, place), subject.backward.loss.value)])
    gradient = subject.backward.layers[place.layer - 1].weight_gradients[place.j][place.k]
    across = (area.right - area.left) * (along(frame.x, 1.0) - along(frame.x, 0.0))
    up = gradient * (area.top - area.bottom) * (along(frame.y, 1.0) - along(frame.y, 0.0))
    way = np.array([across, up]) / np.hypot(across, up)
    for end in corners(tangent):
        x, y = end - point
        if abs(x * way[1] - y * way[0]) > CLOSE:
            yield f"the line's slope is not the gradient {gradient} of {place}"


def faults_of_term(picture: LossPicture, subject: Study) -> Iterator[str]:
    """The curve is that of the loss of one output, with its target; the dot is at the output, the numbers beside it."""
    output, term = (resolve(subject, one.path) for one in (picture.told.output, picture.told.term))
    place = neuron_of(picture.told.output.path)
    assert place is not None and isinstance(output, float) and isinstance(term, float)
    y, loss = subject.lesson.sample.target[place.j], subject.network.loss
    if not picture.told.term.path.endswith(f"loss.terms[{place.j}]"):
        yield f"{picture.told.term.path} is told of {place}"
    across, up = (axis.points[[0, -1], index] for index, axis in enumerate(picture.axes))
    points = [(a, TERMS[loss](a, y)) for a, _ in picture.told.points]
    low, high, highest = points[0][0], points[-1][0], max(height for _, height in points)
    shares = np.array([((a - low) / (high - low), height / highest) for a, height in [(output, term), *points]])
    wanted = np.array([across[0], up[0]]) + shares * [across[1] - across[0], up[1] - up[0]]
    if apart(wanted[1:], corners(picture.curve)) > CLOSE:
        yield f"the curve of {loss} is another one"
    if np.abs(picture.point.get_center()[:2] - wanted[0]).max() > CLOSE:
        yield f"the dot of {picture.told.term.path} is not at ({output}, {term})"
    beside = abs(picture.term.get_y() - wanted[0, 1]) <= NEAR
    # where the dot is at an end, the number below it stays within the area
    if not beside or abs(picture.output.get_x() - wanted[0, 0]) > picture.output.width / 2 + NEAR:
        yield f"the numbers of {picture.told.term.path} do not stand at its dot"


# written anew, to hold what is drawn against
TERMS: dict[str, Callable[[float, float], float]] = {
    "cross-entropy": lambda a, y: y * math.log(1 / a),
    "binary-cross-entropy": lambda a, y: y * math.log(1 / a) + (1 - y) * math.log(1 / (1 - a)),
    "half-squared-error": lambda a, y: 0.5 * (a * a - 2 * a * y + y * y),
    "mean-squared-error": lambda a, y: a * a - 2 * a * y + y * y,
}


def weight_at(subject: Study, place: Weight) -> float:
    return subject.network.layers[place.layer - 1].weights[place.j][place.k]


LAWS = {Trail: faults_of_trail, Turn: faults_of_turn, Tangent: faults_of_tangent}
