"""The modules of a lesson import in one direction."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import scenes
from scenes import lessons

PACKAGE = "scenes.lessons."
FILES = {path.stem: path for path in Path(lessons.__file__).parent.glob("*.py") if path.stem != "__init__"}


def imported(tree):
    """The modules of this package that are imported anywhere in a module, be it for types alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.removeprefix(PACKAGE) for alias in node.names if alias.name.startswith(PACKAGE))
        elif isinstance(node, ast.ImportFrom) and node.module == PACKAGE.rstrip("."):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE):
            yield node.module.removeprefix(PACKAGE)


def test_no_module_imports_one_that_imports_it():
    graph = {name: set(imported(ast.parse(path.read_text(encoding="utf-8")))) for name, path in FILES.items()}
    assert graph["recording"] and graph["lesson"]
    assert set().union(*graph.values()) <= set(graph), "a module imports the package, which imports every module"
    TopologicalSorter(graph).prepare()  # raises CycleError


@pytest.mark.parametrize("name", FILES)
def test_a_module_says_at_its_top_what_it_imports_from_its_package(name):
    tree = ast.parse(FILES[name].read_text(encoding="utf-8"))
    at_top = {found for node in tree.body if isinstance(node, ast.ImportFrom | ast.Import) for found in imported(node)}
    assert set(imported(tree)) == at_top


def test_scikit_learn_is_imported_only_where_it_is_used():
    """To import it takes longer than most commands take for all they do."""
    found = []
    for path in Path(scenes.__file__).parent.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom):
                found.append((path.name, node.module))
            elif isinstance(node, ast.Import):
                found += [(path.name, alias.name) for alias in node.names]
    assert len(found) > 1000
    assert [(name, module) for name, module in found if module.split(".")[0] == "sklearn"] == []
