"""What pages of all kinds share: templates, colours of both themes, data and scripts that a page may carry."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from scenes.pages.colours import in_both
from scenes.style import BACKGROUND, POINTER, QUIET, RULE, TEXT

HERE = Path(__file__).parent
# what is on every page beside what it shows
OWN = {"ground": BACKGROUND, "text": TEXT, "quiet": QUIET, "rule": RULE, "pointer": POINTER}


def templates_in(folder: Path) -> Environment:
    """Return the templates in `folder`, which may include those that are here; what they are given is escaped."""
    return Environment(
        loader=FileSystemLoader([folder, HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page_from(template: Template, style: str, script: str, document: object, theme: str | None, **named: Any) -> str:
    """Return a page: a template that extends base.html, with style and script of ours, and what the script shows.

    It begins dark or light as `theme` says, or else as the reader has it. Names of others may be in `document` and
    `named` alone.
    """
    return template.render(
        theme=theme,
        # marked as safe: our own files, in which the names of others don't occur, and JSON without a <
        style=Markup(style),
        script=Markup(script),
        data=Markup(as_data(document)),
        style_hash=hash_of(style),
        script_hash=hash_of(script),
        **named,
    )


def both(colours: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the name of each colour, and what it is on dark and on light ground."""
    return [(name, *in_both(colour)) for name, colour in colours.items()]


def as_data(document: object) -> str:
    """Return JSON that can stand in a script element: no text in it ends that."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def hash_of(content: str) -> str:
    """Return what a Content-Security-Policy knows a style or a script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode('ascii')}"
