"""The curves of a training as paths of SVG, and what is said of each epoch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mathnet import EpochRecord
from scenes.storyboards.readout import shown

WIDTH, HEIGHT = 1000, 200  # of a chart, in its own units
LOSS_DECIMALS = 3
PERCENT_DECIMALS = 3  # at most


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of `name`, from its lowest to its highest value; `test` is empty where nothing is tested."""

    name: str
    low: str
    high: str
    train: str
    test: str


def charts_of(records: Sequence[EpochRecord]) -> list[Chart]:
    """Return the charts of loss and, if there is one, accuracy."""
    if not records:
        return []
    epochs = [record.epoch for record in records]
    charts = [
        _chart("Loss", epochs, [r.train_loss for r in records], [r.test_loss for r in records], write_loss, 0.0),
    ]
    if records[0].train_accuracy is not None:
        accuracies = [r.train_accuracy for r in records], [r.test_accuracy for r in records]
        charts.append(_chart("Accuracy", epochs, *accuracies, percent, None))
    return charts


def _chart(
    name: str,
    epochs: Sequence[int],
    train: Sequence[float | None],
    test: Sequence[float | None],
    write: Callable[[float], str],
    low: float | None,
) -> Chart:
    values = [value for value in (*train, *test) if value is not None]
    bottom, top = min(values) if low is None else low, max(values)
    scale = (bottom, top)
    return Chart(name, write(bottom), write(top), _path(epochs, train, scale), _path(epochs, test, scale))


def _path(epochs: Sequence[int], values: Sequence[float | None], scale: tuple[float, float]) -> str:
    low, high = scale
    points = [
        f"{WIDTH * epoch / (epochs[-1] or 1):.1f} {HEIGHT * (1 - (value - low) / (high - low or 1)):.1f}"
        for epoch, value in zip(epochs, values, strict=True)
        if value is not None
    ]
    return f"M{'L'.join(points)}" if points else ""


def told(record: EpochRecord) -> list[str]:
    """Return what was recorded after an epoch, of the test samples first, if there are any."""
    lines = [score("training", record.train_loss, record.train_accuracy)]
    if record.test_loss is not None:
        lines.insert(0, score("test", record.test_loss, record.test_accuracy))
    return lines


def score(of: str, loss: float, accuracy: float | None) -> str:
    """Return how a network does on the samples `of` some set.

    >>> score("test", 0.125, 0.9)
    'test: accuracy 90.0 %, loss 0.125'
    """
    return f"{of}: {'' if accuracy is None else f'accuracy {percent(accuracy)}, '}loss {write_loss(loss)}"


def write_loss(loss: float) -> str:
    return shown(loss, LOSS_DECIMALS)


def percent(share: float) -> str:
    """Return a share in percent, which is only 0 or 100 where it is.

    >>> percent(0.9667), percent(1.0), percent(0.99996)
    ('96.7 %', '100 %', '99.996 %')
    """
    if share in (0.0, 1.0):
        return f"{share:.0%}".replace("%", " %")
    for decimals in range(1, PERCENT_DECIMALS + 1):
        text = f"{100 * share:.{decimals}f}"
        if 0 < float(text) < 100:
            return f"{text} %"
    return "< 0.1 %" if share < 0.5 else "> 99.9 %"
