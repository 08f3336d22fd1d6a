"""A gallery of one film about a lesson file whose names would do harm if they were run."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from joblib import parallel_config

from scenes.cli import mathnet
from scenes.commands import rooms
from scenes.commands.films import find_film
from tests.pages.conftest import browse, chromium  # noqa: F401 (fixtures)

HARM = '"><img src=x onerror=document.title=1>'
LESSON = """[data]
csv = "data.csv"
target = "kind"
[network]
hidden = [3]
[training]
epochs = 2
"""
DATA = f"""a,'><b>,kind
1,2,"{HARM.replace('"', '""')}"
2,1,plain
3,1,"{HARM.replace('"', '""')}"
1,4,plain
2,5,plain
4,2,"{HARM.replace('"', '""')}"
"""
NAME = f"{HARM.replace('/', '')}.toml"


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site; the lesson file is beside it."""
    folder = tmp_path_factory.mktemp("gallery")
    (folder / NAME).write_text(LESSON, encoding="utf-8")
    (folder / "data.csv").write_text(DATA, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, parallel_config(backend="sequential"):
        patch.chdir(folder)
        patch.setattr(rooms, "films_for", lambda _: [find_film("architecture")])
        made = CliRunner().invoke(mathnet, ["gallery", NAME, "-o", "site"])
        assert (made.exit_code, made.stdout) == (0, "site/index.html\n"), made.output
    return folder / "site"
