"""How the network of a page learned: its recorded training, and the networks of some epochs of it."""

from __future__ import annotations

from dataclasses import dataclass

from mathnet import MLP, EpochRecord
from scenes.lessons import Lesson
from scenes.studies import study
from scenes.studies.image_course import load_course
from scenes.studies.training import STAGES, choose, with_snapshots

MOST_KEPT = 60_000  # parameters of all stages of a page together: 660 kB as they are trained
LEAST_STAGES = 6
MOST_RECORDS = 1_000  # epochs of a curve


@dataclass(frozen=True, slots=True)
class Course:
    """A `network` as trained, the networks of some epochs, and how good it was after each; both empty if unknown.

    The last of the `stages`, (epoch, network), is the network itself.
    """

    network: MLP
    stages: tuple[tuple[int, MLP], ...] = ()
    records: tuple[EpochRecord, ...] = ()


def course_of(lesson: Lesson, with_networks: bool) -> Course:
    """Return how the lesson's network learned, without the networks of its epochs unless `with_networks`.

    Raises DivergenceError.
    """
    if lesson.training is None:
        return _shipped(lesson)
    plain = study(with_snapshots(lesson) if with_networks else lesson)
    run = plain.run
    records = _thin(run.epochs)
    if not with_networks:
        return Course(plain.network, (), records)
    snapshots = run.snapshots
    room = max(LEAST_STAGES, min(STAGES, MOST_KEPT // lesson.network.parameter_count))
    kept = [snapshots[index] for index in choose(len(snapshots), room)][:-1]
    stages = (*((stage.epoch, stage.network) for stage in kept), (run.epochs[-1].epoch, plain.network))
    with_stages = {*records, *(run.epochs[epoch] for epoch, _ in stages)}
    return Course(plain.network, stages, tuple(sorted(with_stages, key=lambda record: record.epoch)))


def _shipped(lesson: Lesson) -> Course:
    """Return the course of a network that comes trained, if the lesson has one."""
    if lesson.course is None:
        return Course(lesson.network)
    found = load_course(lesson.course)
    kept = [(snapshot.epoch, snapshot.network) for snapshot in found.snapshots]
    return Course(lesson.network, (*kept, (found.stages[-1], lesson.network)), found.records)


def _thin(records: tuple[EpochRecord, ...]) -> tuple[EpochRecord, ...]:
    """Return all records, or of very many some, the first and last among them."""
    return tuple(records[index] for index in choose(len(records), MOST_RECORDS))
