"""What docstrings of live networks show is so, and of what files are called."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name", ["live.charts", "live.document", "live.inputs", "commands.scene_file", "commands.wanted"]
)
def test_examples_in_docstrings_hold(name):
    found = doctest.testmod(importlib.import_module(f"scenes.{name}"))
    assert found.failed == 0 and found.attempted > 0
