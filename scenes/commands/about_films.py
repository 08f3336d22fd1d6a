"""The commands about films: listed, rendered, and made pages, slides, bundles and sites; and the live network."""

from __future__ import annotations

import click

from scenes.commands.options import take, take_flag
from scenes.commands.shared import data_option, read_rest, rendering, set_while_running, use_format
from scenes.voice import VOICE


@click.command()
@click.argument("lesson", required=False)
@data_option
def films(lesson: str | None) -> None:
    """List the films, or those that fit LESSON: name, file and what it shows, with tabs between."""
    from scenes.commands.films import films_for, list_films
    from scenes.lessons import find_lesson

    for film in list_films() if lesson is None else films_for(find_lesson(lesson)):
        click.echo(f"{film.name}\t{film.path.as_posix()}\t{film.about}")


@rendering("Render a film, about LESSON if one is given.", "[LESSON] [OPTION OR MANIM'S]...")
def film(context: click.Context, film: str, options: tuple[str, ...]) -> None:
    """Render FILM (see "mathnet films"), about LESSON if one is given, and say where it is.

    What comes after is for manim: mathnet film forward-pass my.toml -ql

    \b
    --network FILE       the network in FILE, which --save wrote, in place of the
                         lesson's
    --data FOLDER        where MNIST's four IDX files are
    --captions off       leave out of the picture what is said; its place stays free
    --theme light        dark on light
    --format vertical    9:16, or 1:1 with square
    --voice [NAME]       speak what is said: piper or espeak-ng, or who is there
    --jobs N             let N processes render the film together; it stays the same
    --scheduler ADDRESS  let the workers of a dask cluster do so
    --all                in place of FILM: all films, as many side by side as there
                         are cores, or N
    """
    from scenes.commands.all_films import ALL, render_all
    from scenes.commands.films import find_film
    from scenes.commands.jobs import take_jobs
    from scenes.commands.rendering import render

    jobs, options = take_jobs(options)
    every = film == ALL
    lesson, network, look, options = read_rest(context, "all" if every else film, options)
    if every:
        render_all(lesson, options, look, jobs)
    else:
        render(find_film(film), lesson, network, options, look, jobs)


@rendering("Make a folder for a blog: a small MP4, captions, poster, transcript, page, code to paste.")
def bundle(context: click.Context, film: str, options: tuple[str, ...]) -> None:
    """Render FILM, about LESSON if one is given, make what a blog needs of it, and say in which folder it is.

    There is a small MP4 with chapters and captions inside, both as WebVTT too, a poster, a transcript, the page to step
    through, and one with the code to paste. For a film of your own, give its file and its name: mathnet bundle
    my_film.py MyForwardPass

    \b
    -o FOLDER       put it there (if not into media/bundles/FILM)
    --chapter NAME  add a GIF of that chapter
    --force         overwrite files that are there already

    --network, --data, --captions, --theme, --format and --voice are those of mathnet film; of manim's options, those of
    size and rate can be given: mathnet bundle forward-pass my.toml -ql
    """
    from scenes.commands.bundling import Wish, make_bundle
    from scenes.layout.formats import FORMAT

    folder, options = take(options, "-o", "--output")
    chapter, options = take(options, "--chapter")
    force, options = take_flag(options, "--force")
    if folder == "" or chapter == "":
        raise click.UsageError("-o goes with a folder, --chapter with the name of a chapter")
    lesson, network, look, options = read_rest(context, film, options)
    # its page is made here, and keeps time with the film
    for name in (FORMAT, VOICE):
        set_while_running(context, name, look[name])
    make_bundle(Wish(film, lesson, network, look, folder, chapter, force), options)


@rendering("Make slides of a film, to be stepped through by manim-slides, or in PowerPoint.")
def slides(context: click.Context, film: str, options: tuple[str, ...]) -> None:
    """Render FILM, about LESSON if one is given, cut it at its stops, and say where its slides are, and how to go on.

    A slide is a clip from a stop to the next, with what is said as its notes. manim-slides presents them, or makes
    PowerPoint, PDF and HTML of them: pip install manim-slides. For a film of your own, give its file and its name:
    mathnet slides my_film.py MyForwardPass

    \b
    -o FOLDER  put them into FOLDER/slides (if not into media/slides)
    --force    overwrite those of the same name that are there already

    --network, --data, --captions, --theme and --format are those of mathnet film; of manim's options, those of size and
    rate can be given: mathnet slides forward-pass my.toml -ql
    """
    from scenes.commands.slides import Wish, make_slides
    from scenes.layout.formats import FORMAT

    folder, options = take(options, "-o", "--output")
    force, options = take_flag(options, "--force")
    if folder == "":
        raise click.UsageError("-o goes with a folder")
    if any(option.partition("=")[0] == "--voice" for option in options):
        raise click.UsageError("--voice goes with films: who shows slides speaks himself")
    set_while_running(context, VOICE, "off")
    about, network, look, options = read_rest(context, film, options)
    set_while_running(context, FORMAT, look[FORMAT])
    make_slides(Wish(film, about, network, look, folder, force), options)


@click.command(short_help="Make a film a page to step through, about LESSON if one is given.")
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
    callback=use_format,
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


@click.command(short_help="Build a static site of all films that fit: posters, pages, live networks, traces.")
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


@click.command(short_help="Make the network of LESSON a page to try it out.")
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
