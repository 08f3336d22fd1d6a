"""The checkouts that the tests start from."""

import shutil
from pathlib import Path

import pytest

from tests.setup.house import MATHNET, PARTS, PYTHON, ROOT, SCRIPTS, TOOLS, House


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house with a space in its name, on a machine with nothing but the tools that every system has."""
    root, stubs = tmp_path / "a house", tmp_path / "stubs"
    stubs.mkdir()
    for script in (*SCRIPTS, *PARTS):
        (root / script).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / script, root / script)
    for name in TOOLS:
        found = shutil.which(name)
        assert found, name
        (stubs / name).symlink_to(found)
    house = House(root, stubs, tmp_path / "calls")
    house.file("requirements.lock", "manim==0.22.0\n")
    house.file("pyproject.toml", "[project]\n")
    house.command("uname", "echo Haiku")
    house.command("id", "echo 0")
    return house


@pytest.fixture
def furnished(house: House) -> House:
    """A house on a machine that has Python, a compiler, cairo and pango."""
    house.command("python3", PYTHON)
    house.command("cc", "exit 0")
    house.command("pkg-config", "exit 0")
    return house


@pytest.fixture
def ready(house: House) -> House:
    """A house whose set-up has nothing to do, with two films, and a mathnet that notes how it was called."""
    house.file("script/setup", '#!/bin/sh\necho "setup is here"\n', executable=True)
    house.file(".venv/bin/mathnet", MATHNET, executable=True)
    return house
