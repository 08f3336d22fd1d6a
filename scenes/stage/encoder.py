"""A film's pieces are encoded in BT.709, and say so.

manim leaves the conversion to swscale, which makes BT.601 of it, and tags nothing: a browser takes a film of this size
for BT.709 and shows other colours.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.plane import VideoPlane
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation, VideoReformatter
from manim._config.video_encoder import VideoEncoderSpec
from manim.scene.video_segment_encoder import VideoSegmentEncoder
from manim.typing import RGBAPixelArray
from numpy.typing import NDArray

from scenes.stage.areas import Area


def tag(encoder: av.VideoCodecContext) -> None:
    """Let what an encoder makes of video say that it is BT.709 of limited range, as PieceEncoder makes it."""
    encoder.color_primaries = ColorPrimaries.BT709
    encoder.color_trc = ColorTrc.BT709
    encoder.colorspace = Colorspace.ITU709
    encoder.color_range = ColorRange.MPEG


STRIP = 60  # rows, which divide 480, 720, 1080, 1440, 1920 and 2160
STEP = 64  # columns: so parts have few widths, each of which takes some time and memory to learn

# parts of a picture that changed, as they are encoded, by their first row and column
Parts = dict[tuple[int, int], av.VideoFrame]


def converts(spec: VideoEncoderSpec) -> bool:
    """Whether pixels become another kind of numbers before they are encoded."""
    return spec.pixel_format.startswith("yuv")


class Converter:
    """Makes of pixels what is encoded, in BT.709 of limited range: of a picture as little as it changed in.

    Measured CPU a frame at 1080p, beside x264, which takes 4 ms: 12 ms as manim does it, 0.6 ms so.
    """

    def __init__(self, spec: VideoEncoderSpec) -> None:
        self.format, self.width = spec.pixel_format, spec.width
        self.whole = Area(0, 0, spec.width, spec.height)
        self.reformatters: dict[tuple[int, int], VideoReformatter] = {}

    def convert(self, pixels: RGBAPixelArray, areas: Iterable[Area]) -> Parts:
        """Return what areas meet of each strip of a picture, with what is between them."""
        spans: dict[int, tuple[int, int]] = {}
        for area in areas:
            left, right = area.left // STEP * STEP, min(self.width, -(-area.right // STEP) * STEP)
            for top in range(area.top // STRIP * STRIP, area.bottom, STRIP):
                known = spans.get(top, (left, right))
                spans[top] = min(left, known[0]), max(right, known[1])
        return {(top, left): self._part(pixels[top : top + STRIP, left:right]) for top, (left, right) in spans.items()}

    def _part(self, pixels: RGBAPixelArray) -> av.VideoFrame:
        height, width = pixels.shape[:2]
        return self.reformatters.setdefault((height, width), VideoReformatter()).reformat(
            av.VideoFrame.from_numpy_buffer(pixels.view(np.uint8), format="rgba"),
            format=self.format,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            dst_color_trc=ColorTrc.BT709,
            dst_color_primaries=ColorPrimaries.BT709,
            interpolation=Interpolation.AREA,  # of two rows and two columns: parts don't depend on what is beside them
            threads=1,  # beside it, another frame is encoded
        )


def _rows(plane: VideoPlane) -> NDArray[np.uint8]:
    """Return the pixels of a plane, where they lie."""
    pixels: NDArray[np.uint8] = np.asarray(memoryview(plane)).view(np.uint8)
    return pixels.reshape(-1, plane.line_size)[:, : plane.width]


class PieceEncoder(VideoSegmentEncoder):
    """manim's encoder of a piece, but for the colours, and for what it costs: what didn't change isn't new."""

    def __init__(self, *, target: Path, spec: VideoEncoderSpec) -> None:
        super().__init__(target=target, spec=spec)
        self.converter = Converter(spec) if converts(spec) else None
        if self.converter:
            assert isinstance(self._stream, av.VideoStream)
            tag(self._stream.codec_context)
            self.frame = av.VideoFrame(spec.width, spec.height, spec.pixel_format)
            self.frame.colorspace, self.frame.color_range = Colorspace.ITU709, ColorRange.MPEG
            self.frame.time_base = Fraction(spec.frame_rate.denominator, spec.frame_rate.numerator)

    def finish(self) -> None:
        try:
            super().finish()
        finally:
            self._let_go()

    def abort(self) -> None:
        try:
            super().abort()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        """Give x264's memory back, which it holds as long as its stream is there."""
        for name in ("_container", "_stream"):
            vars(self).pop(name, None)

    def write_frame(self, picture: RGBAPixelArray | Parts, *, repeat: int = 1) -> None:
        """Encode a whole picture, or the last one with some parts of it changed."""
        if self.converter is None:
            assert isinstance(picture, np.ndarray)
            super().write_frame(picture, repeat=repeat)
            return
        assert isinstance(self._stream, av.VideoStream)
        try:
            if isinstance(picture, np.ndarray):
                self._validate_frame(picture, repeat)
                picture = self.converter.convert(picture, [self.converter.whole])
            for (top, left), part in picture.items():
                self._put(part, top, left)
            for _ in range(repeat):
                self.frame.pts = self._next_pts
                self._next_pts += 1
                self._container.mux(self._stream.encode(self.frame))
        except BaseException as error:
            raise self._operation_error("encode", error) from error

    def _put(self, part: av.VideoFrame, top: int, left: int) -> None:
        """Let the frame show a part of a picture, from a row and a column on."""
        for whole, piece in zip(self.frame.planes, part.planes, strict=True):
            first, begin = top * whole.height // self.spec.height, left * whole.width // self.spec.width
            _rows(whole)[first : first + piece.height, begin : begin + piece.width] = _rows(piece)
