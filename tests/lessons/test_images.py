"""Lessons of images know the shape of their images, and their pixels go from 0 to 1."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_digits

from scenes.lessons import Data, Lesson, LessonError, Plan
from scenes.lessons.datasets import load_set
from scenes.lessons.images import as_images, name_pixels
from scenes.lessons.toml_file import settings_from_toml

CSV = "label,a,b,c,d,e,f\n" + "\n".join(f"{i % 2},0,{i},51,102,204,255" for i in range(10))
TOML = '[data]\ncsv = "my.csv"\ntarget = "label"\ntask = "classification"\nimage = [2, 3]\n[network]\nhidden = []\n'


def lesson_of(folder, csv=CSV, toml=TOML):
    (folder / "my.csv").write_text(csv)
    (folder / "my.toml").write_text(toml)
    return Lesson.from_toml(folder / "my.toml")


def refusal(folder, **changes):
    with pytest.raises(LessonError) as caught:
        lesson_of(folder, **changes)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_digits_are_the_images_of_scikit_learn():
    data, theirs = load_set("digits"), load_digits()
    assert data.image == (8, 8) and data.features == name_pixels((8, 8)) and data.features[8] == "pixel 2,1"
    assert data.rows == tuple(tuple(level / 16 for level in row) for row in theirs.data.tolist())
    assert {min(map(min, data.rows)), max(map(max, data.rows))} == {0.0, 1.0}


def test_a_table_of_pixels_becomes_images(tmp_path):
    lesson = lesson_of(tmp_path)
    assert lesson.image == (2, 3) and lesson.features[3] == "pixel 2,1" and lesson.scaling is None
    assert all(sample.x[2:] == (0.2, 0.4, 0.8, 1.0) and sample.measured is None for sample in lesson.samples)


@pytest.mark.parametrize("largest", [0.5, 1.0])
def test_pixels_that_go_no_further_than_1_stay_as_they_are(largest):
    data = Data(("a", "b"), ((0.0, largest), (0.25, 0.0)), (0, 1), ("x", "y"))
    assert as_images(data, (1, 2)).rows == data.rows


@given(st.lists(st.tuples(*[st.floats(0, 1e6)] * 4), min_size=1, max_size=5))
def test_pixels_go_from_0_to_1_in_their_order(rows):
    data = Data(("a", "b", "c", "d"), tuple(rows), (0.0,) * len(rows))
    pixels = [pixel for row in as_images(data, (2, 2)).rows for pixel in row]
    levels = [level for row in rows for level in row]
    assert all(0 <= pixel <= 1 for pixel in pixels)
    pairs = sorted(zip(levels, pixels, strict=True))
    assert [pixel for _, pixel in pairs] == sorted(pixels)


def test_a_shape_of_another_product_is_refused(tmp_path):
    said = refusal(tmp_path, toml=TOML.replace("[2, 3]", "[28, 28]"))
    assert said.endswith(
        "[data] csv 'my.csv': the image: expected rows · columns = 6, as there are 6 features, given 28 · 28 = 784."
    )


@pytest.mark.parametrize("shape", ["[6]", "[1, 2, 3]", "6", "[2.0, 3]", "[0, 6]", '"2x3"', "[]"])
def test_what_is_no_shape_is_refused(tmp_path, shape):
    assert "[data] (csv = 'my.csv') image" in refusal(tmp_path, toml=TOML.replace("[2, 3]", shape))


def test_a_negative_pixel_is_refused_with_its_column(tmp_path):
    said = refusal(tmp_path, csv=CSV.replace("1,0,3,", "1,0,-3,"))
    assert "the image: expected grey levels of 0 or more, given -3 in column 'b'" in said


def test_only_a_table_is_given_a_shape(tmp_path):
    assert "unknown key 'image'" in refusal(tmp_path, toml='[data]\nset = "iris"\nimage = [2, 2]\n')


def test_some_pixels_of_an_image_are_no_image(tmp_path):
    (tmp_path / "my.toml").write_text('[data]\nset = "digits"\nfeatures = ["pixel 1,3", "pixel 1,4"]\n')
    data = settings_from_toml(tmp_path / "my.toml")["data"]
    assert data.image is None and len(data.rows[0]) == 2


def test_pixels_are_standardised_only_where_that_is_said():
    plan = Plan("digits", load_set("digits"), hidden=())
    assert plan.lesson().scaling is None and replace(plan, standardise=True).lesson().scaling is not None


def test_a_lesson_s_image_goes_with_its_inputs():
    lesson = Plan("digits", load_set("digits"), hidden=()).lesson()
    with pytest.raises(LessonError, match=r"the image: expected rows · columns = 64"):
        replace(lesson, image=(8, 7))
