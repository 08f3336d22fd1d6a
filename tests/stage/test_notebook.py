"""A film is a scene like any other: for a notebook, for a renderer or camera of somebody's, for other scenes."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from manim import ManimColor, MovingCamera, MovingCameraScene, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from nbclient import NotebookClient

from scenes.stage.writer import FilmWriter
from scenes.style import BACKGROUND
from tests.stage.films import SILENT, Small

CELL = """%%manim -ql -v WARNING --progress_bar none Mine

from manim import Dot, FadeIn
from scenes.stage.film import Film

class Mine(Film):
    lesson = "by-hand"

    def construct(self):
        self.play(FadeIn(Dot()), run_time=0.2)
"""


@pytest.mark.slow
def test_a_notebook_shows_a_film(tmp_path: Path) -> None:
    cells = [nbformat.v4.new_code_cell(source) for source in ("import manim", CELL, CELL)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    NotebookClient(notebook, timeout=None, resources={"metadata": {"path": str(tmp_path)}}).execute()
    for cell in notebook.cells[1:]:
        shown = [output.data.get("text/html", "") for output in cell.outputs if output.output_type == "display_data"]
        assert sum("<video" in html for html in shown) == 1
    assert len(list(tmp_path.glob("media/jupyter/Mine@*.mp4"))) >= 1


def test_whatever_renderer_writes_the_film_it_is_in_the_house_s_way_unless_the_writer_is_another_s() -> None:
    class OwnWriter(SceneFileWriter):
        pass

    with tempconfig({"dry_run": True, **SILENT}):
        assert type(Small().renderer.file_writer) is FilmWriter
        assert type(Small(renderer=None).renderer.file_writer) is FilmWriter
        assert type(Small(CairoRenderer()).renderer.file_writer) is FilmWriter
        assert type(Small(renderer=CairoRenderer(OwnWriter)).renderer.file_writer) is OwnWriter


def test_a_film_takes_a_camera_a_seed_and_another_scene_s_ways() -> None:
    class Moving(Small, MovingCameraScene):
        pass

    with tempconfig({"dry_run": True, **SILENT}):
        assert isinstance(Small(camera_class=MovingCamera).camera, MovingCamera)
        assert isinstance(Moving().camera, MovingCamera)
        film = Small(random_seed=3, skip_animations=True, always_update_mobjects=True)
        assert (film.random_seed, film.skip_animations, film.always_update_mobjects) == (3, True, True)


def test_the_background_is_a_colour_of_manim_s() -> None:
    with tempconfig({"dry_run": True, **SILENT}):
        film = Small(skip_animations=True)
        film.render()
    assert isinstance(film.camera.background_color, ManimColor)
    assert film.camera.background_color.to_hex() == BACKGROUND


def test_a_scene_file_may_lie_in_a_folder_with_braces_in_its_name(tmp_path: Path) -> None:
    file = tmp_path / "{x}" / "mine.py"
    with tempconfig({"input_file": str(file), "media_dir": str(tmp_path), **SILENT}):
        place = Small().output_plan.primary_artifact
    assert place is not None and place.parent.parent == tmp_path / "videos" / "mine"
