"""The built-in lessons as a table: what `mathnet lessons` prints."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from scenes.lessons import BUILT_IN, Lesson, Plan


def print_lessons() -> None:
    table = Table("name", "network", "data", "what it is about", box=None, padding=(0, 2, 0, 0))
    for name, build in BUILT_IN.items():
        found = build()
        lesson = found.lesson() if isinstance(found, Plan) else found
        sizes = "-".join(map(str, lesson.network.sizes))
        about = (build.__doc__ or "").partition("\n")[0]
        table.add_row(name, sizes, _describe_data(found), about)
    Console(highlight=False).print(table)


def _describe_data(found: Plan | Lesson) -> str:
    if isinstance(found, Plan):
        count, noun, classes = len(found.data.rows), found.data.noun, found.data.classes
    else:
        count, noun, classes = len(found.samples), found.noun, found.classes if found.classifies else ()
    described = f"{count} {noun}{'s' * (count != 1)}"
    return f"{described}, {len(classes)} classes" if classes else described
