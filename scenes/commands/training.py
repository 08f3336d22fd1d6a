"""Training at the command line: once, or with many seeds."""

from __future__ import annotations

import random
from dataclasses import replace
from statistics import mean, stdev

import click

from mathnet import History, InputError, save_network, train
from scenes.commands.refusals import spare
from scenes.lessons import Plan
from scenes.lessons.limits import MOST_SEEDS
from scenes.lessons.progress import progress_bar
from scenes.lessons.recording import record
from scenes.lessons.scikit import is_large, obstacle, train_large
from scenes.storyboards.readout import printable


def train_once(plan: Plan, save: str | None, force: bool) -> None:
    """Train the network of `plan`, say how well it does, and write it to the file `save` if one is given.

    Raises InputError if training diverges, or the network can't be saved there: a file is overwritten by `force` alone.
    """
    if save is not None:
        spare(save, force)  # said before training, not after
    lesson = plan.lesson()
    assert lesson.training is not None
    result = record(lesson.network, lesson.training, lesson.name)
    if save is not None:
        spare(save, force)
        save_network(result.network, save)
    click.echo(printable(closing_line(plan, len(lesson.training.train), result.history)))
    if save is not None:
        click.echo(f"The network is in {printable(save)}.")


def closing_line(plan: Plan, rows: int, history: History) -> str:
    """Return loss and accuracy after the last epoch; where all rows are learned by heart, their total error."""
    last = history.epochs[-1]
    if last.test_loss is None and last.train_accuracy is None:
        return f"End of Training - Total Error (Loss): {last.train_loss * rows:.6g}"
    line = f"{plan.name}, after {last.epoch} epochs: loss {_pair(last.train_loss, last.test_loss, '{:.4g}')}"
    if last.train_accuracy is not None:
        line += f"; accuracy {_pair(last.train_accuracy, last.test_accuracy, '{:.1%}')}"
    return line + "."


def _pair(train: float, test: float | None, form: str) -> str:
    """Return how training and test set do, or the training set alone."""
    return form.format(train) if test is None else f"{form.format(train)} (training), {form.format(test)} (test)"


def train_seeds(plan: Plan, count: int) -> None:
    """Train with the seeds 0 to count − 1, each with its own split, and say what they reach.

    The standard deviation is that of a sample of seeds (by count − 1). Raises InputError if a seed diverges.
    """
    if count > MOST_SEEDS:
        raise InputError(f"--seeds: expected at most {MOST_SEEDS}, given {count}")
    scores = []
    with progress_bar(f"Training {plan.name} {count} times", count) as show:
        for seed in range(count):
            scores.append(_score(replace(plan, seed=seed)))
            show(seed + 1, f"seed {seed}")
    values, has_accuracy = [value for value, _ in scores], scores[0][1]
    worst = min(values) if has_accuracy else max(values)
    what, form = ("accuracy", "{:.1%}") if has_accuracy else ("loss", "{:.4g}")
    said = [f"mean {form.format(mean(values))}"]
    if count > 1:
        said.append(f"standard deviation {form.format(stdev(values))}")
    said.append(f"worst {form.format(worst)} (seed {values.index(worst)})")
    kind, seeds = "test" if plan.test_share else "training", f"seeds 0 to {count - 1}" if count > 1 else "seed 0"
    click.echo(f"{printable(plan.name)}, {kind} {what} over {seeds}: {', '.join(said)}.")


def _score(plan: Plan) -> tuple[float, bool]:
    """Return the accuracy reached, or the loss if there is none, and which of the two it is."""
    lesson = plan.lesson()
    assert lesson.training is not None
    task = lesson.training
    sets = (lesson.network, task.train, task.test)
    try:
        if is_large(lesson.network) and obstacle(lesson.network, task.train) is None:
            result = train_large(*sets, settings=task.settings, seed=task.seed)
        else:
            result = train(*sets, settings=task.settings, rng=random.Random(task.seed))
    except InputError as error:
        raise InputError(f"seed {plan.seed}: {error}") from None
    last = result.history.epochs[-1]
    loss, accuracy = last.train_loss, last.train_accuracy
    if last.test_loss is not None:
        loss, accuracy = last.test_loss, last.test_accuracy
    return (loss, False) if accuracy is None else (accuracy, True)
