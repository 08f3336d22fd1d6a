"""What docstrings of live networks show is so."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["live.charts", "live.document", "live.inputs", "commands.live"])
def test_examples_in_docstrings_hold(name):
    found = doctest.testmod(importlib.import_module(f"scenes.{name}"))
    assert found.failed == 0 and found.attempted > 0
