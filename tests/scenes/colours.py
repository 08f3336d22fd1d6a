"""What is shown by colours, read back: cells of parameters, and the plane of what a network says."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import ManimColor, VMobject

from scenes.mobjects.dashboard import SEAM, HeatPanel
from scenes.mobjects.surface import LEVELS, Surface
from scenes.mobjects.text import TextLine
from scenes.storyboards.readout import readouts_of
from scenes.studies.units import standardised
from scenes.style import NEGATIVE, NODE_FILL, POSITIVE
from tests.scenes.once import once
from tests.scenes.spots import Places, along

HALF_A_SHADE = 0.5 / 12 + 0.01
MOST_ROWS = 40  # of colours, that can be told apart


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
    colour, ground = shape.get_fill_color().to_rgb(), ManimColor(NODE_FILL).to_rgb()
    ways = [ManimColor(deepest).to_rgb() - ground for deepest in (POSITIVE, NEGATIVE)]
    shares = [float((colour - ground) @ way / (way @ way)) for way in ways]
    misses = [float(np.abs(ground + share * way - colour).max()) for share, way in zip(shares, ways, strict=True)]
    return shares[0] if misses[0] <= misses[1] else -shares[1]


@once
def surface_at(network: object, x: float, y: float, scaling: object) -> float:
    return float(network.forward(standardised((x, y), scaling)).output[-1])  # type: ignore[attr-defined,arg-type]


def faults_of_surface(surface: Surface, subject: object, epoch: int) -> Iterator[str]:
    """At some points of the plane, the shade is that of what the network of the epoch says."""
    (network,) = [stage.network for stage in subject.stages if stage.epoch == epoch]  # type: ignore[attr-defined]
    xs, ys = subject.scales[2:4]  # type: ignore[attr-defined]
    area = surface.ground.points.min(axis=0), surface.ground.points.max(axis=0)
    for across in (0.13, 0.37, 0.61, 0.87):
        for up in (0.17, 0.43, 0.71, 0.89):
            place = (xs.low + across * (xs.high - xs.low), ys.low + up * (ys.high - ys.low))
            said = surface_at(network, *place, subject.lesson.scaling)  # type: ignore[attr-defined]
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
