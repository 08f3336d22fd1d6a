"""mathnet computes with `math` and `random` alone."""

from __future__ import annotations

import ast
import doctest
import importlib
import subprocess
import sys
import types
import typing
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import mathnet

FILES = sorted(Path(mathnet.__file__).parent.glob("**/*.py"))
MODULES = {"mathnet" if path.stem == "__init__" else f"mathnet.{path.stem}": path for path in FILES}
COMPUTING = {"math", "random"}
# these compute no number: base64 and struct write the bits of floats down, and read them again; html escapes text
STRUCTURE = {"__future__", "dataclasses", "typing", "collections.abc", "glob", "json", "pathlib", "base64", "struct"}
STRUCTURE |= {"html"}


def imported(path):
    """The modules that a file imports, with a dot before those of its own package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "__import__", path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_imports_more_than_it_may(path):
    for module in imported(path):
        own = module == "mathnet" or module.startswith("mathnet.")
        assert own or module in COMPUTING | STRUCTURE, module


def test_it_runs_where_numpy_cannot_be_imported():
    program = """
import sys
sys.path.insert(0, sys.argv[1])
for name in ("numpy", "scipy", "sklearn", "manim", "micrograd"):
    sys.modules[name] = None
from random import Random
from mathnet import MLP, Samples, TrainingSettings, train
network = MLP.initialised([2, 3, 2], ["relu", "softmax"], "cross-entropy", Random(0))
samples = Samples([[0, 1], [1, 0]], [[0, 1], [1, 0]])
result = train(network, samples, settings=TrainingSettings(0.1, 50), rng=Random(0))
update = result.network.update(result.network.backward(result.network.forward([0, 1]), [0, 1]), 0.1)
print(result.history.epochs[-1].train_accuracy, update.network.sizes)
"""
    root = str(FILES[0].parent.parent)
    # -I and -S leave out the environment's packages
    run = subprocess.run([sys.executable, "-I", "-S", "-c", program, root], capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("1.0 (2, 3, 2)\n", "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_examples_in_the_docstrings_are_right(path):
    name = "mathnet" if path.stem == "__init__" else f"mathnet.{path.stem}"
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    attempted = [doctest.testmod(importlib.import_module(f"mathnet.{path.stem}")).attempted for path in FILES[1:]]
    assert sum(attempted) > 20


def own_modules(path):
    """The modules of mathnet that a file imports, in functions and behind TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "mathnet")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mathnet":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module


def test_modules_import_each_other_in_one_direction():
    graph = {module: set(own_modules(path)) for module, path in MODULES.items()}
    assert graph["mathnet.network"] and graph["mathnet"] <= set(MODULES)
    TopologicalSorter(graph).prepare()  # raises CycleError with the modules that go round in a circle


def test_no_import_is_hidden_in_a_function_or_behind_a_condition():
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        assert all(node in tree.body for node in imports), path


def types_within(hint):
    """The types that a type hint is made of."""
    yield hint
    for argument in typing.get_args(hint):
        yield from types_within(argument)


def test_every_type_that_an_exported_name_speaks_of_is_exported_too():
    """Whoever is given a record can name its type: fields, parameters and results of what is exported."""
    exported = [getattr(mathnet, name) for name in mathnet.__all__]
    spoken_of = set()
    for value in exported:
        owners = [value, *(vars(value).values() if isinstance(value, type) else ())]
        for owner in owners:
            owner = owner.fget if isinstance(owner, property) else getattr(owner, "__func__", owner)
            if isinstance(owner, type | types.FunctionType):
                for hint in typing.get_type_hints(owner).values():
                    spoken_of |= {found for found in types_within(hint) if isinstance(found, type)}
    own = {found for found in spoken_of if found.__module__.startswith("mathnet.")}
    assert {mathnet.MLP, mathnet.LossTrace, mathnet.EpochRecord} <= own
    assert {found.__name__ for found in own if found not in exported} == set()
