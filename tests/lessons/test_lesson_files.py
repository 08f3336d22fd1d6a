"""A lesson file is a plan like any other, and one that is wrong is refused in one sentence that names it."""

import os
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenes.lessons import BUILT_IN, Lesson, LessonError, Plan, find_lesson, find_plan, plan_from_toml
from scenes.lessons.template import TEMPLATE
from scenes.studies import learn, study
from tests.quickly import EXAMPLES, slow_but, write_anew

QUICK = '[data]\ngenerator = "xor"\ncount = 12\n[training]\nepochs = 2\ntest_share = 0\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("lessons")


def write(folder, text, name="my.toml"):
    return write_anew(folder / name, text)


def refusal(path):
    """Return what is said of a lesson file that is refused; an acceptable one gives nothing."""
    try:
        plan_from_toml(path)
    except LessonError as error:
        said = str(error)
        assert said.startswith(str(path)) and said.endswith(".") and "\n" not in said, said
        assert len(said) < 600, said
        return said.removeprefix(str(path))
    return None


def test_the_template_is_a_lesson_that_trains(folder):
    lesson = Lesson.from_toml(write(folder, TEMPLATE.read_text()))
    assert lesson.title == "Wine" and lesson.network.sizes == (4, 8, 6, 3)
    assert learn(lesson)[1].epochs[-1].test_accuracy > 0.8


def uncomment(text):
    return re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("source", ["set", "generator"])
def test_every_key_in_the_template_is_one(folder, source):
    """Also those in comments, as far as they go together."""
    lines = uncomment(TEMPLATE.read_text()).splitlines()
    others = {
        "set": (
            "generator",
            "csv",
            "target",
            "task",
            "image",
            "folder",
            "count",
            "noise",
            "factor",
            "classes",
            "range",
        ),
        "generator": ("set", "features", "csv", "target", "task", "image", "folder", "factor", "classes", "range"),
    }[source]
    seen = set()
    kept = []
    for line in lines:
        key = line.partition(" =")[0]
        # seed stands in [network] too
        if key in others or (source == "set" and line.startswith("seed") and "where to" in line):
            continue
        seen.add(key)
        kept.append(line)
    assert {"output", "loss", "every", "unit"} <= seen
    assert refusal(write(folder, "\n".join(kept))) is None


@pytest.mark.parametrize(
    "given, built_in",
    [
        (
            '[network]\nhidden = [8, 6]\ninitialisation = "uniform"\n[data]\nset = "iris"\n'
            '[film]\ntitle = "the Iris network"\nsample = 19',
            "iris",
        )
    ],
)
def test_a_lesson_file_and_a_built_in_lesson_are_the_same_thing(folder, given, built_in):
    assert plan_from_toml(write(folder, given, f"{built_in}.toml")) == find_plan(built_in)


def test_a_lesson_file_goes_where_a_built_in_lesson_goes(folder):
    path = write(folder, QUICK)
    assert isinstance(find_plan(str(path)), Plan)
    assert find_lesson(str(path)) == Lesson.from_toml(path) == Lesson.from_toml(str(path))
    assert study(find_lesson(str(path))).history.epochs[-1].epoch == 2


@pytest.mark.parametrize("name", slow_but(BUILT_IN, "iris", "by-hand", "quadratic"))
def test_every_built_in_lesson_can_be_worked_through(name):
    found = BUILT_IN[name]()
    lesson = replace(found, epochs=2).lesson() if isinstance(found, Plan) else found
    assert study(lesson).forward.output
    assert BUILT_IN[name].__doc__.partition("\n")[0].endswith(".")


@pytest.mark.parametrize(
    "data, sizes, classes",
    [
        ('set = "iris"', (4, 3), 3),
        ('set = "wine"', (13, 3), 3),
        ('set = "breast-cancer"', (30, 2), 2),
        ('set = "digits"', (64, 10), 10),
        ('set = "diabetes"\nfeatures = ["bmi", "age"]', (2, 1), 1),
        ('generator = "moons"\nnoise = 0.3\nseed = 7', (2, 2), 2),
        ('generator = "circles"\nfactor = 0.3', (2, 2), 2),
        ('generator = "xor"\ncount = 40\nnoise = 0', (2, 2), 2),
        ('generator = "blobs"\nclasses = 5', (2, 5), 5),
        ('generator = "quadratic"\nrange = [-1, 3.5]\ncount = 20\nnoise = 0', (1, 1), 1),
    ],
)
def test_data_come_from_sets_and_generators(folder, data, sizes, classes):
    lesson = Lesson.from_toml(write(folder, f"[network]\nhidden = []\n[data]\n{data}\n"))
    assert lesson.network.sizes == sizes and len(lesson.classes) == classes


def test_a_generator_s_parameters_arrive(folder):
    data = plan_from_toml(
        write(folder, '[data]\ngenerator = "quadratic"\nrange = [-1, 3]\ncount = 5\nnoise = 0\nnoun = "dot"')
    ).data
    assert data.rows == ((-1.0,), (0.0,), (1.0,), (2.0,), (3.0,))
    assert data.targets == ((1.0,), (0.0,), (1.0,), (4.0,), (9.0,)) and data.noun == "dot"


def test_every_setting_arrives(folder):
    text = """
        [network]
        hidden = [3, 2]
        activations = ["tanh", "sigmoid"]
        output = "sigmoid"
        loss = "half-squared-error"
        initialisation = "glorot"
        seed = 5
        [data]
        generator = "moons"
        standardise = false
        standardise_targets = false
        unit = "m"
        [training]
        learning_rate = 0.25
        epochs = 7
        batch_size = 4
        momentum = 0.5
        test_share = 0.25
        [film]
        title = "Mine"
        sample = 3
        decimals = 3
        every = 2
    """
    lesson = Lesson.from_toml(write(folder, text))
    assert lesson.network.activations == ("tanh", "sigmoid", "sigmoid")
    assert lesson.network.loss == "half-squared-error" and lesson.network.sizes == (2, 3, 2, 1)
    assert (lesson.title, lesson.shown, lesson.decimals, lesson.unit) == ("Mine", 3, 3, "m")
    assert lesson.scaling is None and lesson.learning_rate == 0.25
    task = lesson.training
    assert (task.settings.epochs, task.settings.batch_size, task.settings.momentum) == (7, 4, 0.5)
    assert task.settings.snapshot_every == 2 and task.seed == 5 and len(task.test) == 50


@pytest.mark.parametrize(
    "text, said",
    [
        ("", r"\[data\] expected exactly one of set, generator, csv, given none of them"),
        ("\x00", "this isn't TOML"),
        ("[data\n", "this isn't TOML: .* line 1"),
        ('[data]\nset = "iris"\nset = "wine"\n[film]', "this isn't TOML: .* line 3"),
        (b'[data]\nset = "ir\xffis"', "isn't UTF-8"),
        ("x = " + "[" * 5000, "nested too deep"),
        ('[dta]\nset = "iris"', r"unknown table 'dta' \(did you mean 'data'\?\): allowed are \[network\], \[data\]"),
        ('hidden = 3\n[data]\nset = "iris"', "unknown key outside of the tables 'hidden'"),
        ('film = 3\n[data]\nset = "iris"', r"film: expected a table, that is \[film\].*given 3"),
        ('[[data]]\nset = "iris"', "data: expected a table"),
        ('[data]\nsett = "iris"', r"unknown key 'sett' \(did you mean 'set'\?\): allowed are set, generator, csv"),
        ('[data]\nset = "iriss"', "set: expected one of iris, wine.*given 'iriss'"),
        ('[data]\nset = "iris"\ngenerator = "xor"', "exactly one of .* given set and generator"),
        ('[data]\nset = "iris"\nnoise = 3', "unknown key 'noise'.*allowed are set, features"),
        (
            '[data]\ngenerator = "moons"\nfactor = 0.5',
            "unknown key 'factor'.*allowed are generator, count, noise, seed",
        ),
        ('[data]\ngenerator = "moons"\ncount = 3', "count: expected a whole number of at least 4, given 3"),
        ('[data]\ngenerator = "moons"\ncount = 1000000000000', "from 4 to 10000"),
        ('[data]\ngenerator = "moons"\nnoise = -1', "noise: expected a number from 0 to 1000, given -1"),
        ('[data]\ngenerator = "quadratic"\nrange = [2, 1]', "expected the smaller number first"),
        ('[data]\nset = "iris"\nfeatures = ["petal lenght"]', r"did you mean 'petal length'\?"),
        ('[data]\nset = "iris"\nfeatures = []', "features: expected a list of names"),
        ('[data]\nset = "iris"\nfeatures = ["petal length", "petal length"]', "each name once"),
        ('[network]\nhiden = [3]\n[data]\nset = "iris"', r"\[network\] unknown key 'hiden' \(did you mean 'hidden'"),
        (
            '[network]\nhidden = 3\n[data]\nset = "iris"',
            r"\[network\] hidden: expected a list of whole numbers, given 3",
        ),
        ('[network]\nhidden = [3.5]\n[data]\nset = "iris"', r"hidden\[0\]: expected a whole number"),
        ('[network]\nhidden = [100000, 100]\n[data]\nset = "iris"', "at most 2000000 parameters"),
        (
            '[network]\nhidden = [1000, 200]\nactivations = ["relu", "tanh"]\n[data]\nset = "iris"',
            "MLPClassifier has one activation for all hidden layers, not relu and tanh; given 205803",
        ),
        ('[network]\nhidden = [90000]\n[data]\nset = "diabetes"', "cross-entropy of classes, not mean-squared-error"),
        ('[network]\nactivations = "softmax"\n[data]\nset = "iris"', "expected one of relu, sigmoid, tanh, identity"),
        (
            '[network]\nactivations = ["relu", "tanh", "relu"]\n[data]\nset = "iris"',
            "activations: expected 3, .* given 4",
        ),
        ('[network]\nloss = "binary-cross-entropy"\n[data]\nset = "iris"', "expected sigmoid, given softmax"),
        ('[network]\nseed = -1\n[data]\nset = "iris"', "seed: expected a whole number of at least 0"),
        ('[training]\nlearning_rate = "fast"\n[data]\nset = "iris"', "learning_rate: expected a number, given 'fast'"),
        ('[training]\nlearning_rate = nan\n[data]\nset = "iris"', "learning_rate: expected a finite number"),
        ('[training]\nepochs = true\n[data]\nset = "iris"', "epochs: expected a whole number"),
        ('[training]\nmomentum = 1.0\n[data]\nset = "iris"', "momentum: expected a number from 0 up to"),
        ('[training]\ntest_share = 0.001\n[data]\nset = "iris"', "test share: expected one that leaves each class"),
        ('[training]\ntest_share = 0.999\n[data]\nset = "iris"', "test share: expected one that leaves each class"),
        ('[film]\nsample = 30\n[data]\nset = "iris"', "sample 30 of 30: give 0 to 29"),
        ('[training]\nepochs = 100001\n[data]\nset = "iris"', "epochs: expected a whole number from 1 to 100000"),
        (
            '[training]\nepochs = 20000\n[film]\nevery = 1\n[data]\nset = "iris"',
            "every: expected at least 3, so that the networks kept of 20000 epochs hold",
        ),
        ('[film]\ndecimals = 7\n[data]\nset = "iris"', "decimals: expected a whole number from 1 to 6"),
        ('[film]\ntitle = 3\n[data]\nset = "iris"', "title: expected text in quotes, given 3"),
        ("[data]\ncsv = 'x.csv'", "target: expected the name of the column"),
        ("[data]\ncsv = 'x.csv'\ntarget = 'y'", "csv 'x.csv': the file can't be read .*check its path"),
        ("[data]\ncsv = \"\\u0000\"\ntarget = 'y'", "null byte"),
    ],
)
def test_a_wrong_lesson_file_is_told_what_is_allowed(folder, text, said):
    assert re.search(said, refusal(write(folder, text))), refusal(write(folder, text))


@pytest.mark.parametrize("name", ["missing.toml", ".", "folder.toml", "nul\x00l.toml"])
def test_what_is_no_file_is_refused(folder, name):
    (folder / "folder.toml").mkdir(exist_ok=True)
    assert re.search("can't be read|null", refusal(folder / name))


@pytest.mark.parametrize("source", ["pipe", "device", "large"])
def test_what_is_no_plain_file_is_refused_at_once(folder, source):
    path = folder / f"{source}.toml"
    if source == "pipe":
        os.mkfifo(path)
    elif source == "device":
        path.symlink_to("/dev/zero")
    else:
        with path.open("wb") as file:
            file.truncate(10**10)
    assert re.search(r"can't be read \((a device or a pipe|more than 1 MB)", refusal(path))


def test_a_mark_of_byte_order_does_no_harm(folder):
    assert refusal(write(folder, b"\xef\xbb\xbf" + QUICK.encode())) is None


WHOLE = uncomment(TEMPLATE.read_text())
KEYS = [line.partition(" =")[0] for line in WHOLE.splitlines() if re.match(r"\w+ = ", line)]
# fmt: off
ODD = ["nan", "-inf", "-1", "0", "0.5", "1e308", "1" + "0" * 400, '""', '"x"', '"\\u0000"', "[]", "[[]]", "[1, 'a']",
       "{}", "{a = 1}", "true", "1979-05-27", "07:32:00", "'''\na\n'''", "[nan, 1]", "[true]", '["\\u001b[2J"]']
# fmt: on


@pytest.mark.slow
@pytest.mark.parametrize("key", sorted(set(KEYS)))
@pytest.mark.parametrize("source", ['set = "iris"', 'generator = "moons"', 'csv = "none.csv"'])
def test_an_odd_value_is_taken_or_refused_in_one_sentence(folder, key, source):
    for table in ("network", "data", "training", "film"):
        for value in ODD:
            data = "" if table == "data" else f"[data]\n{source}\n"
            own = f"{source}\n" if table == "data" and not source.startswith(f"{key} ") else ""
            refusal(write(folder, f"{data}[{table}]\n{own}{key} = {value}\n"))


@settings(max_examples=2 * EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_lesson_file_is_taken_or_refused_in_one_sentence(folder, data):
    text = TEMPLATE.read_bytes().replace(b'set = "wine"', b'generator = "moons"').replace(b"features =", b"# ")
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 40))
    refusal(write(folder, text[:start] + data.draw(st.binary(max_size=6)) + text[start + length :]))


@pytest.mark.parametrize("line", range(len(WHOLE.splitlines())))
def test_a_lesson_file_with_a_line_too_much_or_too_little_is_taken_or_refused(folder, line):
    lines = TEMPLATE.read_text().splitlines()
    refusal(write(folder, "\n".join(lines[:line] + lines[line + 1 :])))
    refusal(write(folder, "\n".join(lines[: line + 1] + lines[line:])))
    refusal(write(folder, "\n".join(WHOLE.splitlines()[:line])))
