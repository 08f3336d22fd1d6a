"""Which epoch each thing on screen tells of, read back from what is drawn: all have to tell of the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np

from scenes.backpropagation import Backpropagation
from scenes.mobjects.advance import Advance, Display, Follower
from scenes.mobjects.charts import GrowingCurve, GrowingDots
from scenes.mobjects.image_training import ChangingImage
from scenes.mobjects.learning_diagram import Wires
from scenes.mobjects.loss_curve import Turn
from scenes.mobjects.scatter import ScatterPanel
from scenes.mobjects.text import Span
from scenes.stage.film import Film
from scenes.storyboards.readout import Readout, readouts_of, resolve, say
from scenes.studies import Study
from scenes.studies.training import TrainingStudy
from scenes.studies.values import in_unit
from tests.scenes.edges import faults_of_edges
from tests.scenes.geometry import Family
from tests.scenes.once import outputs_of
from tests.scenes.slopes import network_with, weight_told
from tests.scenes.spots import spots

# where in a history a number stands, and readouts that are epochs themselves
INDEXED = re.compile(r"(?:run|history)\.epochs\[(\d+)\]|(?:percents|totals)\[(\d+)\]")
ITSELF = re.compile(r"stages\[\d+\]\.epoch|epochs\[\d+\]")
OF_A_STAGE = re.compile(r"(stages\[\d+\])\.")


def faults_of_epochs(scene: Film) -> Iterator[str]:
    """Everything that follows a run shows the same epoch in this frame."""
    followers = [animation.follower for animation in scene.animations or () if isinstance(animation, Advance)]
    told = {}
    for follower in followers:
        for epoch in told_by(follower, scene.subject):
            told.setdefault(epoch, type(follower).__name__)
    if len(told) > 1:
        yield f"{told} tell of different epochs"
    yield from faults_of_answers(scene, Family(list(followers)))
    for wires in (follower for follower in followers if isinstance(follower, Wires)):
        if told:
            yield from faults_of_edges(scene, list(wires.drawn.values()), networks_at(max(told), scene.subject))


def faults_of_drawing(scene: Film) -> Iterator[str]:
    """What manim draws while a run is followed is what is on screen, and nothing that was before."""
    family = {id(member) for member in scene.get_mobject_family_members()}
    for member in (*scene.moving_mobjects, *scene.static_mobjects):
        if isinstance(member, Span) and len(member.points) and id(member) not in family:
            yield f"{say((member.segment,))!r} is drawn still, though it is no longer on screen"


def faults_of_answers(scene: Film, family: Family) -> Iterator[str]:
    """Each chart of answers on screen shows those of the epoch that is told; after it, those of the last."""
    for panel in family.of(ScatterPanel):
        epoch = max(epochs_told(scene, family), default=scene.subject.stages[-1].epoch)  # type: ignore[attr-defined]
        if len(panel.scatter.dots) == scene.subject.total:  # type: ignore[attr-defined]
            yield from faults_of_dots(panel, epoch, scene.subject)


def faults_of_dots(panel: ScatterPanel, epoch: int, subject: object) -> Iterator[str]:
    """Each dot of a chart stands at what the network of that epoch says of its sample."""
    own, training = panel.scatter.axis, subject.lesson.training  # type: ignore[attr-defined]
    (network,) = networks_at(epoch, subject)
    found = []
    for mark, shape in zip(panel.marks, panel.shapes, strict=True):
        places = mark.points.reshape(-1, *shape.shape).mean(axis=1) - shape.mean(axis=0)
        found += [tuple(place[:2].round(5)) for place in places]
    wanted = []
    for samples in filter(None, (training.train, training.test)):
        for y, output in zip(samples.targets, outputs_of(network, samples), strict=True):
            (true, *_), (said, *_) = in_unit(subject.lesson, (y, output))  # type: ignore[attr-defined]
            if own.low <= said <= own.high:
                wanted += [tuple(spot.round(5)) for spot in spots(panel.frame, [(true, said)])]
    if not np.allclose(sorted(found), sorted(wanted), atol=1e-4):
        yield f"in epoch {epoch} the dots are those of another"


def told_by(follower: Follower, subject: object) -> Iterator[int]:
    if isinstance(follower, Display):
        for text in follower.submobjects:
            for readout in readouts_of(text.line):
                yield from epoch_of(readout, subject)
    elif isinstance(follower, GrowingCurve) and follower.head.get_fill_opacity():
        frame = follower.frame
        share = (follower.head.get_x() - frame.area.left) / (frame.area.right - frame.area.left)
        yield round(frame.x.low + share * (frame.x.high - frame.x.low))
    elif isinstance(follower, ChangingImage):
        if stage := OF_A_STAGE.match(follower.pixels.picture.path):
            yield resolve(subject, stage[1]).epoch
    elif isinstance(follower, GrowingDots):
        yield round(follower.epochs[len(follower.dots.points) // follower.size - 1])


def epoch_of(readout: Readout, subject: object) -> Iterator[int]:
    if index := INDEXED.search(readout.path):
        yield int(index[1] or index[2])
    elif ITSELF.fullmatch(readout.path):
        yield int(readout.value)
    elif stage := OF_A_STAGE.match(readout.path):
        yield resolve(subject, stage[1]).epoch


def networks_at(epoch: int, subject: object) -> list[object]:
    return [stage.network for stage in getattr(subject, "stages", ()) if stage.epoch == epoch]


def epochs_told(scene: Film, family: Family) -> set[int]:
    """Return the epochs that the texts on screen which follow the run tell of."""
    return {epoch for one in family.of(Display) for epoch in told_by(one, scene.subject)}


def networks_shown(scene: Film, family: Family) -> list[object]:
    """Return the networks that edges on screen may be of: that of the epoch told, or before and after a step."""
    subject = scene.subject
    if not isinstance(subject, Study):  # of a race, whose film draws no network
        return []
    if not isinstance(subject, TrainingStudy):
        if not isinstance(scene, Backpropagation):
            return [scene.study.network]
        before, after = scene.study.network, scene.study.update.network
        turned = [network_with(subject, weight_told(turn, subject)) for turn in family.of(Turn)]
        again = scene.chapters[-1:] and scene.chapters[-1][0] == "Forward again"
        return [after] if again else [before, after, *turned]
    told = epochs_told(scene, family)
    networks = networks_at(max(told), subject) if told else [subject.stages[0].network]
    return [*networks, *([SimpleNamespace(layers=subject.changes)] if hasattr(subject, "changes") else [])]
