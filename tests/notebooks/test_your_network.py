"""The notebook runs from top to bottom, and what it prints and shows is what the trace holds."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from mathnet.encoding import trace_to_json
from tests.mathnet.test_tables import Read, found_at
from tests.pages.made import data_of

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "your_network.ipynb"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]\d+)?")


def source() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)


def test_it_is_stored_without_what_a_run_leaves() -> None:
    for cell in source().cells:
        assert cell.cell_type == "markdown" or (cell.outputs == [] and cell.execution_count is None)


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Path]]:
    folder = tmp_path_factory.mktemp("notebook")
    shutil.copy(NOTEBOOK, folder)
    notebook = source()
    client = NotebookClient(notebook, timeout=None, resources={"metadata": {"path": str(folder)}})
    client.execute(env={**os.environ, "PYTHONPATH": str(ROOT)})
    yield notebook, folder


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """What the cells define that make lessons, worked out here."""
    found: dict[str, Any] = {}
    for cell in source().cells:
        if cell.cell_type == "code" and "study(" in cell.source:
            exec(cell.source, found)
    return found


def tables(notebook: Any) -> Iterator[tuple[str, str]]:
    """Yield what a cell ends with, and the table that it shows."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            html = output.get("data", {}).get("text/html", "")
            if "<table>" in html:
                yield cell.source.splitlines()[-1], html


def numbers_of(value: object) -> Iterator[float]:
    if isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from numbers_of(inner)
    elif isinstance(value, float | int):
        yield value


@pytest.mark.slow
def test_what_is_printed_are_numbers_of_the_traces_to_the_last_digit(executed: Any, names: Any) -> None:
    known = {0.0}
    for worked in (names["worked"], names["wine_worked"]):
        known |= set(numbers_of(trace_to_json(worked.backward))) | {worked.after.loss.value}
    epochs = names["worked"].run.epochs
    known |= {number for epoch in epochs for number in (epoch.epoch, epoch.train_loss, epoch.test_loss)}
    close = names["wine_worked"].forward.output
    printed = [
        float(number)
        for cell in executed[0].cells
        for output in cell.get("outputs", ())
        if output.output_type == "stream" and output.name == "stdout"
        for line in output.text.splitlines()
        if not line.endswith(".mp4")  # where a film is
        for number in NUMBER.findall(line)
    ]
    assert len(printed) > 15
    for number in printed:
        assert number in known or any(number == pytest.approx(one, abs=1e-12) for one in close), number


@pytest.mark.slow
def test_tables_show_the_records(executed: Any, names: Any) -> None:
    shown = list(tables(executed[0]))
    assert [name for name, _ in shown] == [
        "worked.network",
        "worked.forward",
        "worked.backward",
        "worked.update",
        "wine_worked.network",
        "wine_worked.forward",
    ]
    for name, html in shown:
        record = found_at(names[name.partition(".")[0]], name.partition(".")[2])
        for _, title, _ in Read(html).numbers:
            path, _, digits = title.partition(" = ")
            assert repr(found_at(record, path)) == digits


@pytest.mark.slow
def test_films_pages_and_live_networks_are_shown_and_nothing_is_written_elsewhere(executed: Any, names: Any) -> None:
    notebook, folder = executed
    html = [
        output.data.get("text/html", "")
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if output.output_type in ("display_data", "execute_result")
    ]
    assert sum("<video" in one for one in html) == 2
    pages = [data_of(unescape(one)) for one in html if "<iframe" in one]
    assert [("stops" in page) for page in pages] == [True, False, True, False]
    assert not any(output.output_type == "error" for cell in notebook.cells for output in cell.get("outputs", ()))
    assert {path.name for path in folder.iterdir()} <= {"your_network.ipynb", "media", ".mathnet"}
