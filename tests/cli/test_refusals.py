"""Whatever is wrong is told in one sentence on stderr, with exit code 2 and no traceback."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mathnet import MLP, Layer, load_network, save_network
from tests.quickly import slow_but

WILD = '[data]\nset = "diabetes"\n[training]\nlearning_rate = 1e9\n'


@pytest.mark.parametrize(
    "arguments, said",
    [
        ("--nonsense", "No such option '--nonsense'"),
        ("nonsense", "No such command 'nonsense'"),
        ("train", "Missing argument 'LESSON'"),
        ("train iris extra", "unexpected extra argument"),
        ("train iris --epoch 3", "No such option '--epoch'"),
        ("train irs", r"there is no lesson 'irs' \(did you mean 'iris'\?\): expected one of iris, iris-mistake, "),
        ("train by-hand", "lesson by-hand has fixed numbers and isn't trained: see them with mathnet trace by-hand"),
        ("train iris --hidden 8,x", "'8,x' are no layers: give whole numbers of at least 1 .* like 8,6"),
        ("train iris --hidden 0", "'0' are no layers"),
        ("train iris --hidden 8,,6", "no layers"),
        ("train iris --hidden ²", "no layers"),
        ("train iris --hidden 99999,99999", "at most 2000000 parameters"),
        ("train mnist-50 --data folder", "folder: there is no train-images-idx3-ubyte or train-images-idx3-ubyte.gz: "),
        ("film forward-pass mnist-50 --data", "--data goes with a folder"),
        ("train iris --epochs many", "'many' is not a valid integer"),
        ("train iris --epochs 0", "the epochs: expected a whole number of at least 1, given 0"),
        ("train iris --learning-rate -1", "the learning rate: expected a number greater than 0, given -1.0"),
        ("train iris --learning-rate nan", "the learning rate: expected a finite number"),
        ("train iris --learning-rate 1e400", "the learning rate: expected a finite number"),
        ("train iris --seed -1", "the seed: expected a whole number of at least 0, given -1"),
        ("train iris --seed 4294967296", "the seed: expected at most 4294967295"),
        ("train iris --seeds 0", "--seeds.* 0 is not in the range x>=1"),
        ("train iris --seeds 2 --seed 1", "--seeds trains many networks"),
        ("train iris --seeds 2 --save x.json", "--seeds trains many networks"),
        ("train iris --epochs 100001", "the epochs: expected at most 100000, given 100001"),
        ("train iris --seeds 1001", "--seeds: expected at most 1000, given 1001"),
        ("train iris --save nowhere/x.json", "nowhere/x.json: expected a place .* found no folder of that name"),
        ("train iris --save folder", "folder: expected a place that a file can be written to, found a directory"),
        ("train iris --save folder --force", "folder: expected a place that .* found a directory"),
        ("train iris --save pipe --force", "pipe: expected a place that .* found a device or a pipe"),
        ("train iris --save zero --force", "zero: expected a place that .* found a device or a pipe"),
        ("train iris --save my.toml", "my.toml: it is there already, and isn't overwritten: choose .* with --force"),
        ("train missing.toml", "missing.toml: the file can't be read"),
        ("train wrong.toml", r"wrong.toml: \[data\] unknown key 'sett' \(did you mean 'set'"),
        ("train .toml", ".toml: the file can't be read"),
        ("train pipe.toml", r"pipe.toml: the file can't be read \(a device or a pipe, not a plain file\)"),
        ("trace irs", "there is no lesson 'irs'"),
        ("trace iris --sample 30", "sample 30 of 30: give 0 to 29"),
        ("trace iris --sample -1", "sample -1 of 30: give 0 to 29"),
        ("trace iris --sample x", "'x' is not a valid integer"),
        ("trace iris --network missing.json", "missing.json: expected the file of a network"),
        ("trace iris --network wrong.toml", "wrong.toml: expected the JSON of a network"),
        ("trace iris --network small.json", "small.json: a network of 1 inputs and 1 outputs is no match .* 4 and 3"),
        ("film forward-pass iris --network missing.json", "missing.json: expected the file of a network"),
        ("film forward-pass iris --network small.json", "small.json: a network of 1 inputs and 1 outputs is no match"),
        ("film forward-pass --network small.json", "--network goes with a lesson and a file: mathnet film "),
        ("film forward-pass iris --network", "--network goes with a lesson and a file"),
        ("film forward-pass iris --network= -ql", "--network goes with a lesson and a file"),
        ("trace iris --network folder", "folder: expected the file of a network"),
        ("trace iris --network pipe", "pipe: expected the file of a network, found “a device or a pipe"),
        ("trace iris --network zero", "zero: expected the file of a network, found “a device or a pipe"),
        ("film", "Missing argument 'FILM'"),
        ("film nonsense", "there is no film 'nonsense': there are .*ForwardPass"),
        ("film -ql forward-pass", "expected a film, given -ql: options go last"),
        ("film forward-pass irs", "there is no lesson 'irs'"),
        ("film forward-pass wrong.toml", "wrong.toml: .*unknown key"),
        ("film forward-pass -ql my.toml", "a lesson goes right after the film"),
        ("film forward-pass --theme pink", "--theme: expected dark or light, given 'pink'"),
        ("film forward-pass --format round", "--format: expected landscape, square, vertical for the picture, or auto"),
        ("film forward-pass --format", "--format: expected landscape, square, vertical for the picture, .* given ''"),
        ("page forward-pass --format round", "--format: expected landscape or square or vertical, given 'round'"),
        ("bundle", "Missing argument 'FILM'"),
        ("bundle nonsense", "there is no film 'nonsense': there are .*ForwardPass"),
        ("bundle forward-pass irs", "there is no lesson 'irs'"),
        ("bundle forward-pass wrong.toml", "wrong.toml: .*unknown key"),
        ("bundle digits-forward-pass my.toml", "image"),
        ("bundle forward-pass -o", "-o goes with a folder"),
        ("bundle forward-pass -o my.toml", "my.toml: expected a folder, found a file: choose another with -o"),
        ("bundle forward-pass -o taken", "taken/forward-pass.mp4: it is there already, and isn't .* with --force"),
        ("bundle forward-pass -o taken/forward-pass.mp4 --force", "expected a folder, found a file"),
        ("bundle forward-pass --chapter=", "--chapter with the name of a chapter"),
        ("bundle architecture by-hand --chapter x", "--chapter: there is no chapter 'x': there are “Architecture: "),
        ("bundle forward-pass --format gif", "--format: of manim's options, a bundle goes with those of size"),
        ("bundle forward-pass --theme pink", "--theme: expected dark or light, given 'pink'"),
        ("new my.toml", "my.toml: it is there already, and isn't overwritten"),
        ("new my.json", "my.json: expected a name that ends in .toml"),
        ("new nowhere/my.toml", "nowhere/my.toml: expected a place .* found no folder of that name"),
        ("new pipe.toml --force", "pipe.toml: expected a place .* found a device or a pipe"),
        ("new", "Missing argument 'FILE'"),
        ("lessons extra", "unexpected extra argument"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_a_sentence(refusal, tmp_path, arguments, said):
    (tmp_path / "wrong.toml").write_text('[data]\nsett = "iris"\n')
    (tmp_path / "folder").mkdir()
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/forward-pass.mp4").touch()
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "zero").symlink_to("/dev/zero")
    save_network(MLP([Layer([[1]], [0], "identity")], "mean-squared-error"), tmp_path / "small.json")
    told = refusal(*arguments.split(" "))
    assert re.search(said, told), told


@pytest.mark.parametrize(
    "arguments", ["train wild.toml --save net.json", "trace wild.toml", "film forward-pass wild.toml"]
)
def test_a_training_that_diverges_is_told_and_leaves_nothing(run, tmp_path, arguments):
    (tmp_path / "wild.toml").write_text(WILD)
    result = run(*arguments.split())
    assert result.exit_code == 2 and result.stdout == ""
    assert "mathnet: training diverged in epoch 1 with learning rate 1000000000.0" in result.stderr
    assert not (tmp_path / "net.json").exists() and not (tmp_path / "recordings").exists()


def test_a_seed_that_diverges_is_named(run, tmp_path):
    (tmp_path / "wild.toml").write_text(WILD)
    result = run("train", "wild.toml", "--seeds", 2)
    assert result.exit_code == 2 and "mathnet: seed 0: training diverged in epoch 1" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("unbuffered", slow_but(["", "1"], ""))
def test_a_full_disk_is_told_in_a_sentence(unbuffered):
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-c", "from scenes.cli import main; main()", "films"]
        environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=environment)
    assert done.returncode == 2 and done.stderr.startswith("mathnet: [Errno 28] No space left on device")


@pytest.mark.parametrize(
    "command, code, told",
    slow_but(
        [
            ("films <&-", 0, False),
            ("films >&-", 0, False),
            ("trace by-hand >&- 2>&-", 0, False),
            ("train my.toml --save net.json <&- >&- 2>&-", 0, False),
            ("trace x >&-", 2, True),
            ("trace x 2>&-", 2, False),
        ],
        ("films >&-", 0, False),
    ),
)
def test_a_closed_stream_is_no_traceback(run, tmp_path, command, code, told):
    script = f'exec "$0" -c "from scenes.cli import main; main()" {command}'
    done = subprocess.run(["sh", "-c", script, sys.executable], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == code and "Traceback" not in done.stderr
    assert (done.stderr.count("\n") == 1) == told == bool(done.stderr)
    if "--save" in command:  # what is printed doesn't end up in a file that took the place of a stream
        assert load_network(tmp_path / "net.json").sizes == (2, 3, 2)


def test_an_error_that_is_no_refusal_keeps_its_traceback(run, monkeypatch):
    def fault(*given):
        raise ValueError("zip() argument 2 is shorter than argument 1")

    monkeypatch.setattr("scenes.lessons.find_lesson", fault)
    with pytest.raises(ValueError, match="zip"):
        run("films", "iris", catch_exceptions=False)


@pytest.mark.parametrize("name", ["a\nb.toml", "\x1b[2J.toml", "\udc80.toml", "nul\x00l.toml", "[red].toml"])
def test_a_name_of_any_characters_is_told_in_a_sentence(refusal, name):
    told = refusal("train", name)
    assert told.endswith(".") and "\x1b" not in told
    assert "[red]" in told or "[red]" not in name


def test_a_lesson_file_of_another_s_is_not_read(refusal, tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    (tmp_path / "locked.toml").write_text("")
    (tmp_path / "locked.toml").chmod(0)
    assert "Permission denied" in refusal("train", "locked.toml")
