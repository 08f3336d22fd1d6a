"""What commands share: what they set in the environment, and what follows the name of a film."""

from __future__ import annotations

import os
from collections.abc import Callable

import click

from scenes.voice import VOICE

DATA = "MATHNET_DATA"  # where scenes/lessons/mnist.py looks for MNIST


def use_data(context: click.Context, _: click.Parameter, folder: str | None) -> None:
    """Let MNIST be read from `folder` while the command runs."""
    if folder is not None:
        set_while_running(context, DATA, folder)


def use_format(context: click.Context, _: click.Parameter, name: str | None) -> None:
    """Let films be laid out for the format of that name while the command runs."""
    from scenes.layout.formats import FORMAT, FORMATS, one_of

    if name is not None:
        set_while_running(context, FORMAT, one_of("--format", name, tuple(FORMATS)))


def set_while_running(context: click.Context, name: str, value: str) -> None:
    """Let the environment say something while the command runs."""
    before = os.environ.get(name)
    os.environ[name] = value
    context.call_on_close(lambda: os.environ.pop(name) if before is None else os.environ.update({name: before}))


data_option = click.option(
    "--data", metavar="FOLDER", expose_value=False, callback=use_data, help="Where MNIST's four IDX files are."
)


def rendering(short_help: str, metavar: str = "[LESSON] [OPTION]...") -> Callable[[Callable[..., None]], click.Command]:
    """Return what makes a command that renders FILM of a function: what follows is passed on as it is.

    What a command doesn't know of it is manim's: -qh and the rest.
    """

    def make(function: Callable[..., None]) -> click.Command:
        rest = click.argument("options", metavar=metavar, nargs=-1, type=click.UNPROCESSED)
        taking = click.argument("film")(rest(click.pass_context(function)))
        settings = {"ignore_unknown_options": True, "allow_interspersed_args": False}
        return click.command(short_help=short_help, context_settings=settings)(taking)

    return make


def read_rest(
    context: click.Context, film: str, options: tuple[str, ...]
) -> tuple[str | None, str | None, dict[str, str], tuple[str, ...]]:
    """Return what follows `film`: lesson, network, look, and the options that are manim's; see to --data."""
    from scenes.commands.rendering import take_data, take_look, take_network

    network, options = take_network(options)
    folder, options = take_data(options)
    use_data(context, context.command.params[0], folder)
    look, options = take_look(options)
    set_while_running(context, VOICE, look[VOICE])  # what runs the film in here keeps time with what renders it
    command = context.command.name
    if folder == "":
        raise click.UsageError(f"--data goes with a folder: mathnet {command} FILM LESSON --data FOLDER")
    if film.startswith("-"):
        raise click.UsageError(f"expected a film, given {film}: options go last")
    if any(option.endswith(".toml") for option in options[1:]):
        raise click.UsageError("a lesson goes right after the film, manim's options after it")
    lesson = options[0] if options and not options[0].startswith("-") else None
    if network is not None and (lesson is None or not network):
        raise click.UsageError(f"--network goes with a lesson and a file: mathnet {command} FILM LESSON --network FILE")
    return lesson, network, look, options[lesson is not None :]
