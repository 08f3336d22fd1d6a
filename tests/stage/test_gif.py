"""A GIF is narrower and has fewer frames than its film, and lasts as long."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from scenes.stage.gif import FRAMES_A_SECOND, WIDTH, write_gif


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (320, 180)])
def test_a_gif_lasts_as_long_as_its_film_and_fits_a_column(tmp_path: Path, width: int, height: int) -> None:
    film, gif = tmp_path / "film.mp4", tmp_path / "film.gif"
    with av.open(str(film), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for shade in range(60):
            picture = np.full((height, width, 3), 4 * shade, dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    write_gif(film, gif)
    with Image.open(gif) as made:
        assert made.width == min(WIDTH, width)
        assert made.n_frames == pytest.approx(2 * FRAMES_A_SECOND, abs=1)
        assert made.info["duration"] == pytest.approx(1000 / FRAMES_A_SECOND, abs=10)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["film.gif", "film.mp4"]


def test_a_gif_of_a_part_has_nothing_of_what_comes_before_or_after(tmp_path: Path) -> None:
    film, gif = tmp_path / "film.mp4", tmp_path / "film.gif"
    shades = [20] * 20 + [120] * 20 + [220] * 20
    with av.open(str(film), "w") as container:
        stream = container.add_stream("libx264", rate=60, options={"g": "7"})
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for shade in shades:
            picture = np.full((36, 64, 3), shade, dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    for start, end in ((0.333, 0.667), (0.334, 0.666)):
        write_gif(film, gif, start, end)
        with Image.open(gif) as made:
            for index in range(made.n_frames):
                made.seek(index)
                assert made.convert("L").getpixel((32, 18)) == pytest.approx(120, abs=4)
