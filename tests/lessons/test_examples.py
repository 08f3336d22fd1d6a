"""The examples in the docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

from scenes import lessons


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(lessons.__path__)])
def test_the_examples_of_a_module_hold(name):
    assert doctest.testmod(importlib.import_module(f"scenes.lessons.{name}")).failed == 0
