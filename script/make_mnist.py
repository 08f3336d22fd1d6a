"""What of MNIST comes with the project: a trained network, how it learned, and some test images.

    script/mnist [FOLDER]    FOLDER holds MNIST's four IDX files; without it, scikit-learn fetches them

Every number is rounded to 16 bits, so that it takes little room. What is rounded is the network then: all that is said
of it, its accuracy and what it takes images for, is worked out anew with the rounded numbers.
"""

from __future__ import annotations

import os
import struct
import sys

from mathnet import MLP, EpochRecord, History, Layer, Samples, Snapshot, save_network
from scenes.lessons import digits, mnist
from scenes.lessons.arrays import Table, score, table_of
from scenes.lessons.idx import Images, write_images, write_labels
from scenes.lessons.lesson import Lesson
from scenes.lessons.recording import recall_or_record
from scenes.studies.image_course import SHOWN, course_of, save_course

KEPT = (0, 1, 2, 4, 8)  # epochs whose whole network ships; the last one ships by itself


def main() -> None:
    if sys.argv[1:]:
        os.environ[mnist.FOLDER] = sys.argv[1]
    lesson = digits.plan_mnist_50().lesson()
    training = lesson.training
    assert training is not None and training.test is not None
    result = recall_or_record(lesson.network, training, lesson.name)
    history = rounded_history(result.history, training.train, training.test)
    digits.SHIPPED.mkdir(exist_ok=True)
    save_network(history.snapshots[-1].network, digits.NETWORK)
    save_course(course_of(history, training.test, KEPT), digits.COURSE)
    save_images(lesson)
    for path in (digits.NETWORK, digits.COURSE, digits.IMAGES, digits.LABELS):
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB")
    last = history.epochs[-1]
    print(f"accuracy as stored: {last.train_accuracy:.2%} (training), {last.test_accuracy:.2%} (test)")


def rounded_history(history: History, train: Samples, test: Samples) -> History:
    """Return the history of the rounded networks, one of which there is for each epoch."""
    tables = (table_of(train), table_of(test))
    snapshots = tuple(Snapshot(snapshot.epoch, rounded(snapshot.network)) for snapshot in history.snapshots)
    records = tuple(measured(snapshot.epoch, snapshot.network, *tables) for snapshot in snapshots)
    assert [record.epoch for record in records] == list(range(history.settings.epochs + 1))
    return History(history.settings, records, snapshots)


def measured(epoch: int, network: MLP, train: Table, test: Table) -> EpochRecord:
    of_train, of_test = score(network, train), score(network, test)
    return EpochRecord(epoch, of_train.loss, of_train.accuracy, of_test.loss, of_test.accuracy)


def rounded(network: MLP) -> MLP:
    """Return the network with each parameter rounded to 16 bits."""
    layers = [Layer(map(_round, layer.weights), _round(layer.biases), layer.activation) for layer in network.layers]
    return MLP(layers, network.loss)


def _round(numbers: tuple[float, ...]) -> tuple[float, ...]:
    form = f"<{len(numbers)}e"
    return struct.unpack(form, struct.pack(form, *numbers))


def save_images(lesson: Lesson) -> None:
    """Write the first images of the test set, and their labels."""
    samples = lesson.samples[:SHOWN]
    assert lesson.image is not None
    pixels = tuple(bytes(round(255 * level) for level in sample.x) for sample in samples)
    write_images(Images(lesson.image, pixels), digits.IMAGES)
    write_labels([sample.target.index(1.0) for sample in samples], digits.LABELS)


if __name__ == "__main__":
    main()
