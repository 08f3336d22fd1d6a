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


STRIP = 120  # rows, which divide 480, 720, 1080, 1440, 1920 and 2160

# parts of a picture that changed, as they are encoded, by their first row: STRIP of them, or what is left below
Strips = dict[int, av.VideoFrame]


def converts(spec: VideoEncoderSpec) -> bool:
    """Whether pixels become another kind of numbers before they are encoded."""
    return spec.pixel_format.startswith("yuv")


class Converter:
    """Makes of pixels what is encoded, in BT.709 of limited range: strip by strip, as few as a picture changed in.

    Measured CPU a frame at 1080p, beside x264, which takes 5 ms: 12 ms as manim does it, 2 ms so.
    """

    def __init__(self, spec: VideoEncoderSpec) -> None:
        self.format = spec.pixel_format
        self.whole = Area(0, 0, spec.width, spec.height)
        self.reformatters: dict[int, VideoReformatter] = {}

    def convert(self, pixels: RGBAPixelArray, areas: Iterable[Area]) -> Strips:
        """Return the strips of a picture that areas meet."""
        met = {row // STRIP for area in areas for row in range(area.top, area.bottom)}
        return {STRIP * i: self._strip(pixels[STRIP * i : STRIP * (i + 1)]) for i in sorted(met)}

    def _strip(self, pixels: RGBAPixelArray) -> av.VideoFrame:
        return self.reformatters.setdefault(len(pixels), VideoReformatter()).reformat(
            av.VideoFrame.from_numpy_buffer(pixels.view(np.uint8), format="rgba"),
            format=self.format,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            dst_color_trc=ColorTrc.BT709,
            dst_color_primaries=ColorPrimaries.BT709,
            interpolation=Interpolation.AREA,  # of two rows and two columns: strips don't depend on what is beside them
            threads=1,  # beside it, another frame is encoded
        )


def _rows(plane: VideoPlane) -> NDArray[np.uint8]:
    """Return the pixels of a plane, where they lie."""
    pixels: NDArray[np.uint8] = np.asarray(memoryview(plane)).view(np.uint8)
    return pixels.reshape(-1, plane.line_size)[:, : plane.width]


class PieceEncoder(VideoSegmentEncoder):
    """manim's encoder of a piece, but for the colours, and for what it costs: a strip that didn't change isn't new."""

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

    def write_frame(self, picture: RGBAPixelArray | Strips, *, repeat: int = 1) -> None:
        """Encode a whole picture, or the last one with some strips of it changed."""
        if self.converter is None:
            assert isinstance(picture, np.ndarray)
            super().write_frame(picture, repeat=repeat)
            return
        assert isinstance(self._stream, av.VideoStream)
        try:
            if isinstance(picture, np.ndarray):
                self._validate_frame(picture, repeat)
                picture = self.converter.convert(picture, [self.converter.whole])
            for first, strip in picture.items():
                self._put(first, strip)
            for _ in range(repeat):
                self.frame.pts = self._next_pts
                self._next_pts += 1
                self._container.mux(self._stream.encode(self.frame))
        except BaseException as error:
            raise self._operation_error("encode", error) from error

    def _put(self, first: int, strip: av.VideoFrame) -> None:
        """Let the frame show a strip from its row `first` on."""
        for whole, part in zip(self.frame.planes, strip.planes, strict=True):
            top = first * whole.height // self.spec.height
            _rows(whole)[top : top + part.height] = _rows(part)
