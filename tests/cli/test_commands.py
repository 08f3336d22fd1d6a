"""Each command does what it says."""

import json
import math
import re
import subprocess
import sys
from dataclasses import asdict
from random import Random

import pytest

from mathnet import MLP, load_network, load_trace, save_network
from scenes.lessons import BUILT_IN, find_lesson
from scenes.storyboards.readout import shown
from scenes.studies import study


def test_help_needs_neither_manim_nor_scikit_learn():
    code = """
import sys
from click.testing import CliRunner
from scenes.cli import mathnet
assert CliRunner().invoke(mathnet, ["--help"]).exit_code == 0
heavy = {"manim", "numpy", "sklearn", "rich"} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_tells_the_commands(run, arguments):
    result = run(*arguments)
    assert result.exit_code == 0
    for command in ("lessons", "films", "train", "trace", "film", "new"):
        assert re.search(rf"^  {command} ", result.stdout, re.MULTILINE)


def test_lessons_are_listed_with_network_data_and_subject(run):
    result = run("lessons", env={"COLUMNS": "160"})
    assert result.exit_code == 0
    for name in BUILT_IN:
        assert name in result.stdout
    assert re.search(r"iris +4-8-6-3 +150 flowers, 3 classes +Three species .*\.", result.stdout)
    assert re.search(r"quadratic +1-10-1 +60 points ", result.stdout)


def test_films_are_listed_a_line_each(run):
    lines = run("films").stdout.splitlines()
    films = {line.split("\t")[0]: line.split("\t")[1:] for line in lines}
    path, about = films["ForwardPass"]
    assert path == "scenes/forward_pass.py" and about.endswith(".")
    assert "ForwardPassByHand" in films and "Film" not in films
    assert all(len(rest) == 2 and all(rest) for rest in films.values())


def test_every_film_listed_is_a_film_of_manim_s(run):
    """The list is made by reading the modules; it's the same as importing them."""
    import importlib

    from scenes.stage.film import Film

    for line in run("films").stdout.splitlines():
        name, path, about = line.split("\t")
        module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
        film = getattr(module, name)
        assert issubclass(film, Film) and film.lesson and film.__doc__.startswith(about)


def test_train_closes_with_loss_and_accuracy(run):
    result = run("train", "iris", "--epochs", 3)
    assert result.exit_code == 0
    assert re.fullmatch(
        r"iris, after 3 epochs: loss [\d.]+ \(training\), [\d.]+ \(test\); "
        r"accuracy [\d.]+% \(training\), [\d.]+% \(test\)\.\n",
        result.stdout,
    )
    assert "100%" in result.stderr


def test_train_reports_what_the_films_show(run):
    said = run("train", "my.toml").stdout
    last = study(find_lesson("my.toml")).history.epochs[-1]
    assert f"{last.test_accuracy:.1%} (test)" in said and f"{last.train_loss:.4g} (training)" in said


def test_train_takes_its_settings_from_the_command_line(run):
    settings = ["--hidden", "4,2", "--epochs", 5, "--learning-rate", 0.5, "--seed", 7]
    said = run("train", "my.toml", *settings, "--save", "trained.json").stdout
    assert "after 5 epochs" in said and "The network is in trained.json." in said
    assert load_network("trained.json").sizes == (2, 4, 2, 2)
    again = run("train", "my.toml", *settings, "--save", "again.json")
    assert again.exit_code == 0 and load_network("again.json") == load_network("trained.json")


def test_train_with_many_seeds_prints_mean_deviation_and_worst(run):
    result = run("train", "my.toml", "--seeds", 4)
    scores = []
    for seed in range(4):
        line = run("train", "my.toml", "--seed", seed).stdout
        scores.append(float(re.search(r"([\d.]+)% \(test\)", line)[1]))
    assert len(set(scores)) > 1
    mean, worst = sum(scores) / 4, min(scores)
    deviation = math.sqrt(sum((score - mean) ** 2 for score in scores) / 3)
    assert result.stdout == (
        f"my, test accuracy over seeds 0 to 3: mean {mean:.1f}%, standard deviation {deviation:.1f}%, "
        f"worst {worst:.1f}% (seed {scores.index(worst)}).\n"
    )
    assert "100%" in result.stderr


def test_a_single_seed_has_no_deviation(run):
    said = run("train", "my.toml", "--seeds", 1).stdout
    assert re.fullmatch(r"my, test accuracy over seed 0: mean ([\d.]+%), worst \1 \(seed 0\)\.\n", said)


def test_without_accuracy_many_seeds_are_compared_by_loss(run):
    said = run("train", "quadratic", "--epochs", 1, "--seeds", 2).stdout
    loss, deviation, worst = map(
        float, re.fullmatch(
            r"quadratic, test loss over seeds 0 to 1: mean ([\d.]+), standard deviation ([\d.]+), "
            r"worst ([\d.]+) \(seed [01]\)\.\n", said
        ).groups()
    )  # fmt: skip
    assert worst - loss == pytest.approx(deviation / math.sqrt(2), rel=0.01)


def test_save_spares_what_is_there_unless_forced(run, tmp_path):
    path = tmp_path / "net.json"
    path.write_text("mine")
    path.chmod(0o600)
    refused = run("train", "my.toml", "--save", "net.json")
    assert refused.exit_code == 2 and path.read_text() == "mine" and not (tmp_path / "recordings").exists()
    assert run("train", "my.toml", "--save", "net.json", "--force").exit_code == 0
    assert load_network(path).sizes == (2, 3, 2) and path.stat().st_mode & 0o777 == 0o600


def test_new_spares_what_is_there_unless_forced(run, tmp_path):
    path = tmp_path / "my.toml"
    mine = path.read_text()
    assert run("new", "my.toml").exit_code == 2 and path.read_text() == mine
    path.chmod(0o640)
    assert run("new", "my.toml", "--force").exit_code == 0
    assert "wine" in path.read_text() and path.stat().st_mode & 0o777 == 0o640
    assert sorted(found.name for found in tmp_path.iterdir()) == ["my.toml"]


def test_four_bit_asks_for_the_hidden_size(run):
    result = run("train", "four-bit", "--epochs", 2, "--save", "net.json", input="none\n0\n5\n")
    assert result.exit_code == 0 and result.stdout.count("Neurons in the hidden layer [3]:") == 3
    assert load_network("net.json").sizes == (4, 5, 2)


def test_four_bit_does_not_ask_where_the_size_is_given(run):
    said = run("train", "four-bit", "--hidden", 4).stdout
    error = re.fullmatch(r"End of Training - Total Error \(Loss\): ([\d.e-]+)\n", said)
    assert float(error[1]) < 0.01


def test_trace_prints_every_number_as_the_films_show_it(run):
    said = run("trace", "mazur").stdout
    for number in ("0.3775", "0.5933", "0.7514", "0.2984", "0.7414", "0.1868", "0.1385", "0.0822", "−0.2171"):
        assert number in said
    assert "Numbers have 4 decimals" in said


def test_trace_of_softmax_shows_its_steps(run):
    said = run("trace", "by-hand").stdout
    assert (
        re.search("Predicted: (rain|dry), true: (rain|dry)", said)
        and "exp adds up to 1." in said
        and "z − max z" in said
    )


def test_trace_as_json_is_the_trace_of_the_package(run, tmp_path):
    printed = run("trace", "my.toml", "--json").stdout
    (tmp_path / "trace.json").write_text(printed)
    assert load_trace(tmp_path / "trace.json") == study(find_lesson("my.toml")).backward
    assert json.loads(printed)["format"] == "mathnet-trace"


DIABETES = '[data]\nset = "diabetes"\nfeatures = ["bmi", "age"]\nunit = "?"\n[training]\nepochs = 2\n'


def test_trace_as_json_has_what_the_lesson_and_a_step_add_to_all_digits(run, tmp_path):
    (tmp_path / "my.toml").write_text(DIABETES)
    found, traced = find_lesson("my.toml"), study(find_lesson("my.toml"))
    document = json.loads(run("trace", "my.toml", "--json").stdout)
    lesson, update = document["lesson"], document["update"]
    assert (lesson["name"], lesson["features"], lesson["classes"]) == ("my", ["bmi", "age"], ["progression"])
    assert lesson["scaling"] == {key: list(values) for key, values in asdict(found.scaling).items()}
    assert lesson["target_scaling"]["means"] == list(found.target_scaling.means)
    assert lesson["measured"] == list(found.sample.measured) and lesson["unit"] == "?" and lesson["sample"] == 0
    for k, (x, measured) in enumerate(zip(document["x"], lesson["measured"], strict=True)):
        assert x == (measured - lesson["scaling"]["means"][k]) / lesson["scaling"]["deviations"][k]
    (mean,), (deviation,) = (lesson["target_scaling"][key] for key in ("means", "deviations"))
    assert document["target"] == [(lesson["measured_target"][0] - mean) / deviation]
    assert lesson["measured_output"] == [mean + deviation * document["forward"][-1]["a"][0]]
    rate, gradient = update["learning_rate"], document["backward"][0]["weight_gradients"][1][0]
    assert update["network"]["weights"][0][1][0] == document["network"]["weights"][0][1][0] - rate * gradient
    assert update["loss"] == traced.after.loss.value and update["output"] == list(traced.after.forward.output)


def test_trace_shows_weights_biases_means_and_deviations(run, tmp_path):
    (tmp_path / "my.toml").write_text(DIABETES)
    said, traced = run("trace", "my.toml").stdout, study(find_lesson("my.toml"))
    lines = said.splitlines()
    (bmi,) = (line for line in lines if re.match("│ bmi +│", line))
    scaling = traced.lesson.scaling
    for value in (traced.lesson.sample.measured[0], scaling.means[0], scaling.deviations[0], traced.forward.x[0]):
        assert shown(value, 2) in bmi
    for layer in traced.network.layers:
        for row, bias in zip(layer.weights, layer.biases, strict=True):
            numbers = r" +".join(re.escape(shown(weight, 2)) for weight in row)
            assert any(re.search(numbers, line) and shown(bias, 2) in line for line in lines)
    (output,) = (line for line in lines if re.match("│ progression +│", line))
    for value in (
        *traced.lesson.target_scaling.means,
        *traced.lesson.target_scaling.deviations,
        *traced.measured_output,
    ):
        assert shown(value, 2) in output


def test_trace_shows_a_step_as_it_is_published(run):
    said = run("trace", "mazur").stdout
    for number in ("0.298371109", "0.358916480", "0.561370121", "0.149780716", "0.299502287"):
        assert number in said


def test_trace_says_of_a_constant_feature_that_its_deviation_is_0(run, tmp_path):
    (tmp_path / "flat.csv").write_text("a,b,kind\n1,5,x\n2,5,y\n3,5,x\n")
    (tmp_path / "my.toml").write_text('[data]\ncsv = "flat.csv"\ntarget = "kind"\n[training]\ntest_share = 0\n')
    said = run("trace", "my.toml").stdout
    assert "or measured − mean where the deviation is 0" in said
    assert re.search("│ b +│ +5.00 │ +5.00 │ +0 │ +0 │", said)


@pytest.mark.slow
def test_trace_has_every_bit_of_a_network_too_large_to_be_listed_in_its_file(run):
    network = MLP.initialised([2, 300, 200, 2], ["relu", "tanh", "softmax"], "cross-entropy", Random(1))
    save_network(network, "net.json")
    document = json.loads(run("trace", "my.toml", "--network", "net.json", "--json").stdout)
    assert document["network"]["weights"] == [[list(row) for row in layer.weights] for layer in network.layers]
    assert document["forward"][-1]["a"] == list(network.forward(document["x"]).output)


def test_trace_takes_another_sample_and_another_network(run):
    first, second = (json.loads(run("trace", "my.toml", "--sample", n, "--json").stdout) for n in (0, 1))
    assert first["x"] != second["x"] and first["network"] == second["network"]
    lesson = find_lesson("my.toml")
    save_network(lesson.network, "untrained.json")
    found = json.loads(run("trace", "my.toml", "--network", "untrained.json", "--json").stdout)
    assert found["network"]["weights"] == [[list(row) for row in layer.weights] for layer in lesson.network.layers]
    assert found["network"] != first["network"]


def test_names_are_no_markup_and_no_escape_sequences(run, tmp_path):
    names = ["[red]#1[/red]", "\x1b[2J", "<b>", '"q"']
    rows = "".join(
        f"{i},{i * i % 7},{name}\n" for i, name in enumerate(f'"{n.replace(chr(34), 2 * chr(34))}"' for n in names * 3)
    )
    (tmp_path / "odd.csv").write_text('"[bold]a",b,"[/]"\n' + rows)
    (tmp_path / "odd.toml").write_text(
        "[data]\ncsv = 'odd.csv'\ntarget = '[/]'\n[training]\nepochs = 1\ntest_share = 0\n"
    )
    said = run("trace", "odd.toml").stdout
    assert "[red]#1[/red]" in said and "[bold]a" in said and "<b>" in said and "�[2J" in said and "\x1b" not in said


def test_new_writes_a_lesson_that_trains(run, tmp_path):
    result = run("new", "flowers.toml")
    assert result.exit_code == 0 and "mathnet train flowers.toml" in result.stdout
    assert "mathnet train flowers.toml" in (tmp_path / "flowers.toml").read_text()
    assert "flowers, after 1 epochs" in run("train", "flowers.toml", "--epochs", 1).stdout
