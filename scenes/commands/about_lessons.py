"""The commands about lessons and their networks: listed, begun, trained, traced."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from scenes.commands.refusals import Sizes, spare
from scenes.commands.shared import data_option
from scenes.storyboards.readout import printable

if TYPE_CHECKING:
    from scenes.lessons import Plan


@click.command()
def lessons() -> None:
    """List the built-in lessons."""
    from scenes.commands.lesson_list import print_lessons

    print_lessons()


@click.command()
@click.argument("file")
@click.option("--force", is_flag=True, help="Overwrite FILE if it is there already.")
def new(file: str, force: bool) -> None:
    """Write a commented lesson file to start from."""
    from scenes.lessons.template import write_template

    spare(file, force)
    write_template(file)
    name = printable(file)
    click.echo(f"{name} is written. Change it, then try: mathnet train {name}, mathnet film forward-pass {name} -ql")


@click.command()
@click.argument("lesson")
@click.option("--hidden", type=Sizes(), help="Neurons of the hidden layers, like 8,6.")
@click.option("--epochs", type=int, help="How often all samples are gone through.")
@click.option("--learning-rate", type=float, help="How large a step is taken down the gradient.")
@click.option("--seed", type=int, help="Decides split, first weights and the order of the samples.")
@click.option("--save", metavar="FILE", help="Write the trained network to FILE.")
@click.option("--force", is_flag=True, help="Overwrite FILE if it is there already.")
@click.option(
    "--seeds", metavar="N", type=click.IntRange(1), help="Train with seeds 0 to N-1; compare what they reach."
)
@data_option
def train(
    lesson: str,
    hidden: tuple[int, ...] | None,
    epochs: int | None,
    learning_rate: float | None,
    seed: int | None,
    save: str | None,
    force: bool,
    seeds: int | None,
) -> None:
    """Train the network of LESSON and say how well it does."""
    from scenes.commands.training import train_once, train_seeds
    from scenes.lessons import vary

    if seeds is not None and (seed is not None or save is not None):
        raise click.UsageError("--seeds trains many networks: --seed and --save go with a single one")
    plan = _find_plan(lesson)
    if plan.asks_hidden and hidden is None:
        usual = ",".join(map(str, plan.hidden))
        hidden = click.prompt("Neurons in the hidden layer", type=Sizes(), default=usual)
    plan = vary(plan, hidden=hidden, epochs=epochs, learning_rate=learning_rate, seed=seed)
    if seeds is None:
        train_once(plan, save, force)
    else:
        train_seeds(plan, seeds)


def _find_plan(name: str) -> Plan:
    from scenes.lessons import Plan, find_plan

    found = find_plan(name)
    if not isinstance(found, Plan):
        raise click.UsageError(f"lesson {name} has fixed numbers and isn't trained: see them with mathnet trace {name}")
    return found


@click.command()
@click.argument("lesson")
@click.option("--sample", type=int, help="Which of the lesson's samples, from 0 (if not the one that films show).")
@click.option("--network", "file", metavar="FILE", help="A network that --save wrote, in place of the lesson's.")
@click.option("--all", "everything", is_flag=True, help="Print all of a large network, not only what films show of it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: all of the network, with all digits.")
@data_option
def trace(lesson: str, sample: int | None, file: str | None, everything: bool, as_json: bool) -> None:
    """Show every number of a forward and a backward pass."""
    from scenes.commands.trace_json import print_json
    from scenes.commands.traces import print_tables
    from scenes.lessons import find_lesson
    from scenes.studies import study

    found = find_lesson(lesson, file)
    if sample is not None:
        found = replace(found, shown=sample)
    traced = study(found)
    if as_json:
        print_json(traced)
    else:
        print_tables(traced, everything)
