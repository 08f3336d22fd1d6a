"""A film's pieces are encoded in BT.709, and say so.

manim leaves the conversion to swscale, which makes BT.601 of it, and tags nothing: a browser takes a film of this size
for BT.709 and shows other colours.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from threading import Lock

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from manim._config.video_encoder import VideoEncoderSpec
from manim.scene.video_segment_encoder import VideoSegmentEncoder
from manim.typing import RGBAPixelArray


def tag(encoder: av.VideoCodecContext) -> None:
    """Let what an encoder makes of video say that it is BT.709 of limited range, as PieceEncoder makes it."""
    encoder.color_primaries = ColorPrimaries.BT709
    encoder.color_trc = ColorTrc.BT709
    encoder.colorspace = Colorspace.ITU709
    encoder.color_range = ColorRange.MPEG


class PieceEncoder(VideoSegmentEncoder):
    """manim's encoder of a piece, but for the colours, and for what it costs.

    A frame is converted where it lies, by what was set up once for all of a piece; one that is repeated, only once.
    Measured CPU a frame at 1080p, before x264, which takes 7 ms: 12 ms as manim does it, 3 ms so.

    Pieces are encoded one after the other, each in its `turn`: x264 holds 160 MB while it is at one. What is drawn
    meanwhile waits in the piece's queue.
    """

    def __init__(self, *, target: Path, spec: VideoEncoderSpec, turn: Lock) -> None:
        super().__init__(target=target, spec=spec)
        self.turn, self.has_turn = turn, False
        self.converts = spec.pixel_format.startswith("yuv")
        self.reformatter = VideoReformatter()
        if self.converts:
            assert isinstance(self._stream, av.VideoStream)
            tag(self._stream.codec_context)

    def to_bt709(self, pixels: RGBAPixelArray) -> av.VideoFrame:
        """Return pixels as a frame in BT.709 of limited range."""
        return self.reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(pixels.view(np.uint8), format="rgba"),
            format=self.spec.pixel_format,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            dst_color_trc=ColorTrc.BT709,
            dst_color_primaries=ColorPrimaries.BT709,
            threads=1,  # beside it, another frame is drawn
        )

    def _take_turn(self) -> None:
        if not self.has_turn:
            self.turn.acquire()
            self.has_turn = True

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
        """Give x264's memory back, which it holds as long as its stream is there, and let the next piece be encoded."""
        for name in ("_container", "_stream"):
            vars(self).pop(name, None)
        if self.has_turn:
            self.has_turn = False
            self.turn.release()

    def write_frame(self, pixels: RGBAPixelArray, *, repeat: int = 1) -> None:
        self._take_turn()
        if not self.converts:
            super().write_frame(pixels, repeat=repeat)
            return
        self._validate_frame(pixels, repeat)
        assert isinstance(self._stream, av.VideoStream)
        rate = self.spec.frame_rate
        try:
            frame = self.to_bt709(pixels)
            frame.time_base = Fraction(rate.denominator, rate.numerator)
            for _ in range(repeat):
                frame.pts = self._next_pts
                self._next_pts += 1
                self._container.mux(self._stream.encode(frame))
        except BaseException as error:
            raise self._operation_error("encode", error) from error
