"""What is plotted, read back: curves, dots, cells and shades stand where the trace's own values put them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from manim import ManimColor, Mobject, VMobject
from numpy.typing import NDArray

from mathnet import predict_class
from mathnet.activations import ACTIVATIONS
from scenes.mobjects.charts import Frame, GrowingCurve, GrowingDots
from scenes.mobjects.dashboard import SEAM, FitPanel, HeatPanel
from scenes.mobjects.plot import ActivationPlot
from scenes.mobjects.surface import LEVELS, Points, Surface
from scenes.mobjects.text import TextLine
from scenes.mobjects.worksheet import Worksheet
from scenes.stage.film import Film
from scenes.stage.network_film import NetworkFilm
from scenes.storyboards.charts import Axis
from scenes.storyboards.readout import readouts_of, resolve
from scenes.studies.race import RaceStudy
from scenes.studies.units import answers, measured, standardised
from scenes.style import BACKWARD, RUNNERS

CLOSE = 2e-3  # scene units
HALF_A_SHADE = 0.5 / 12 + 0.01
MOST_ROWS = 40  # of colours, that can be told apart
Places = NDArray[np.float64]


def along(axis: Axis, value: float) -> float:
    """Return how far along an axis a value is, from 0 to 1; below it, on a logarithmic one, where there is no such."""
    if not axis.logarithmic:
        return (value - axis.low) / (axis.high - axis.low)
    return (math.log(value) - math.log(axis.low)) / (math.log(axis.high) - math.log(axis.low)) if value > 0 else -1.0


def spots(frame: Frame, points: list[tuple[float, float]]) -> Places:
    """Return where points are on screen, those that are within the frame."""
    area = frame.area
    shares = [(along(frame.x, x), along(frame.y, y)) for x, y in points if math.isfinite(y)]
    inside = [(x, y) for x, y in shares if -1e-9 <= x <= 1 + 1e-9 and -1e-9 <= y <= 1 + 1e-9]
    corner, size = np.array([area.left, area.bottom]), np.array([area.right - area.left, area.top - area.bottom])
    return corner + np.array(inside).reshape(-1, 2) * size


def corners(shape: VMobject) -> Places:
    """Return where the straight pieces of a shape begin and end."""
    return shape.points.reshape(-1, 4, 3)[:, [0, 3], :2].reshape(-1, 2)


def centres(shape: VMobject, size: int) -> Places:
    """Return the middles of marks of so many Bézier points each, drawn as one shape."""
    marks = shape.points.reshape(-1, size, 3)[..., :2]
    return (marks.min(axis=1) + marks.max(axis=1)) / 2


def apart(wanted: Places, found: Places) -> float:
    """Return how far the spot furthest from what was found is from it."""
    if not len(wanted):
        return 0.0
    if not len(found):
        return math.inf
    return float(np.abs(wanted[:, None] - found[None]).max(axis=2).min(axis=1).max())


def alike(wanted: Places, found: Places) -> bool:
    """Whether two sets of spots are the same ones."""
    return len(wanted) == len(found) and max(apart(wanted, found), apart(found, wanted)) < CLOSE


def faults_of_charts(scene: Film, family: list[Mobject], epochs: set[int]) -> Iterator[str]:
    """Everything plotted shows the trace, where that depends on the epoch in the one of `epochs` that is told."""
    epoch = max(epochs, default=0)
    if isinstance(scene, NetworkFilm) and isinstance(scene.panel, Worksheet) and scene.panel.plot:
        yield from faults_of_plot(scene.panel.plot, scene.subject)
    for member in family:
        if isinstance(member, Frame):
            yield from faults_of_ticks(member)
        elif isinstance(member, GrowingCurve):
            yield from faults_of_curve(member, scene.subject, epoch)
        elif isinstance(member, GrowingDots):
            yield from faults_of_gradients(member, scene.subject, epoch)
        elif isinstance(member, FitPanel):
            yield from faults_of_fit(member, scene.subject, epoch)
        elif isinstance(member, HeatPanel):
            yield from faults_of_heat(member, scene.subject, epoch)
        elif isinstance(member, Surface):
            yield from faults_of_surface(member, scene.subject, epoch)
        elif isinstance(member, Points):
            yield from faults_of_points(member, scene.subject)


def faults_of_ticks(frame: Frame) -> Iterator[str]:
    """Each number at an axis stands at its own value."""
    area = frame.area
    for line in (member for member in frame.submobjects if isinstance(member, TextLine)):
        (tick,) = readouts_of(line.line)
        x, y, _ = line.get_center()
        if y > area.bottom - 0.12:
            off = y - (area.bottom + along(frame.y, tick.value) * (area.top - area.bottom))
        elif line.get_right()[0] > area.right:  # moved to the left, to keep within the frame
            off = 0.0
        else:
            off = x - (area.left + along(frame.x, tick.value) * (area.right - area.left))
        if abs(off) > 0.1:
            yield f"the tick {tick.text} stands {off:.2f} from its value"


def faults_of_plot(plot: ActivationPlot, subject: object) -> Iterator[str]:
    """The point is at its neuron's z and a, on the curve of its activation function."""
    across, up = (axis.points[[0, -1], index] for index, axis in enumerate(plot.axes[:2]))
    zs, values = np.array(plot.pairs).T
    low, high = min(0.0, values.min()), values.max()
    scale = np.array([(across[1] - across[0]) / (zs[-1] - zs[0]), (up[1] - up[0]) / (high - low)])
    equation = plot.activation
    z, a = resolve(subject, equation.operands[0].path), resolve(subject, equation.result.path)
    points = np.array([[z, a], *((z, ACTIVATIONS[equation.operation].value(z)) for z in zs)])
    wanted = np.array([across[0], up[0]]) + (points - np.array([zs[0], low])) * scale
    if np.abs(plot.point.get_center()[:2] - wanted[0]).max() > CLOSE:
        yield f"the point of {equation.result.path} is not at ({z}, {a})"
    foot = np.array([wanted[0, 0], plot.axes[0].points[0, 1]])
    if np.abs(plot.drop.points[[0, -1], :2] - np.array([foot, wanted[0]])).max() > CLOSE:
        yield f"the line to the point of {equation.result.path} is not at its z"
    if apart(wanted[1:], corners(plot.curve)) > CLOSE:
        yield f"the curve of {equation.operation} is that of another function"


def faults_of_curve(follower: GrowingCurve, subject: object, epoch: int) -> Iterator[str]:
    """The curve goes through the value of each stage that it has come to, and its head is at its last."""
    if isinstance(subject, RaceStudy):
        lane = [ManimColor(colour) for colour in RUNNERS].index(follower.line.get_color())
        runner = subject.runners[lane]
        every = [(float(n), record.train_loss) for n, record in enumerate(runner.history.epochs)]
    else:
        pairs = zip(follower.stages, follower.curve.values, strict=True)
        every = [(float(stage), float(resolve(subject, value.path))) for stage, value in pairs]  # type: ignore[arg-type]
    wanted, found = spots(follower.frame, [point for point in every if point[0] <= epoch]), corners(follower.line)
    if epoch and len(wanted) > 1 and apart(wanted, found) > CLOSE:
        yield f"the curve of {follower.curve.name or 'a loss'} is {apart(wanted, found):.2f} from its values"
    if follower.head.get_fill_opacity() and apart(follower.head.get_center()[None, :2], wanted) > 0.1:
        yield f"the head of the curve of {follower.curve.name or 'a loss'} is not at its value"


def faults_of_gradients(follower: GrowingDots, subject: object, epoch: int) -> Iterator[str]:
    """Each dot is at the size of the gradient of its layer at its stage."""
    first = follower.dots.get_fill_color() == ManimColor(BACKWARD)
    sizes = [layers[0] if first else layers[-1] for layers in subject.gradients]  # type: ignore[attr-defined]
    stages = [float(stage.epoch) for stage in subject.stages]  # type: ignore[attr-defined]
    points = [point for point in zip(stages, sizes, strict=True) if point[0] <= epoch]
    if apart(spots(follower.frame, points), centres(follower.dots, follower.size)) > CLOSE:
        yield f"the dots of the gradients of the {'first' if first else 'last'} layer are not at their sizes"


def faults_of_fit(panel: FitPanel, subject: object, epoch: int) -> Iterator[str]:
    """The dots are the samples of the training, and the line is what the network of the epoch says."""
    lesson, training = subject.lesson, subject.lesson.training  # type: ignore[attr-defined]
    rows = zip(training.train.inputs, training.train.targets, strict=True)
    points = [(measured(x, lesson.scaling)[0], measured(y, lesson.target_scaling)[0]) for x, y in rows]
    size = 32  # a circle of eight arcs
    found = np.concatenate([centres(dots, size) for dots in panel.dots])
    if len(found) != len(points) or apart(spots(panel.frame, points), found) > CLOSE:
        yield "the dots of the fit are not at their samples"
    runs = [readout.path for readout in readouts_of(panel.title.line) if readout.path.startswith("runners")]
    history = resolve(subject, f"{runs[0].split('.')[0]}.history" if runs else "history")
    network = next((one.network for one in history.snapshots if one.epoch == epoch), None)  # type: ignore[attr-defined]
    if network is not None:
        grid = subject.grid[::4]  # type: ignore[attr-defined]
        wanted = spots(panel.frame, list(zip(grid, answers(lesson, network, grid), strict=True)))
        if apart(wanted, corners(panel.line)) > CLOSE:
            yield f"the line of the fit is not what the network says in epoch {epoch}"


def faults_of_heat(panel: HeatPanel, subject: object, epoch: int) -> Iterator[str]:
    """Each cell is red where its parameter is positive, blue where it is negative, deeper where it is larger."""
    networks = [stage.network for stage in subject.stages]  # type: ignore[attr-defined]
    ends, index = sorted({0, len(networks[0].layers) - 1}), int(panel.heat.high.path.split("[")[1].split("]")[0])
    rows = [
        [w for row in network.layers[ends[index]].weights for w in row]
        if index < len(ends)
        else [bias for layer in network.layers for bias in layer.biases]
        for network in networks
    ]
    size = bands_of(panel)
    if len(rows[0]) > MOST_ROWS * size:
        yield f"{len(rows[0])} parameters in rows of {size} can't be told apart"
    rows = [[max(row[i : i + size], key=abs) for i in range(0, len(row), size)] for row in rows]
    shares = np.array(rows) / (np.abs(rows).max() or 1.0)
    area, epochs = panel.frame.area, np.array([stage.epoch for stage in subject.stages])  # type: ignore[attr-defined]
    shades = [shape for shape in panel.shades.values() if len(shape.points)]
    if not shades:
        return
    boxes = [shape.points.reshape(-1, 16, 3)[..., :2] for shape in shades]
    lows, highs = (np.concatenate([getattr(box, end)(axis=1) for box in boxes]) for end in ("min", "max"))
    depths = np.repeat([depth_of(shape) for shape in shades], [len(box) for box in boxes])
    heights = area.top - (np.arange(shares.shape[1]) + 0.5) / shares.shape[1] * (area.top - area.bottom)
    for stage in np.unique(np.linspace(1, max(1, (epochs <= epoch).sum() - 1), 8).astype(int)):
        if len(epochs) < 2 or epochs[stage] > epoch:
            continue
        left, right = (along(panel.frame.x, epochs[end]) * (area.right - area.left) for end in (stage - 1, stage))
        if right - left < 4 * SEAM:  # cells reach into each other: of so narrow a one there is little to be seen
            continue
        x = area.left + (left + right) / 2
        points = np.column_stack([np.full(len(heights), x), heights])[:, None]
        cell = ((lows < points) & (points < highs)).all(axis=2).argmax(axis=1)
        if (np.abs(depths[cell] - shares[stage]) > HALF_A_SHADE).any():
            yield f"the colours of panel {panel.heat.high.path} are not those of epoch {epochs[stage]}"


def bands_of(panel: HeatPanel) -> int:
    """Return for how many parameters a row stands, as it is said on screen."""
    lines = [member for member in panel.still if isinstance(member, TextLine)]
    said = [readout.value for line in lines for readout in readouts_of(line.line) if readout.path.endswith(".size")]
    return int(said[0]) if said else 1


def depth_of(shape: VMobject) -> float:
    """Return which share of the largest value a shade stands for: positive where it is red, negative where blue."""
    red, _, blue = shape.get_fill_color().to_rgb()
    ground, deep = np.array([0x23, 0x33]) / 255, (np.array([0xFF, 0x6B]), np.array([0x6F, 0xFF]))
    positive = red - ground[0] > blue - ground[1]
    share = float(((np.array([red, blue]) - ground) / (deep[0 if positive else 1] / 255 - ground)).mean())
    return share if positive else -share


@lru_cache(maxsize=512)
def surface_at(network: object, place: tuple[float, float], scaling: object) -> float:
    return float(network.forward(standardised(place, scaling)).output[-1])  # type: ignore[attr-defined,arg-type]


def faults_of_surface(surface: Surface, subject: object, epoch: int) -> Iterator[str]:
    """At some points of the plane, the shade is that of what the network of the epoch says."""
    (network,) = [stage.network for stage in subject.stages if stage.epoch == epoch]  # type: ignore[attr-defined]
    xs, ys = subject.scales[2:4]  # type: ignore[attr-defined]
    area = surface.ground.points.min(axis=0), surface.ground.points.max(axis=0)
    for across in (0.13, 0.37, 0.61, 0.87):
        for up in (0.17, 0.43, 0.71, 0.89):
            place = (xs.low + across * (xs.high - xs.low), ys.low + up * (ys.high - ys.low))
            said = surface_at(network, place, subject.lesson.scaling)  # type: ignore[attr-defined]
            if min(abs(said - level) for level in LEVELS) < 0.05:
                continue
            spot = area[0] + np.array([across, up, 0.0]) * (area[1] - area[0])
            inside = [region for region in surface.regions if is_inside(region, spot)]
            red, _, blue = (inside[-1] if inside else surface.ground).get_fill_color().to_rgb()
            leaning = abs(said - 0.5) < 0.1 or (red > blue) == (said > 0.5)
            if len(inside) != sum(said >= level for level in LEVELS) or not leaning:
                yield f"the shade at {place} is not that of epoch {epoch}"


def is_inside(shape: VMobject, spot: Places) -> bool:
    """Tell whether a spot is inside a shape of straight pieces: a ray from it crosses them an odd number of times."""
    pieces = shape.points.reshape(-1, 4, 3)
    start, end = pieces[:, 0], pieces[:, 3]
    crosses = (start[:, 1] > spot[1]) != (end[:, 1] > spot[1])
    start, end = start[crosses], end[crosses]
    at = start[:, 0] + (spot[1] - start[:, 1]) / (end[:, 1] - start[:, 1]) * (end[:, 0] - start[:, 0])
    return bool((at > spot[0]).sum() % 2)


def faults_of_points(points: Points, subject: object) -> Iterator[str]:
    """The marks of each class are at its samples, the rings around those that the trained network gets wrong."""
    lesson, network = subject.lesson, subject.network  # type: ignore[attr-defined]
    sets = [one for one in (lesson.training.train, lesson.training.test) if one]
    samples = [pair for one in sets for pair in zip(one.inputs, one.targets, strict=True)]
    places = [measured(x, lesson.scaling) for x, _ in samples]
    kinds = [predict_class(target) for _, target in samples]
    wrong = [predict_class(network.forward(x).output) != kind for (x, _), kind in zip(samples, kinds, strict=True)]
    own = [[kind == one for kind in kinds] for one in range(2)]
    marks = [*zip(points.kinds, own, strict=True), (points.rings, wrong)]
    for (shape, chosen), size in zip(marks, (32, 16, 32), strict=True):
        wanted = spots(points.frame, [place for place, here in zip(places, chosen, strict=True) if here])  # type: ignore[misc]
        if not alike(wanted, centres(shape, size)):
            yield "points of the plane are not at their samples, or rings not around the wrong ones"
