"""A CSV file of one's own is data; whatever is wrong with it is one sentence with the line, and what is allowed."""

import os
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenes.lessons import Lesson, LessonError
from scenes.lessons.csv_file import _choose, data_from_csv
from tests.quickly import EXAMPLES, write_anew

FLOWERS = "length,width,species\n" + "".join(
    f"{length},{width},{species}\n"
    for length, width, species in [
        (1.5, 2, "rose"),
        (1.75, 2.5, "rose"),
        (2, 2.25, "rose"),
        (5.5, 1e0, "tulip"),
        (6, -0.5, "tulip"),
        (6.25, 0, "tulip"),
    ]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tables")


def lesson_of(folder, table, extra="", target="species"):
    write_anew(folder / "table.csv", table)
    text = (
        f"[training]\ntest_share = 0\n[network]\nhidden = [2]\n[data]\ncsv = 'table.csv'\ntarget = '{target}'\n{extra}"
    )
    return Lesson.from_toml(write_anew(folder / "my.toml", text))


def refusal(folder, table, extra="", target="species"):
    try:
        lesson_of(folder, table, extra, target)
    except LessonError as error:
        said = str(error)
        assert said.startswith(str(folder / "my.toml")), said
        assert said.endswith(".") and "\n" not in said and len(said) < 800, said
        return said
    return None


def test_text_as_target_means_classes(folder):
    lesson = lesson_of(folder, FLOWERS)
    assert lesson.classes == ("rose", "tulip") and lesson.features == ("length", "width")
    assert lesson.network.loss == "cross-entropy" and len(lesson.samples) == 6
    assert lesson.samples[3].measured == (5.5, 1.0) and lesson.samples[3].target == (0.0, 1.0)


def test_numbers_as_target_mean_values(folder):
    lesson = lesson_of(folder, FLOWERS, "features = ['length']", target="width")
    assert lesson.classes == ("width",) and lesson.network.loss == "mean-squared-error"
    assert [sample.measured_target for sample in lesson.samples[:3]] == [(2.0,), (2.5,), (2.25,)]


def test_numbers_may_stand_for_classes(folder):
    table = "a,b,k\n1,2,10\n2,3,9\n3,4,10\n"
    assert lesson_of(folder, table, 'task = "classification"', target="k").classes == ("9", "10")


@pytest.mark.parametrize(
    "table",
    [
        b"\xef\xbb\xbf" + FLOWERS.encode(),
        FLOWERS.replace("\n", "\r\n"),
        FLOWERS.replace("\n", "\r"),
        FLOWERS.replace(",", " , "),
        FLOWERS.replace("\n", "\n\n") + "\n\n",
        FLOWERS.rstrip("\n"),
        re.sub("[^,\n]+", r'"\g<0>"', FLOWERS),
        FLOWERS.replace(",", ";"),
        FLOWERS.replace(",", "\t"),
        FLOWERS.replace(",", " | "),
        FLOWERS.replace(",", ";").replace(".", ","),
        FLOWERS.replace(",", "\t").replace(".", ","),
        re.sub("[^,\n]+", r'"\g<0>"', FLOWERS).replace(",", ";").replace(".", ","),
    ],
    ids=[
        *("byte order mark", "Windows", "old Mac", "blanks", "empty lines", "no last line end", "quotes"),
        *("semicolons", "tabs", "bars", "semicolons, decimal commas", "tabs, decimal commas", "quotes and semicolons"),
    ],
)
def test_the_same_table_written_otherwise_is_the_same_lesson(folder, table):
    assert lesson_of(folder, table) == lesson_of(folder, FLOWERS)


NAMES = [
    "#",
    "$x$",
    "<b>bold</b>",
    "[red]",
    'say "hi"',
    "it's",
    "🌹",
    "x" * 60,
    "a,b",
    "a;b;c;d",
    "a|b",
    "1,5",
    "new\nline",
    "\x1b[31m",
    "{0}",
    "\\",
    "%s",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_data_whatever_they_hold(folder, name):
    quoted = '"' + name.replace('"', '""') + '"'
    table = FLOWERS.replace("length", quoted).replace("rose", quoted)
    lesson = lesson_of(folder, table)
    assert lesson.features[0] == name and name in lesson.classes


@pytest.mark.parametrize(
    "table, said",
    [
        ("", "the file is empty: expected a line of column names"),
        ("\n\n", "the file is empty"),
        ("length,width,species\n", "column names only"),
        (FLOWERS.encode("utf-16"), "isn't UTF-8"),
        (FLOWERS.replace("rose", "rosé").encode("latin-1"), "isn't UTF-8"),
        (FLOWERS.replace("species", "kind"), "no column 'species': there are 'length', 'width', 'kind'"),
        (FLOWERS.replace("species", "specis"), r"no column 'species' \(did you mean 'specis'\?\)"),
        ("1,2,3\n4,5,6\n", "line 1: expected the names of the columns, found numbers: put a line of names above"),
        (FLOWERS.replace("width", "length"), "line 1: the name 'length' is there twice"),
        (FLOWERS.replace("width", ""), "line 1: column 2 has no name"),
        (FLOWERS.replace("2.5", ""), "line 3, column 'width': there is a gap: fill it in, or take the line out"),
        (FLOWERS.replace("2.5", "NaN"), r"line 3, column 'width': there is a gap \(NaN\)"),
        (FLOWERS.replace("1.75,2.5,rose", "1.75,2.5,"), "line 3, column 'species': there is a gap"),
        (FLOWERS.replace("2.5", "wide"), "line 3, column 'width': expected a number, found 'wide': leave the col"),
        (FLOWERS.replace("2.5", '"2,5"'), "found '2,5': write decimals with a point"),
        (FLOWERS.replace("2.5", '"1,100"'), "found '1,100': write '1100' or '1.100', whichever is meant"),
        (FLOWERS.replace("2.5", '"1,100,000"'), "found '1,100,000': write '1100000'"),
        (FLOWERS.replace("2.5", '"1,100.5"'), r"found '1,100\.5': write nothing between thousands"),
        (FLOWERS.replace("2.5", "inf"), "expected a number, found 'inf'"),
        (FLOWERS.replace("2.5", "1e999"), "expected a number, found '1e999'"),
        (FLOWERS.replace("2.5", "1_0"), "expected a number, found '1_0'"),
        (FLOWERS.replace("2.5", "1e300"), "too large"),
        (FLOWERS.replace("2.5,rose", "2.5,rose,3"), "line 3: expected 3 cells as in the first line, found 4"),
        (FLOWERS.replace(",2.5", ""), "line 3: expected 3 cells as in the first line, found 2"),
        (FLOWERS.replace("tulip", "rose"), "expected two classes or more, found only 'rose'"),
        (FLOWERS.replace("2.5,rose", "2.5,3"), "column 'species': found 'rose' in a column that has numbers too"),
        (FLOWERS.replace("rose", '"rose', 1), "this isn't CSV .*check the quotes"),
        ('length,species\n"a\n\nb",rose\n', "line 4, column 'length': expected a number"),
    ],
)  # fmt: skip
def test_a_wrong_table_is_told_what_is_allowed(folder, table, said):
    if "too large" in said:
        with pytest.raises(LessonError, match=said):
            lesson_of(folder, table)
    else:
        assert re.search(said, refusal(folder, table)), refusal(folder, table)


def european(table):
    return table.replace(",", ";").replace(".", ",")


@pytest.mark.parametrize(
    "table, said",
    [
        (european(FLOWERS).replace("2,5;", "2.5;"), "line 3, column 'width': found '2.5', but '1,5' in line 2: "),
        (european(FLOWERS).replace("2,5;", "2.500,5;"), r"found '2\.500,5': write nothing between thousands"),
        (european(FLOWERS).replace("2,5;", "wide;"), "line 3, column 'width': expected a number, found 'wide'"),
        (european(FLOWERS).replace("2,5;", ";"), "line 3, column 'width': there is a gap"),
        (european(FLOWERS).replace("2,5;", "1,100,000;"), "found '1,100,000': write '1100000'"),
        (european(FLOWERS).replace(";rose", ""), "line 2: expected 3 cells as in the first line, found 2"),
        (
            "length;width;species\n1,100;2;rose\n2,250;3;tulip\n",
            "line 2, column 'length': found '1,100', thousands or decimals: write '1100' or '1.100', ",
        ),
        ("length;width;species\n1,100;2.5;rose\n2;3;tulip\n", "'1,100', thousands or decimals"),
    ],
)  # fmt: skip
def test_a_comma_in_a_number_that_could_mean_two_things_is_asked_after(folder, table, said):
    assert re.search(said, refusal(folder, table)), refusal(folder, table)


def test_a_decimal_comma_anywhere_says_what_the_others_are(folder):
    lesson = lesson_of(folder, "length;width;species\n1,100;2,5;rose\n0,250;3;tulip\n")
    assert [sample.measured for sample in lesson.samples] == [(1.1, 2.5), (0.25, 3.0)]


def test_values_to_be_predicted_may_have_a_decimal_comma(folder):
    lesson = lesson_of(folder, european(FLOWERS), "features = ['length']", target="width")
    assert [sample.measured_target for sample in lesson.samples[:3]] == [(2.0,), (2.5,), (2.25,)]
    assert lesson.samples[0].measured == (1.5,)


@pytest.mark.parametrize("gap", ["", " ", "NA", "na", "N/A", "?", "nan", "NaN", "null"])
@pytest.mark.parametrize("task", ["", "task = 'classification'"])
@pytest.mark.parametrize("target", ["species", "width"])
def test_a_missing_target_is_no_class(folder, gap, task, target):
    line = f"1.75,{gap},rose" if target == "width" else f"1.75,2.5,{gap}"
    said = refusal(folder, FLOWERS.replace("1.75,2.5,rose", line), f"features = ['length']\n{task}", target=target)
    assert f"line 3, column '{target}': there is a gap" in said and "take the line out" in said


@pytest.mark.parametrize("name", ["none", "-"])
def test_what_may_mean_nothing_may_be_a_class(folder, name):
    assert lesson_of(folder, FLOWERS.replace("tulip", name)).classes == (name, "rose")


@pytest.mark.parametrize("source", ["pipe", "folder", "device", "large"])
def test_what_is_no_table_is_refused_at_once(folder, source):
    path = folder / source
    if source == "pipe" and not path.exists():
        os.mkfifo(path)
    elif source == "folder":
        path.mkdir(exist_ok=True)
    elif source == "device" and not path.exists():
        path.symlink_to("/dev/zero")
    elif source == "large":
        with path.open("wb") as file:
            file.truncate(10**10)
    with pytest.raises(ValueError, match=r"^the file can't be read \((a |more than 200 MB).*\): check its path$"):
        data_from_csv(path, "species", None, None)


def test_a_line_without_end_is_refused(folder):
    said = refusal(folder, "length,species\n" + "," * 10_000_001)
    assert "line 2: expected at most 10000000 characters, found 10000001" in said


def test_many_columns_are_gone_through_once(folder, monkeypatch):
    """However many names there are, each is looked at a few times: no name is compared with all others."""
    compared = []

    class Name(str):
        __slots__ = ()

        def __eq__(self, other):
            compared.append(1)
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    count = 2000
    header = [Name(f"column {i}") for i in range(count)]
    assert _choose(header, "column 7", None) == [*range(7), *range(8, count), 7]
    assert len(compared) < 10 * count


def test_the_target_is_no_feature(folder):
    assert "can't be a feature too" in refusal(folder, FLOWERS, "features = ['length', 'species']")
    assert "no column but the target" in refusal(folder, "species\nrose\ntulip\n")


def test_regression_on_text_names_the_line(folder):
    said = refusal(folder, FLOWERS, 'task = "regression"')
    assert "line 2, column 'species': expected a number, found 'rose'" in said


@settings(max_examples=2 * EXAMPLES)
@given(st.data())
def test_a_damaged_table_is_taken_or_refused_in_one_sentence(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("damaged")
    text = FLOWERS.encode()
    start, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 20))
    damaged = text[:start] + data.draw(st.binary(max_size=4)) + text[start + length :]
    path = folder / "table.csv"
    path.write_bytes(damaged)
    try:
        data_from_csv(path, "species", None, None)
    except ValueError as error:
        assert "\n" not in str(error)


@settings(max_examples=2 * EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(
            st.sampled_from(["1", "-2.5", "2,5", "1,100", "x", "", "?", '"', ";", "1e300", "1e200", "🌹"]), max_size=4
        ),
        max_size=5,
    ),
    st.sampled_from(",;\t|"),
    st.sampled_from(["species", "a"]),
)
def test_a_table_of_anything_is_taken_or_refused_in_one_sentence(folder, rows, separator, target):
    table = "\n".join(separator.join(row) for row in [["a", "species"], *rows])
    try:
        lesson_of(folder, table, target=target)
    except LessonError as error:
        assert str(error).startswith(str(folder)) and "\n" not in str(error)
