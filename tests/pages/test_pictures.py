"""A scene as marks: where they are, what they look like, and which of them are the same at another stop."""

from __future__ import annotations

import base64
import io
import re
import runpy
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import RIGHT, UP, CapStyleType, Circle, Dot, FadeIn, LineJointType, ManimColor, Square, VGroup, VMobject
from PIL import Image
from svgelements import Path as SvgPath

from mathnet import MLP, Layer
from scenes import style
from scenes.layout.boxes import Box
from scenes.learning.curve import LearnCurve
from scenes.lessons import Lesson, Sample
from scenes.mobjects.pixels import PixelGrid
from scenes.mobjects.text import TextLine
from scenes.pages.book import Book
from scenes.pages.colours import contrast, in_both
from scenes.pages.lettering import write
from scenes.pages.paths import on_grid, path_of
from scenes.pages.picture import Path, Pixels, Text
from scenes.pages.stops import REST, stops_of
from scenes.stage.film import Film
from scenes.storyboards.pictures import Picture
from scenes.storyboards.readout import Name, Readout, Symbol
from scenes.storyboards.words import Chapter
from tests.pages.made import numbers_in

LESSON = Lesson(
    name="one",
    title="one weight",
    network=MLP([Layer([[1.0]], [0.0], "identity")], "half-squared-error"),
    samples=(Sample((1.0,), (1.0,)),),
    features=("x",),
    classes=("y",),
)
TEXT_COLOURS = ("TEXT", "QUIET", "INPUT", "HIDDEN", "OUTPUT", "BACKWARD", "POSITIVE", "NEGATIVE", "POINTER", "TEST")
POINTS = st.lists(st.tuples(st.integers(-5000, 5000), st.integers(-5000, 5000)), min_size=4, max_size=4)


def bound(film: type[Film]):
    _, told = stops_of(film)
    return Book().bind(told), told


@given(st.lists(POINTS, min_size=1, max_size=6))
def test_a_path_goes_through_the_points_that_it_was_made_of(curves):
    points = np.array([point for curve in curves for point in curve])
    drawn = [part for part in SvgPath(path_of(points)) if type(part).__name__ in ("CubicBezier", "Line")]
    ends = [(round(part.end.x), round(part.end.y)) for part in drawn]
    starts = [(round(part.start.x), round(part.start.y)) for part in drawn]
    assert starts == [tuple(curve[0]) for curve in curves]
    assert ends == [tuple(curve[3]) for curve in curves]


@pytest.mark.parametrize("shape", [Circle(), Square(), Dot(), VMobject().set_points_as_corners([UP, RIGHT, -UP])])
def test_a_path_is_where_its_mobject_is(shape):
    box = SvgPath(path_of(on_grid(shape.points))).bbox()
    expected = [shape.get_left()[0], -shape.get_top()[1], shape.get_right()[0], -shape.get_bottom()[1]]
    assert np.allclose(np.array(box) / 1000, expected, atol=0.003)


TOLD = Chapter("film", (), (), {step: (step,) for step in ("first", "then", "again", "look")})


class Moving(Film):
    """A square stays, another moves, one goes, and one comes in the place of one that looked alike."""

    lesson = LESSON

    def construct(self):
        stays, moves, goes, alike = (Square().shift(3 * place * RIGHT) for place in (0, 1, 2, -1))
        with self.saying(TOLD, "first"):
            self.add(stays, moves, goes, alike)
            self.wait(1)
        with self.saying(TOLD, "then"):
            self.remove(goes, alike)
            self.play(moves.animate.shift(UP))
            self.play(FadeIn(alike.copy()))


def test_what_stays_keeps_its_number_and_what_moves_its_owner():
    data, told = bound(Moving)
    first, then = (numbers_in(stop["marks"]) for stop in data["stops"])
    stays, moves, _, alike = first
    assert stays in then and alike in then and moves not in then
    (moved,) = [number for number in then if number not in first]
    assert data["marks"][moved][3] == data["marks"][moves][3]
    assert data["marks"][moved][0] == data["marks"][moves][0]
    assert data["marks"][moves][2] - data["marks"][moved][2] == 1000
    assert len(data["shapes"]) == 1
    assert [stop.id for stop in told.stops] == ["film-first", "film-then"]


class Nameless(Film):
    """Steps of one name."""

    lesson = LESSON

    def construct(self):
        for _ in range(3):
            with self.saying(TOLD, "again"):
                self.wait(0.1)


def test_stops_of_one_name_have_addresses_of_their_own():
    _, told = bound(Nameless)
    assert [stop.id for stop in told.stops] == ["film-again", "film-again-2", "film-again-3"]


@pytest.mark.slow
def test_stops_within_a_run_show_its_epochs_and_keep_time():
    seconds = {}

    class Learning(LearnCurve):
        lesson = "quadratic"

        def go_through(self, told, passage, followers, run_time):
            before = self.time
            super().go_through(told, passage, followers, run_time)
            seconds[passage.step] = (before, run_time, passage)

    film, told = stops_of(Learning)
    times = dict(zip((stop.id for stop in told.stops), accumulate(stop.seconds for stop in told.stops), strict=True))
    inner = {id: time for id, time in times.items() if "-epoch-" in id}
    assert {
        step: sum(begin < time <= begin + lasts for time in inner.values())
        for step, (begin, lasts, _) in seconds.items()
    } == {step: round(lasts / REST) - 1 for step, (_, lasts, _) in seconds.items()}
    for id, time in inner.items():
        (begin, lasts, passage) = next(one for one in seconds.values() if one[0] < time <= one[0] + one[1])
        for rate in (15, 30, 60):
            last = (round(time * rate) - 1) / rate  # the last frame before it
            stage = passage.first + int((passage.last - passage.first) * (last - begin) / lasts + 1e-9)
            assert film.story.study.stages[stage].epoch == int(id.rpartition("-")[2])
    for stop in told.stops:
        epoch = int(stop.id.rpartition("-")[2]) if stop.id in inner else None
        shown = [part.segment for mark in stop.marks if isinstance(mark.shape, Text) for part in mark.shape.letterings]
        values = [
            one.value for one in shown if isinstance(one, Readout) and re.fullmatch(r"stages\[\d+\]\.epoch", one.path)
        ]
        assert epoch is None or values == [epoch]
    for caption in film.captions:
        assert times[caption.id] == pytest.approx(caption.end)


class Silent(Film):
    """Nothing is said."""

    lesson = LESSON

    def construct(self):
        self.wait(0.1)


def test_a_film_without_steps_is_refused():
    with pytest.raises(ValueError, match=r"Silent has no stops: .*self\.saying"):
        stops_of(Silent)


def picture(*shown):
    class Showing(Film):
        """Something."""

        lesson = LESSON

        def construct(self):
            self.add(*shown)
            with self.saying(TOLD, "look"):
                self.wait(0.1)

    _, told = stops_of(Showing)
    return told.stops[0].marks


def test_what_is_drawn_later_stands_later_and_behind_is_before():
    behind = Square(fill_opacity=1, fill_color="#00FF00").set_z_index(-1)
    marks = picture(Square(fill_opacity=1, fill_color="#FF0000"), Square(fill_opacity=1, fill_color="#0000FF"), behind)
    assert [mark.shape.fill for mark in marks] == ["#00FF00", "#FF0000", "#0000FF"]


def test_a_line_is_joined_and_ends_as_in_the_film():
    usual = Square()
    round_ = Square(joint_type=LineJointType.ROUND, cap_style=CapStyleType.ROUND)
    assert [(mark.shape.join, mark.shape.cap) for mark in picture(usual, round_)] == [(None, None), ("round", "round")]


def test_what_cannot_be_seen_is_left_out():
    assert picture(Square(stroke_opacity=0), Square(stroke_width=0), TextLine(("gone",)).set_opacity(0)) == ()


def test_an_image_has_the_colours_of_its_texture():
    values = (0.0, 0.25, 0.5, 1.0)
    ends = Readout("low", 0.0, "0"), Readout("high", 1.0, "1")
    grid = PixelGrid(Picture("raster", values, 2, *ends), Box(-1, -1, 1, 1))
    pixels, frame = picture(grid)
    assert isinstance(pixels.shape, Pixels) and isinstance(frame.shape, Path) and frame.shape.fill is None
    assert (pixels.x, pixels.y, pixels.shape.width, pixels.shape.height) == (-1000, -1000, 2000, 2000)
    painted = Image.open(io.BytesIO(base64.b64decode(pixels.shape.uri.partition(",")[2])))
    assert (np.array(painted) == grid.texture).all()


@pytest.mark.parametrize("size", [style.SMALL, style.TITLE])
@pytest.mark.parametrize("weight", ["regular", "semibold"])
def test_text_begins_where_its_line_was_set(size, weight):
    line = TextLine(
        ("sum ", Readout("z", 0.25, "0.25"), " of ", Name("n", "petal", "petal")),
        (1.5, -2),
        "left",
        size,
        weight=weight,
    )
    for moved in (line, line.copy().shift(UP)):
        (mark,) = picture(moved)
        assert isinstance(mark.shape, Text)
        assert (mark.x, mark.y) == (1500, (-1000 * (-2 if moved is line else -1)))
        assert mark.shape.size == round(1000 * size)
        assert "".join(part.text for part in mark.shape.letterings) == "sum 0.25 of petal"


def test_a_shrunken_line_is_text_of_a_smaller_size():
    (mark,) = picture(TextLine(("half",)).scale(0.5))
    assert mark.shape.size == round(500 * style.BODY)


def test_what_the_typeface_lacks_is_drawn_and_can_still_be_read():
    line = (Symbol("z_1", "z₁"), " = ", Name("n", "日本", "日本"), Readout("z", 1.5e-9, "1.5·10⁻⁹"), "plain")
    (mark,) = picture(TextLine(line))
    drawn = {part.text: part.outline is not None for part in mark.shape.letterings}
    assert drawn == {"z₁": True, " = ": False, "日本": True, "1.5·10⁻⁹": True, "plain": False}
    assert all(part.width > 0 for part in mark.shape.letterings if part.outline)


def test_a_line_that_stands_crooked_is_drawn():
    line = TextLine(("crooked",)).rotate(0.5)
    assert write(line.spans) is None
    assert [type(mark.shape) for mark in picture(line)] == [Path]


def test_numbers_alone_are_shown_without_the_rest_of_their_line():
    line = TextLine(("a = ", Readout("a", 0.5, "0.5")))
    (mark,) = picture(VGroup(line.part(1)))
    assert [part.text for part in mark.shape.letterings] == ["0.5"]


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("share", [0.0, 0.3])
@pytest.mark.parametrize("name", TEXT_COLOURS)
def test_a_colour_of_text_can_be_read_in_either_theme_mixed_or_not(name, share, theme):
    mixed = ManimColor(getattr(style, name)).interpolate(ManimColor(style.TEXT), share).to_hex()
    colour = rgb(in_both(mixed)[theme])
    for ground in (style.BACKGROUND, style.NODE_FILL):
        assert contrast(colour, rgb(in_both(ground)[theme])) >= 4.5


def test_each_theme_has_the_colours_of_a_film_in_it(monkeypatch):
    monkeypatch.setenv(style.THEME, "light")
    light = runpy.run_path(str(style.__file__))
    for name in (*TEXT_COLOURS, "BACKGROUND", "NODE_FILL", "RULE", "ON_DARK", "ON_BRIGHT"):
        assert in_both(getattr(style, name)) == (getattr(style, name), light[name]), name


def rgb(colour: str):
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
