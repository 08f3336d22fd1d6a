"""Formats: text keeps its size on screen, pictures their proportions, and every place is within its frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes import style
from scenes.architecture import ArchitectureByHand
from scenes.layout import architecture_stage, image_stages, mistake_stage, network_stage, race_stage, training_stages
from scenes.layout.boxes import Box
from scenes.layout.formats import FORMAT, FORMATS, LANDSCAPE, Format, chosen_format
from scenes.lessons import LessonError
from scenes.stage import CAPTIONS
from tests.scenes.audit import watch

TABLES = (
    network_stage.STAGES,
    architecture_stage.ARCHITECTURES,
    architecture_stage.UNROLLINGS,
    *(training_stages.BESIDES, training_stages.PLANES, training_stages.DASHBOARDS),
    *(race_stage.RACES, training_stages.WEIGHTS),
    mistake_stage.MISTAKES,
    *(image_stages.IMAGES, image_stages.OPENED, image_stages.BACKWARDS, image_stages.WATCHED),
)
forms = pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)


def boxes_of(stage: object) -> Iterator[tuple[str, Box]]:
    for field in fields(stage):  # type: ignore[arg-type]
        value = getattr(stage, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Box):
                yield f"{type(stage).__name__}.{field.name}", one


@forms
def test_every_place_is_within_the_frame_and_below_the_heading(form: Format) -> None:
    room = Box(form.left, form.frame.bottom, form.right, form.title_y)
    outside = [
        (name, box)
        for table in TABLES
        for name, box in boxes_of(table[form.name])
        if box.left < room.left - 1e-9
        or box.right > room.right + 1e-9
        or box.bottom < room.bottom
        or box.top > room.top
        or box.width <= 0
        or box.height < 0
    ]
    assert outside == []


@forms
def test_a_picture_shows_the_frame_above_a_band(form: Format) -> None:
    across, down = form.sides
    assert form.view.width / form.view.height == pytest.approx(across / down)
    assert form.view.left <= form.frame.left and form.frame.right <= form.view.right
    assert form.view.top == form.frame.top and form.view.bottom < form.frame.bottom == form.band.top
    assert form.frame.middle == (0.0, 0.0)


@forms
def test_a_capital_is_as_high_as_ever_on_a_picture_whose_shorter_side_is_1080(form: Format) -> None:
    pixels = style.LEAST_CAPITAL * 1080 / min(form.view.width, form.view.height)
    assert pixels >= 23.99


@given(st.integers(9, 1080).map(lambda half: 2 * half))
def test_a_picture_keeps_the_shorter_side_and_has_the_proportions_of_its_format(short: int) -> None:
    for form in FORMATS.values():
        width, height = form.pixels(round(short * 16 / 9), short)
        assert min(width, height) == short
        if form is not LANDSCAPE:
            assert abs(height - short * form.sides[1] / form.sides[0]) <= 1
            assert form.pixels(width, height) == (width, height)


def test_landscape_has_the_frame_of_the_style_and_leaves_sizes_alone() -> None:
    assert (LANDSCAPE.frame.width, LANDSCAPE.frame.height) == (style.FRAME_WIDTH, style.FRAME_HEIGHT)
    assert (LANDSCAPE.view.width, LANDSCAPE.view.height) == pytest.approx((style.VIEW_WIDTH, style.VIEW_HEIGHT))
    assert LANDSCAPE.pixels(123, 45) == (123, 45)


@pytest.mark.parametrize("name", ["", *FORMATS])
def test_the_environment_chooses_the_format(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FORMAT, name)
    assert chosen_format().name == (name or "landscape")


@pytest.mark.parametrize(
    ("variable", "expected"),
    [(FORMAT, "landscape or square or vertical"), (style.THEME, "dark or light"), (CAPTIONS, "on or off")],
)
def test_what_the_environment_says_that_there_is_not_is_refused_in_a_sentence(
    variable: str, expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(variable, "pink")
    with pytest.raises((LessonError, SystemExit)) as refused:  # the format before there is a film, the others by it
        watch(ArchitectureByHand)
    said = f"{refused.value} {capsys.readouterr().err}"
    assert f"{variable}: expected {expected}, given 'pink'" in said
