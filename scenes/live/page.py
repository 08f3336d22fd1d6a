"""A lesson's network as one HTML file: template, style, scripts, typeface and the data."""

from __future__ import annotations

from pathlib import Path

from scenes.lessons import Lesson
from scenes.live.charts import HEIGHT, WIDTH, charts_of
from scenes.live.course import course_of
from scenes.live.document import document_of, is_large
from scenes.live.inputs import fitting, ranges_of, step_of
from scenes.pages.fonts import faces_for
from scenes.pages.shell import OWN, both, page_from, templates_in
from scenes.studies.image_study import STRONGEST
from scenes.style import HIDDEN, INPUT, NEGATIVE, NODE_FILL, OUTPUT, POSITIVE, UNLIT

HERE = Path(__file__).parent
# in this order: each uses those before it
SCRIPTS = ("network", "pictures", "numbers", "diagram", "worksheet", "inputs", "panel", "course", "live")
COLOURS = OWN | {
    "input": INPUT,
    "hidden": HIDDEN,
    "output": OUTPUT,
    "positive": POSITIVE,
    "negative": NEGATIVE,
    "fill": NODE_FILL,
    "unlit": UNLIT,
}
LETTERS = {weight: set("az,Σ") for weight in ("regular", "semibold")}  # of all the files of the typeface


def live_page(lesson: Lesson) -> str:
    """Return the page of the lesson's network, trained (or recalled) where the lesson says how.

    Names are data: none of them is read as markup. Nothing in the page asks for anything outside of it. Raises
    ValueError where the training diverges, or a number overflows.
    """
    templates = templates_in(HERE)
    style = templates.get_template("live.css").render(colours=both(COLOURS), faces=faces_for(LETTERS))
    script = "\n".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    course = course_of(lesson, with_networks=not is_large(lesson))
    document = document_of(lesson, course)
    ranges = ranges_of(lesson)
    return page_from(
        templates.get_template("live.html"),
        style,
        script,
        document,
        theme=None,
        title=f"Live network: {lesson.title}",
        about=f"The network of {lesson.title}, to be tried out.",
        live=document,
        image=lesson.image,
        strongest=STRONGEST,
        fitting=fitting(lesson.image) if lesson.image else "",
        ranges=ranges,
        steps=[step_of(high - low) for low, high in ranges],
        charts=charts_of(course.records),
        size=(WIDTH, HEIGHT),
    )
