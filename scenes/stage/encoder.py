"""A film's pieces are encoded in BT.709, and say so.

manim leaves the conversion to swscale, which makes BT.601 of it, and tags nothing: a browser takes a film of this size
for BT.709 and shows other colours.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from manim._config.video_encoder import VideoEncoderSpec
from manim.scene.video_segment_encoder import VideoSegmentEncoder
from manim.typing import RGBAPixelArray


def tag(encoder: av.VideoCodecContext) -> None:
    """Let what an encoder makes of video say that it is BT.709 of limited range, as `to_bt709` makes it."""
    encoder.color_primaries = ColorPrimaries.BT709
    encoder.color_trc = ColorTrc.BT709
    encoder.colorspace = Colorspace.ITU709
    encoder.color_range = ColorRange.MPEG


def to_bt709(frame: av.VideoFrame, pixel_format: str) -> av.VideoFrame:
    """Return a frame of red, green and blue as BT.709 of limited range."""
    return frame.reformat(
        format=pixel_format,
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
        dst_color_trc=ColorTrc.BT709,
        dst_color_primaries=ColorPrimaries.BT709,
    )


class PieceEncoder(VideoSegmentEncoder):
    """manim's encoder of a piece, but for the colours. A frame that is repeated is converted once."""

    def __init__(self, *, target: Path, spec: VideoEncoderSpec) -> None:
        super().__init__(target=target, spec=spec)
        self.converts = spec.pixel_format.startswith("yuv")
        if self.converts:
            assert isinstance(self._stream, av.VideoStream)
            tag(self._stream.codec_context)

    def write_frame(self, pixels: RGBAPixelArray, *, repeat: int = 1) -> None:
        if not self.converts:
            super().write_frame(pixels, repeat=repeat)
            return
        assert isinstance(self._stream, av.VideoStream)
        self._validate_frame(pixels, repeat)
        rate = self.spec.frame_rate
        try:
            frame = to_bt709(av.VideoFrame.from_ndarray(pixels.view(np.uint8), format="rgba"), self.spec.pixel_format)
            frame.time_base = Fraction(rate.denominator, rate.numerator)
            for _ in range(repeat):
                frame.pts = self._next_pts
                self._next_pts += 1
                self._container.mux(self._stream.encode(frame))
        except BaseException as error:
            raise self._operation_error("encode", error) from error
