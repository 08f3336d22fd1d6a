"""manim.cfg holds only keys that manim knows: it ignores the others in silence."""

from __future__ import annotations

from configparser import ConfigParser
from importlib.resources import files
from pathlib import Path

from manim import ManimColor

from scenes import style

OURS = Path(__file__).parents[2] / "manim.cfg"


def read(text: str) -> ConfigParser:
    parser = ConfigParser()
    parser.read_string(text)
    return parser


def unknown_keys(ours: ConfigParser, known: ConfigParser) -> list[str]:
    # the options of the encoder are x264's, which manim hands on as they are
    sections = [name for name in ours.sections() if name != "video_encoder.options"]
    return [f"[{name}] {key}" for name in sections for key in ours[name] if not known.has_option(name, key)]


def test_manim_knows_every_key() -> None:
    known = read((files("manim") / "_config" / "default.cfg").read_text())
    assert unknown_keys(read(OURS.read_text()), known) == []
    assert unknown_keys(read("[CLI]\nmedia_directory = x"), known) == ["[CLI] media_directory"]


def test_the_background_is_the_styles() -> None:
    assert ManimColor(read(OURS.read_text())["CLI"]["background_color"]) == ManimColor(style.BACKGROUND)
