"""A piece of a film holds the frames that it was given, in BT.709, each as often as it was to be shown."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from manim._config.video_encoder import VideoEncoderSpec
from numpy.typing import NDArray

from scenes.stage.areas import Area
from scenes.stage.encoder import PieceEncoder

REPEATS = (1, 3, 1, 2)


def frames(width: int, height: int) -> list[NDArray[np.uint8]]:
    """Return frames of large flat parts, as films have, of which only some change."""
    random = np.random.default_rng(1)
    cells = [random.integers(0, 256, (5, 7, 4), np.uint8) for _ in REPEATS]
    whole = [np.kron(cell, np.ones((height // 5 + 1, width // 7 + 1, 1), np.uint8)) for cell in cells]
    cut = [np.ascontiguousarray(one[:height, :width]) for one in whole]
    for one in cut:
        one[: height // 2], one[..., 3] = cut[0][: height // 2], 255
    return cut


def spec(width: int, height: int) -> VideoEncoderSpec:
    lossless = {"preset": "ultrafast", "qp": "0"}
    return VideoEncoderSpec("mp4", "libx264", "yuv420p", width, height, Fraction(60), tuple(lossless.items()))


def converted(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return pixels as each frame by itself is converted, with nothing kept from others."""
    frame = av.VideoFrame.from_ndarray(pixels, format="rgba")
    to = {"dst_colorspace": Colorspace.ITU709, "dst_color_range": ColorRange.MPEG}
    to["interpolation"] = Interpolation.AREA
    return frame.reformat(format="yuv420p", **to).to_ndarray()


@pytest.mark.parametrize(("width", "height"), [(128, 72), (854, 480), (70, 50)])
def test_frames_are_encoded_as_if_each_were_converted_by_itself(tmp_path: Path, width: int, height: int) -> None:
    given = frames(width, height)
    encoder = PieceEncoder(target=tmp_path / "piece.mp4", spec=spec(width, height))
    for pixels, repeat in zip(given, REPEATS, strict=True):
        encoder.write_frame(pixels, repeat=repeat)
    encoder.finish()
    with av.open(str(tmp_path / "piece.mp4")) as piece:
        decoded = list(piece.decode(video=0))
    expected = [converted(pixels) for pixels, repeat in zip(given, REPEATS, strict=True) for _ in range(repeat)]
    assert [round(frame.time * 60) for frame in decoded if frame.time is not None] == list(range(sum(REPEATS)))
    for frame, picture in zip(decoded, expected, strict=True):
        assert np.array_equal(frame.to_ndarray(), picture)


@pytest.mark.parametrize(("width", "height"), [(128, 72), (854, 480), (70, 50)])
def test_of_a_frame_only_what_its_areas_meet_is_converted_and_the_rest_stays(
    tmp_path: Path, width: int, height: int
) -> None:
    random = np.random.default_rng(2)
    pictures = [random.integers(0, 256, (height, width, 4), np.uint8)]
    encoder = PieceEncoder(target=tmp_path / "piece.mp4", spec=spec(width, height))
    assert encoder.converter is not None
    encoder.write_frame(pictures[0])
    for count in (1, 2, 5):
        lefts, tops = random.integers(0, width - 1, count), random.integers(0, height - 1, count)
        areas = [
            Area(x, y, random.integers(x + 1, width), random.integers(y + 1, height))
            for x, y in zip(lefts, tops, strict=True)
        ]
        pictures.append(pictures[-1].copy())
        for left, top, right, bottom in areas:
            pictures[-1][top:bottom, left:right] = random.integers(0, 256, (bottom - top, right - left, 4), np.uint8)
        encoder.write_frame(encoder.converter.convert(pictures[-1], areas))
    assert encoder.converter.convert(pictures[-1], []) == {}
    encoder.finish()
    with av.open(str(tmp_path / "piece.mp4")) as piece:
        for frame, picture in zip(piece.decode(video=0), pictures, strict=True):
            # its rounding goes by the number of the row
            assert np.abs(frame.to_ndarray().astype(int) - converted(picture)).max() <= 1


def test_a_piece_that_is_given_up_leaves_no_file(tmp_path: Path) -> None:
    encoder = PieceEncoder(target=tmp_path / "piece.mp4", spec=spec(64, 36))
    encoder.write_frame(frames(64, 36)[0])
    encoder.abort()
    assert not (tmp_path / "piece.mp4").exists()
    encoder.abort()
