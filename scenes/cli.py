"""The command `mathnet`: lessons and films listed, trained, traced, rendered and begun."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from scenes.commands.refusals import OneSentence, Sizes, spare
from scenes.commands.streams import prepare_streams
from scenes.storyboards.readout import printable
from scenes.voice import VOICE

if TYPE_CHECKING:
    from scenes.lessons import Plan

DATA = "MATHNET_DATA"  # where scenes/lessons/mnist.py looks for MNIST

# Heavy modules are imported by the command that needs them, so that `mathnet --help` answers at once.


def main() -> None:
    """Run the command as a program."""
    prepare_streams()
    mathnet()


@click.group(cls=OneSentence, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def mathnet(context: click.Context) -> None:
    """Small neural networks, with every number that they compute.

    A LESSON is the name of a built-in one (see "mathnet lessons") or a lesson file of your own (see "mathnet new").
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@mathnet.command()
def lessons() -> None:
    """List the built-in lessons."""
    from scenes.commands.lesson_list import print_lessons

    print_lessons()


def _use_data(context: click.Context, _: click.Parameter, folder: str | None) -> None:
    """Let MNIST be read from `folder` while the command runs."""
    if folder is not None:
        _set_while_running(context, DATA, folder)


def _use_format(context: click.Context, _: click.Parameter, name: str | None) -> None:
    """Let films be laid out for the format of that name while the command runs."""
    from scenes.layout.formats import FORMAT, FORMATS

    if name is not None:
        if name not in FORMATS:
            raise ValueError(f"--format: expected {', '.join(FORMATS)}, given {name!r}")
        _set_while_running(context, FORMAT, name)


def _set_while_running(context: click.Context, name: str, value: str) -> None:
    """Let the environment say something while the command runs."""
    before = os.environ.get(name)
    os.environ[name] = value
    context.call_on_close(lambda: os.environ.pop(name) if before is None else os.environ.update({name: before}))


data_option = click.option(
    "--data", metavar="FOLDER", expose_value=False, callback=_use_data, help="Where MNIST's four IDX files are."
)


@mathnet.command()
@click.argument("lesson", required=False)
@data_option
def films(lesson: str | None) -> None:
    """List the films, or those that fit LESSON: name, file and what it shows, with tabs between."""
    from scenes.commands.films import films_for, list_films
    from scenes.lessons import find_lesson

    for film in list_films() if lesson is None else films_for(find_lesson(lesson)):
        click.echo(f"{film.name}\t{film.path.as_posix()}\t{film.about}")


@mathnet.command()
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


@mathnet.command()
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


# manim's own options, -qh and the rest, are passed on as they are
@mathnet.command(
    short_help="Render a film, about LESSON if one is given.",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("film")
@click.argument(
    "options",
    metavar="[LESSON [--network FILE] [--data FOLDER]] [--captions off] [--theme light] [--format vertical] [--voice] "
    "[--jobs N] [--scheduler ADDRESS] [MANIM OPTIONS]...",
    nargs=-1,
    type=click.UNPROCESSED,
)
@click.pass_context
def film(context: click.Context, film: str, options: tuple[str, ...]) -> None:
    """Render FILM (see "mathnet films"), about LESSON if one is given, and say where it is.

    With --network, it is about the network in FILE, which --save wrote, in place of the lesson's; --data says where
    MNIST's four IDX files are. With --captions off, what is said is left out of the picture, and its place stays free;
    with --theme light, the picture is dark on light; with --format square or vertical, it is laid out for 1:1 or 9:16.
    With --voice, what is said is spoken, by piper or espeak-ng: name one of them, or let it be who is there.

    With --jobs N, N processes render it together, with --scheduler the workers of a dask cluster: the film is the same.
    With --all in place of FILM, all films are rendered, so many side by side (as many as there are cores).

    What comes after is for manim: mathnet film forward-pass my.toml -ql
    """
    from scenes.commands.all_films import ALL, render_all
    from scenes.commands.films import find_film
    from scenes.commands.jobs import take_jobs
    from scenes.commands.rendering import render

    jobs, options = take_jobs(options)
    every = film == ALL
    lesson, network, look, options = _read_rest(context, "all" if every else film, options)
    if every:
        render_all(lesson, options, look, jobs)
    else:
        render(find_film(film), lesson, network, options, look, jobs)


@mathnet.command(
    short_help="Make a folder for a blog: a small MP4, captions, poster, transcript, page, code to paste.",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("film")
@click.argument(
    "options",
    metavar="[LESSON [--network FILE] [--data FOLDER]] [-o FOLDER] [--chapter NAME] [--captions off] [--theme light] "
    "[--format vertical] [--voice] [--force] [-ql]...",
    nargs=-1,
    type=click.UNPROCESSED,
)
@click.pass_context
def bundle(context: click.Context, film: str, options: tuple[str, ...]) -> None:
    """Render FILM, about LESSON if one is given, make what a blog needs of it, and say in which folder it is.

    There is a small MP4 with chapters and captions inside, both as WebVTT too, a poster, a transcript, the page to step
    through, and one with the code to paste; with --chapter also that chapter as a GIF. It is media/bundles/FILM unless
    -o names another FOLDER; files that are there already are overwritten only with --force. For a film of your own,
    give its file and its name: mathnet bundle my_film.py MyForwardPass

    --network, --data, --captions, --theme, --format and --voice are those of mathnet film; of manim's options, those of
    size and rate can be given: mathnet bundle forward-pass my.toml -ql
    """
    from scenes.commands.bundling import Wish, make_bundle
    from scenes.commands.options import take
    from scenes.layout.formats import FORMAT

    folder, options = take(options, "-o", "--output")
    chapter, options = take(options, "--chapter")
    force, options = "--force" in options, tuple(option for option in options if option != "--force")
    if folder == "" or chapter == "":
        raise click.UsageError("-o goes with a folder, --chapter with the name of a chapter")
    lesson, network, look, options = _read_rest(context, film, options)
    # its page is made here, and keeps time with the film
    for name in (FORMAT, VOICE):
        _set_while_running(context, name, look[name])
    make_bundle(Wish(film, lesson, network, look, folder, chapter, force), options)


def _read_rest(
    context: click.Context, film: str, options: tuple[str, ...]
) -> tuple[str | None, str | None, dict[str, str], tuple[str, ...]]:
    """Return what follows `film`: lesson, network, look, and the options that are manim's; see to --data."""
    from scenes.commands.rendering import take_data, take_look, take_network

    network, options = take_network(options)
    folder, options = take_data(options)
    _use_data(context, context.command.params[0], folder)
    look, options = take_look(options)
    _set_while_running(context, VOICE, look[VOICE])  # what runs the film in here keeps time with what renders it
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


@mathnet.command(short_help="Make a film a page to step through, about LESSON if one is given.")
@click.argument("film")
@click.argument("lesson", required=False)
@click.option("--network", metavar="FILE", help="A network that --save wrote, in place of the lesson's.")
@click.option("-o", "--output", metavar="FILE.html", help="Where to write the page (if not into media/pages).")
@click.option("--pdf", is_flag=True, help="Print it, too: a handout as PDF beside it (by a Chromium, if one is here).")
@click.option("--theme", type=click.Choice(["dark", "light"]), help="How it begins (if not as the reader has it).")
@click.option("--force", is_flag=True, help="Overwrite FILE.html if it is there already.")
@click.option(
    "--format",
    metavar="NAME",
    expose_value=False,
    callback=_use_format,
    help="Lay the pictures out as square or vertical ones.",
)
@data_option
def page(
    film: str, lesson: str | None, network: str | None, output: str | None, pdf: bool, theme: str | None, force: bool
) -> None:
    """Make FILM (see "mathnet films") one HTML file to step through, about LESSON if one is given, and say where it is.

    For a film of your own, give its file and its name: mathnet page my_film.py MyForwardPass
    """
    from scenes.commands.pages import Place, make_page

    if network is not None and lesson is None:
        raise click.UsageError("--network goes with a lesson and a file: mathnet page FILM LESSON --network FILE")
    make_page(film, lesson, network, Place(output, force, pdf), theme)


@mathnet.command()
@click.argument("file")
@click.option("--force", is_flag=True, help="Overwrite FILE if it is there already.")
def new(file: str, force: bool) -> None:
    """Write a commented lesson file to start from."""
    from scenes.lessons.template import write_template

    spare(file, force)
    write_template(file)
    name = printable(file)
    click.echo(f"{name} is written. Change it, then try: mathnet train {name}, mathnet film forward-pass {name} -ql")


@mathnet.command(
    short_help="Make slides of a film, to be stepped through by manim-slides, or in PowerPoint.",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("film")
@click.argument(
    "options",
    metavar="[LESSON [--network FILE] [--data FOLDER]] [-o FOLDER] [--captions off] [--theme light] "
    "[--format vertical] [--force] [-ql]...",
    nargs=-1,
    type=click.UNPROCESSED,
)
@click.pass_context
def slides(context: click.Context, film: str, options: tuple[str, ...]) -> None:
    """Render FILM, about LESSON if one is given, cut it at its stops, and say where its slides are, and how to go on.

    A slide is a clip from a stop to the next, with what is said as its notes. manim-slides presents them, or makes
    PowerPoint, PDF and HTML of them: pip install manim-slides. They are in media/slides, or in slides inside of another
    FOLDER that -o names; those of the same name that are there already are overwritten only with --force. For a film of
    your own, give its file and its name: mathnet slides my_film.py MyForwardPass

    --network, --data, --captions, --theme and --format are those of mathnet film; of manim's options, those of size and
    rate can be given: mathnet slides forward-pass my.toml -ql
    """
    from scenes.commands.options import take
    from scenes.commands.slides import Wish, make_slides
    from scenes.layout.formats import FORMAT

    folder, options = take(options, "-o", "--output")
    force, options = "--force" in options, tuple(option for option in options if option != "--force")
    if folder == "":
        raise click.UsageError("-o goes with a folder")
    if any(option.partition("=")[0] == "--voice" for option in options):
        raise click.UsageError("--voice goes with films: who shows slides speaks himself")
    _set_while_running(context, VOICE, "off")
    about, network, look, options = _read_rest(context, film, options)
    _set_while_running(context, FORMAT, look[FORMAT])
    make_slides(Wish(film, about, network, look, folder, force), options)


@mathnet.command(short_help="Build a static site of all films that fit: posters, pages, live networks, traces.")
@click.argument("lessons", metavar="[LESSON]...", nargs=-1)
@click.option("-o", "--output", metavar="FOLDER", required=True, help="Where to put the site.")
@click.option("--force", is_flag=True, help="Overwrite files in FOLDER that have the same names.")
@data_option
def gallery(lessons: tuple[str, ...], output: str, force: bool) -> None:
    """Build a static site of all films that fit each LESSON, or each built-in one, and say where its index is.

    There are posters, pages to step through, live networks and traces as JSON. It opens from disk, and may be put on
    any server.
    """
    from pathlib import Path

    from scenes.commands.gallery import make_gallery

    make_gallery(lessons, Path(output), force)


@mathnet.command(short_help="Make the network of LESSON a page to try it out.")
@click.argument("lesson")
@click.option("--network", metavar="FILE", help="A network that --save wrote, in place of the lesson's.")
@click.option("-o", "--output", metavar="FILE.html", help="Where to write the page (if not into media/live).")
@click.option("--force", is_flag=True, help="Overwrite FILE.html if it is there already.")
@data_option
def live(lesson: str, network: str | None, output: str | None, force: bool) -> None:
    """Make the trained network of LESSON one HTML file to try it out, and say where it is.

    There one gives it an input, by sliders or on a pad, and everything follows; opens a neuron's sum, moves a weight,
    and goes back in the training. Of a network too large for a page, it plays recorded samples.
    """
    from scenes.commands.live import make_live_page

    make_live_page(lesson, network, output, force)
