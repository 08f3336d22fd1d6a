"""A gallery's rooms: one for each lesson, with the films that fit it; what is made there is files in its folder."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path

from mathnet.errors import InputError
from scenes.bundle.documents import slug
from scenes.commands.films import FilmSource, films_for
from scenes.commands.refusals import WRONG_INPUT
from scenes.commands.scene_file import snake
from scenes.commands.trace_json import study_to_json
from scenes.commands.wanted import film_about, words_about
from scenes.gallery.index import LIVE, TRACE, Card, Sign
from scenes.lessons import BUILT_IN, find_lesson
from scenes.storyboards.readout import shown_below_one
from scenes.studies import Study, study

ORDER = ("Architecture", "ForwardPass", "Backpropagation", "Training")
MOST_TRACED = 200_000  # parameters: above, a trace has tens of megabytes


@dataclass(frozen=True, slots=True)
class Room:
    """Where a lesson is in the site: what the command calls it, its folder, and the films that fit it."""

    lesson: str
    folder: str
    films: tuple[FilmSource, ...]


def find_rooms(lessons: Sequence[str]) -> list[Room]:
    """Return the rooms of lessons, whose folders have names of their own. Raises InputError for what is no lesson."""
    rooms: list[Room] = []
    for name in dict.fromkeys(lessons):
        plain = slug(Path(name).stem if name.endswith(".toml") else name, "lesson")
        taken = {room.folder for room in rooms}
        folder = next(
            one for n in range(1, len(lessons) + 2) if (one := plain if n == 1 else f"{plain}-{n}") not in taken
        )
        rooms.append(Room(name, folder, tuple(sorted(films_for(find_lesson(name)), key=_order))))
    return rooms


def _order(film: FilmSource) -> int:
    """Return which films come first: what a network is, what it answers, how it learns."""
    return next((n for n, part in enumerate(ORDER) if part in film.name), len(ORDER))


def furnish(room: Room, site: Path) -> Sign:
    """Write the live network and the trace of a lesson, which was trained before, and return what is said of it."""
    from scenes.live.page import live_page

    lesson = find_lesson(room.lesson)
    worked = study(lesson)
    (site / room.folder / LIVE).write_text(live_page(lesson), encoding="utf-8")
    is_traced = lesson.network.parameter_count <= MOST_TRACED
    if is_traced:
        text = json.dumps(study_to_json(worked), allow_nan=False)
        (site / room.folder / TRACE).write_text(text, encoding="utf-8")
    about = (BUILT_IN[room.lesson].__doc__ or "").partition("\n")[0] if room.lesson in BUILT_IN else ""
    return Sign(lesson.title, about, tuple(_facts(worked)), is_traced)


def _facts(worked: Study) -> Iterable[str]:
    network, history = worked.network, worked.history
    yield f"{'-'.join(map(str, network.sizes))} neurons"
    yield f"{network.parameter_count:,} parameters"
    if history is not None and (accuracy := history.epochs[-1].test_accuracy) is not None:
        yield f"test accuracy {shown_below_one(accuracy, 3)}"


def hang(room: Room, source: FilmSource, site: Path) -> Card | str:
    """Write the page and the posters of a film about a lesson, and return what is said of it; or why it isn't there."""
    from scenes.gallery.poster import write_posters
    from scenes.pages.page import page_of
    from scenes.pages.stops import stops_of

    lesson = find_lesson(room.lesson)
    kind = film_about(source, room.lesson, None)
    said = io.StringIO()
    try:
        with redirect_stderr(said):
            scene, told = stops_of(kind)
    except SystemExit as error:
        if error.code != WRONG_INPUT:
            raise
        return " ".join(said.getvalue().split())  # what is too wide for the frame is known only now
    except InputError as error:
        return str(error)
    title = title_of(room.films, source, lesson.name, told.chapters[-1])
    stem = f"{room.folder}/{snake(source.name).replace('_', '-')}"
    page = page_of(told, f"{title}: {lesson.title}", ", ".join(told.chapters))
    (site / f"{stem}.html").write_text(page, encoding="utf-8")
    dark, light = f"{stem}.webp", f"{stem}-light.webp"
    write_posters(scene, site / dark, site / light)
    return Card(title, round(scene.time), len(told.chapters), f"{stem}.html", dark, light)


def title_of(films: Sequence[FilmSource], source: FilmSource, lesson: str, ending: str) -> str:
    """Return what one of the `films` about a lesson is called: where two would be called the same, with how it ends."""
    title = words_about(source, lesson)
    is_shared = [words_about(film, lesson) for film in films].count(title) > 1
    return f"{title}: {ending}" if is_shared else title
