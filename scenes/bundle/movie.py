"""A film for the web: encoded once more, as a whole, and so a fraction as large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
from av.video.frame import PictureType
from PIL import Image

from scenes.stage.container import FASTSTART, Cue, add_copies, add_cues, copied
from scenes.stage.encoder import tag
from scenes.stage.sound import Packet, in_order

# A film's pieces begin with a whole picture each, some hundred of them; here only chapters do, and every twenty
# seconds within them: each takes as much as some seconds of what is between.
SECONDS_BETWEEN_WHOLE_PICTURES = 20
# Measured on ForwardPass at 1080p60, which has 10 MB a minute from manim, with whole pictures every ten seconds: MB a
# minute, distance in dB (the least of seven pictures), CPU seconds for its 84.
#   medium, crf 22, animation: 2.3, 46.6, 76       veryfast, crf 18: 2.3, 44.6, 47
#   medium, crf 24, animation: 2.0, 44.8, 76       veryfast, crf 20: 2.1, 42.9, 46
# As it is now, ForwardPass has 1.8 MB a minute, dark or light; Architecture, half a minute long, 2.1 dark, 2.3 light.
ENCODER = {"preset": "medium", "crf": "24", "tune": "animation"}
POSTER_QUALITY = 90  # of WebP: thin coloured letters suffer first


def write_movie(source: Path, target: Path, chapters: Sequence[Cue], captions: Sequence[Cue]) -> None:
    """Encode the film at `source` to `target`, an MP4 for the web with chapters and captions inside.

    What is to be heard is in it as it was.
    """
    with (
        av.open(str(source)) as film,
        av.open(str(source)) as heard,
        av.open(str(target), "w", options=FASTSTART) as container,
    ):
        video = film.streams.video[0]
        assert video.average_rate is not None
        stream = container.add_stream("libx264", rate=video.average_rate, options=_options(video.average_rate))
        stream.width, stream.height, stream.pix_fmt = video.width, video.height, "yuv420p"
        tag(stream.codec_context)
        sounds = add_copies(container, heard.streams.audio)
        add_cues(container, chapters, captions)
        video.thread_type = "AUTO"
        pictures = _encode(film.decode(video), stream, [chapter.start for chapter in chapters])
        for packet in in_order(pictures, copied(heard, sounds) if sounds else ()):
            container.mux(packet)


def _encode(frames: Iterable[av.VideoFrame], stream: av.VideoStream, starts: Sequence[float]) -> Iterator[Packet]:
    """Yield the packets of frames, with a whole picture where a chapter starts."""
    ahead = list(starts)
    for frame in frames:
        frame.pict_type = PictureType.NONE
        if ahead and (frame.time or 0.0) >= ahead[0] - 1e-3:
            frame.pict_type = PictureType.I
            ahead.pop(0)
        yield from stream.encode(frame)
    yield from stream.encode()


def _options(rate: Fraction) -> dict[str, str]:
    return {**ENCODER, "g": str(round(SECONDS_BETWEEN_WHOLE_PICTURES * rate)), "forced-idr": "1"}


def write_poster(film: Path, target: Path) -> tuple[int, int]:
    """Write the last picture of `film`, where all that was worked out is seen, and return its width and height."""
    last: av.VideoFrame | None = None
    with av.open(str(film)) as container:
        container.seek(max(0, (container.duration or 0) - av.time_base))
        for frame in container.decode(video=0):
            last = frame
    assert last is not None
    picture = Image.fromarray(last.to_ndarray(format="rgb24"))
    picture.save(target, quality=POSTER_QUALITY, method=6)
    return picture.width, picture.height
