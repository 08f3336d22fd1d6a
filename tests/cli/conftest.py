"""Running the command in a folder of its own."""

import pytest
from click.testing import CliRunner

from scenes.cli import mathnet
from scenes.commands import bundling, slides
from scenes.stage.workshop import PREFIX
from tests.stage.films import PLACE, Told, render

QUICK = '[data]\ngenerator = "xor"\ncount = 40\n[network]\nhidden = [3]\n[training]\nepochs = 2\n'


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Call the command as if in an empty folder, but for a lesson file, my.toml."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MATHNET_RECORDINGS", str(tmp_path / "recordings"))
    (tmp_path / "my.toml").write_text(QUICK)

    def call(*arguments, **settings):
        return CliRunner().invoke(mathnet, [str(argument) for argument in arguments], **settings)

    return call


@pytest.fixture
def refusal(run):
    """Call the command with something wrong and return the one sentence that it says, and nothing else does."""

    def call(*arguments):
        result = run(*arguments)
        assert result.exit_code == 2, result.output
        assert isinstance(result.exception, SystemExit) and result.stdout == ""
        assert result.stderr.startswith("mathnet: ") and result.stderr.endswith(".\n"), result.stderr
        assert result.stderr.count("\n") == 1 and len(result.stderr) < 600, result.stderr
        return result.stderr.removeprefix("mathnet: ").removesuffix("\n")

    return call


@pytest.fixture(scope="session")
def film(tmp_path_factory):
    """A film that is there already, in place of one that would have to be rendered."""
    folder = tmp_path_factory.mktemp("film")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        render(Told)
    return folder / PLACE / "Told.mp4"


@pytest.fixture
def rendered(monkeypatch, film):
    """What a bundle or slides asked of manim, which isn't started."""
    asked = []

    def render_beside(source, lesson, network, options, look, media):
        asked.append((source.name, lesson, tuple(options), look["MATHNET_THEME"], look["MATHNET_CAPTIONS"]))
        assert media.parent.name.startswith(PREFIX) and media.parent.is_dir()
        return film

    for command in (bundling, slides):
        monkeypatch.setattr(command, "render_beside", render_beside)
    return asked
