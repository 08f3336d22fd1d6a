"""What is plotted, read back: curves, dots, cells and shades stand where the trace's own values put them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from manim import ManimColor, Mobject

from mathnet import predict_class
from mathnet.activations import ACTIVATIONS
from scenes.backpropagation import Backpropagation
from scenes.forward_pass import ForwardPass
from scenes.mobjects.charts import HOLE, DashedCurve, Frame, GrowingCurve, GrowingDots
from scenes.mobjects.dashboard import FitPanel, HeatPanel
from scenes.mobjects.loss_picture import LossPicture
from scenes.mobjects.plot import ActivationPlot
from scenes.mobjects.softmax_bars import SoftmaxBars
from scenes.mobjects.stack import HAIR, Stack
from scenes.mobjects.sum_picture import SumPicture
from scenes.mobjects.surface import Points, Surface
from scenes.mobjects.text import TextLine
from scenes.stage.film import Film
from scenes.storyboards.readout import Name, Readout, readouts_of, resolve
from scenes.studies.race import RaceStudy
from scenes.studies.units import answers, measured
from scenes.style import BACKWARD, RUNNERS
from tests.scenes.colours import faults_of_heat, faults_of_surface
from tests.scenes.geometry import Family
from tests.scenes.once import outputs_of
from tests.scenes.slopes import faults_of_slopes, faults_of_term
from tests.scenes.spots import CLOSE, alike, along, apart, centres, corners, spots


def faults_of_charts(scene: Film, family: Family, epochs: set[int]) -> Iterator[str]:
    """Everything plotted shows the trace, where that depends on the epoch in the one of `epochs` that is told."""
    epoch = max(epochs, default=0)
    for picture in Family([scene.panel]).of(SumPicture) if isinstance(scene, ForwardPass) else ():
        if picture.plot:
            yield from faults_of_plot(picture.plot, scene.subject)
    for frame in family.of(Frame):
        yield from faults_of_ticks(frame)
    for kind, faults_of in FOLLOWERS.items():
        for member in family.of(kind):
            yield from faults_of(member, scene.subject, epoch)
    for points in family.of(Points):
        yield from faults_of_points(points, scene.subject)
    for bars in Family([scene.panel]).of(SoftmaxBars) if isinstance(scene, ForwardPass) else ():
        yield from faults_of_softmax(bars, scene.subject, set(family))
    for drawn in Family([scene.panel]).of(LossPicture) if isinstance(scene, Backpropagation) else ():
        yield from faults_of_term(drawn, scene.study)
    for stack in family.of(Stack):
        yield from faults_of_stack(stack, scene.subject)

    yield from faults_of_slopes(family, scene.subject)


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
    """The point is at its neuron's z and a, on the curve of its activation function; the way there leads to both."""
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
    origin = plot.axes[1].points[0, 0]
    above, beside = np.array([wanted[0, 0], plot.axes[1].points[:, 1].max()]), np.array([origin, wanted[0, 1]])
    way = np.concatenate([line.points[[0, -1], :2] for line in (plot.drop, plot.across)])
    if np.abs(way - np.array([above, wanted[0], wanted[0], beside])).max() > CLOSE:
        yield f"the line to the point of {equation.result.path} is not at its z"
    if apart(wanted[1:], corners(plot.curve)) > CLOSE:
        yield f"the curve of {equation.operation} is that of another function"


def faults_of_stack(stack: Stack, subject: object) -> Iterator[str]:
    """Each bar is as long as its term is large, on the same side, from the end of the one before; the sum is marked."""
    zero, scale = stack.zero.get_x(), abs(max(stack.bars, key=lambda bar: bar.width).width)
    terms = [float(resolve(subject, bar.term.path)) for bar in stack.bars]  # type: ignore[arg-type]
    scale /= max(map(abs, terms)) or 1.0
    end = zero
    for bar, term in zip(stack.bars, terms, strict=True):
        wanted = sorted((end, end + term * scale))
        found = (bar.get_left()[0], bar.get_right()[0])
        if np.abs(np.subtract(found, wanted)).max() > HAIR:
            yield f"the bar of {bar.term.path} is from {found[0]:.2f} to {found[1]:.2f}, not as its term"
        red, _, blue = bar.get_fill_color().to_rgb()
        if (red > blue) == (term < 0):
            yield f"the bar of {bar.term.path} has the colour of the other sign"
        end += term * scale
    total = float(resolve(subject, stack.sum.path))  # type: ignore[arg-type]
    if max(abs(stack.mark.get_x() - end), abs(end - zero - total * scale)) > HAIR:
        yield f"the bars do not end at {stack.sum.path}"


def faults_of_softmax(bars: SoftmaxBars, subject: object, shown: set[Mobject]) -> Iterator[str]:
    """Scores and exponentials are as long as they are large, from their line on; the shares fill one bar together."""
    for group, line in ((bars.scores, bars.zero), (bars.powers, bars.start), (bars.parts, None)):
        if not shown.issuperset(group):
            continue
        values = np.array([resolve(subject, bar.term.path) for bar in group])
        longest = float(np.abs(values).max()) or 1.0
        scale = max(bar.width for bar in group) / longest
        ends = np.cumsum([0.0, *values]) * scale + bars.left
        for index, (bar, value) in enumerate(zip(group, values, strict=True)):
            start = line.get_x() if line else ends[index]
            wanted, found = sorted((start, start + value * scale)), (bar.get_left()[0], bar.get_right()[0])
            if np.abs(np.subtract(found, wanted)).max() > HAIR:
                yield f"the bar of {bar.term.path} is from {found[0]:.2f} to {found[1]:.2f}, not as its number"
    if abs(bars.parts[-1].get_right()[0] - bars.right) > HAIR * len(bars.parts):
        yield "the shares do not fill their bar"


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
    hole = HOLE if isinstance(follower, DashedCurve) else 0.0
    if epoch and len(wanted) > 1 and apart(wanted, found) > CLOSE + hole:
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
    paths = [part.path for part in panel.title.line if isinstance(part, Readout | Name)]
    runs = [path for path in paths if path.startswith("runners")]
    # before training, all runs of a race are the same
    run = runs[0].split(".")[0] if runs else "runners[0]"
    history = resolve(subject, f"{run}.history" if hasattr(subject, "runners") else "history")
    network = next((one.network for one in history.snapshots if one.epoch == epoch), None)  # type: ignore[attr-defined]
    if network is not None:
        grid = subject.grid[::4]  # type: ignore[attr-defined]
        wanted = spots(panel.frame, list(zip(grid, answers(lesson, network, grid), strict=True)))
        if apart(wanted, corners(panel.line)) > CLOSE:
            yield f"the line of the fit is not what the network says in epoch {epoch}"


def faults_of_points(points: Points, subject: object) -> Iterator[str]:
    """The marks of each class are at its samples, the rings around those that the trained network gets wrong."""
    lesson, network = subject.lesson, subject.network  # type: ignore[attr-defined]
    sets = [one for one in (lesson.training.train, lesson.training.test) if one]
    samples = [pair for one in sets for pair in zip(one.inputs, one.targets, strict=True)]
    places = [measured(x, lesson.scaling) for x, _ in samples]
    kinds = [predict_class(target) for _, target in samples]
    outputs = [output for one in sets for output in outputs_of(network, one)]
    wrong = [predict_class(output) != kind for output, kind in zip(outputs, kinds, strict=True)]
    own = [[kind == one for kind in kinds] for one in range(2)]
    marks = [*zip(points.kinds, own, strict=True), (points.rings, wrong)]
    for (shape, chosen), size in zip(marks, (32, 16, 32), strict=True):
        wanted = spots(points.frame, [place for place, here in zip(places, chosen, strict=True) if here])  # type: ignore[misc]
        if not alike(wanted, centres(shape, size)):
            yield "points of the plane are not at their samples, or rings not around the wrong ones"


FOLLOWERS: dict[type[Mobject], Callable[..., Iterator[str]]] = {
    GrowingCurve: faults_of_curve,
    GrowingDots: faults_of_gradients,
    FitPanel: faults_of_fit,
    HeatPanel: faults_of_heat,
    Surface: faults_of_surface,
}
