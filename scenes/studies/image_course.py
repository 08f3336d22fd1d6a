"""How a network learned to read images, epoch by epoch, with no more of it than a film shows.

All snapshots of mnist-50 are 700,000 numbers; what is here of them are the weights of eight neurons, and of a few
epochs the whole network. So it can be kept in a file, and be part of a lesson whose training set isn't at hand.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path

from mathnet import EpochRecord, History, Matrix, Samples, Snapshot, checks, entries
from mathnet.encoding import records_from_json, snapshots_from_json, snapshots_to_json
from mathnet.files import LARGEST_JSON, read_safely, write_safely
from mathnet.packing import pack, unpack
from scenes.lessons import Lesson, LessonError
from scenes.lessons.arrays import score, table_of
from scenes.studies.images import Counts, busiest_neurons, check_images, count_answers
from scenes.studies.study import learn

FORMAT, VERSION = "mathnet-image-course", 2
NEURONS = 8
SHOWN = 200  # test samples whose answers are kept


@dataclass(frozen=True, slots=True)
class ImageCourse:
    """A training through its snapshots, of which stage i is that after epoch `stages`[i].

    `records`[e] says how good the network is after epoch e. Of the test set (the training set, without one), counts[i]
    says how many samples of which class are taken for which, and answers[i][n] what sample n is taken for, for the
    first few. weights[i][n] are the weights from each pixel to neuron `neurons`[n] of the first layer. `snapshots` are
    those that were asked for besides, if any, the first of epoch 0.
    """

    records: tuple[EpochRecord, ...]
    stages: tuple[int, ...]
    counts: tuple[Counts, ...]
    answers: tuple[tuple[int, ...], ...]
    neurons: tuple[int, ...]
    weights: tuple[Matrix, ...]
    snapshots: tuple[Snapshot, ...] = ()


def watch_images(lesson: Lesson) -> ImageCourse:
    """Return how the lesson's network learned: from the file that comes with it, or by training it.

    Raises LessonError for a lesson of no images, or whose network comes without its training; DivergenceError.
    """
    check_images(lesson)
    if lesson.course is not None:
        return load_course(lesson.course)
    if lesson.training is None:
        raise LessonError(
            f"this film is for lessons with a training: of lesson {lesson.name} there is only the network as it stands."
        )
    _, history = learn(lesson)
    assert history is not None
    return course_of(history, lesson.training.test or lesson.training.train)


def course_of(history: History, samples: Samples, kept: Collection[int] = ()) -> ImageCourse:
    """Return what a film shows of `history`; `samples` are those that are watched, whole networks `kept` by epoch."""
    table, classes = table_of(samples), len(samples.targets[0])
    networks = [snapshot.network for snapshot in history.snapshots]
    neurons = busiest_neurons(networks[-1], NEURONS)
    answers = [score(network, table).answers for network in networks]
    return ImageCourse(
        history.epochs,
        tuple(snapshot.epoch for snapshot in history.snapshots),
        tuple(count_answers(table.classes.tolist(), given, classes) for given in answers),
        tuple(given[:SHOWN] for given in answers),
        neurons,
        tuple(tuple(network.layers[0].weights[j] for j in neurons) for network in networks),
        tuple(snapshot for snapshot in history.snapshots if snapshot.epoch in kept),
    )


def save_course(course: ImageCourse, path: Path) -> None:
    """Write a course to `path`, in place of a file that is there. Raises ValueError if it can't be written."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "epochs": [asdict(record) for record in course.records],
        "neurons": course.neurons,
        "pixels": len(course.weights[0][0]),
        "stages": [
            {"epoch": epoch, "counts": counts, "answers": answers, "weights": pack(weights, most_listed=0)}
            for epoch, counts, answers, weights in zip(
                course.stages, course.counts, course.answers, course.weights, strict=True
            )
        ],
        "snapshots": snapshots_to_json(course.snapshots),
    }
    text = json.dumps(document, separators=(",", ":")) + "\n"
    write_safely(path, lambda beside: beside.write_text(text, encoding="utf-8"))


def load_course(path: Path) -> ImageCourse:
    """Return the course in the file `path`. Raises LessonError if there is none."""
    try:
        return _read(json.loads(read_safely(path, LARGEST_JSON).decode()))
    except (ValueError, RecursionError) as error:
        raise LessonError(f"{path}: expected the course of a training, which script/mnist writes ({error}).") from None


def _read(document: object) -> ImageCourse:
    if (entries.entry(document, "format", ""), entries.entry(document, "version", "")) != (FORMAT, VERSION):
        raise ValueError(f"format: expected {FORMAT}, version {VERSION}")
    pixels = checks.whole(entries.entry(document, "pixels", ""), "pixels", least=1)
    neurons = _wholes(document, "neurons", "")
    stages, counts, answers, weights = [], [], [], []
    for i, stage in enumerate(entries.rows(document, "stages", "")):
        what = f"stages[{i}]"
        stages.append(checks.whole(entries.entry(stage, "epoch", what), f"{what}.epoch", least=0))
        rows = checks.matrix(entries.entry(stage, "counts", what), f"{what}.counts")
        counts.append(tuple(tuple(map(int, row)) for row in rows))
        answers.append(_wholes(stage, "answers", what))
        weights.append(unpack(entries.entry(stage, "weights", what), f"{what}.weights", len(neurons), pixels))
    records = records_from_json(document, stages[-1])
    kept = snapshots_from_json(document) if entries.entry(document, "snapshots", "") else ()
    return ImageCourse(records, tuple(stages), tuple(counts), tuple(answers), neurons, tuple(weights), kept)


def _wholes(data: object, key: str, what: str) -> tuple[int, ...]:
    path = entries.join(what, key)
    return tuple(checks.whole(number, path, least=0) for number in entries.rows(data, key, what))
