"""A film for the web: encoded once more, as a whole, and so a fraction as large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
from av.video.frame import PictureType
from PIL import Image

from scenes.stage.container import FASTSTART, Cue, add_cues
from scenes.stage.encoder import tag

# A film's pieces begin with a whole picture each, some hundred of them; here only chapters do, and every ten seconds
# within them. Measured on ForwardPass at 1080p60, 17 dB of which is text: see the README.
SECONDS_BETWEEN_WHOLE_PICTURES = 10
ENCODER = {"preset": "medium", "crf": "20", "tune": "animation"}


def write_movie(source: Path, target: Path, chapters: Sequence[Cue], captions: Sequence[Cue]) -> None:
    """Encode the film at `source` to `target`, an MP4 for the web with chapters and captions inside."""
    with av.open(str(source)) as film, av.open(str(target), "w", options=FASTSTART) as container:
        video = film.streams.video[0]
        assert video.average_rate is not None
        stream = container.add_stream("libx264", rate=video.average_rate, options=_options(video.average_rate))
        stream.width, stream.height, stream.pix_fmt = video.width, video.height, "yuv420p"
        tag(stream.codec_context)
        add_cues(container, chapters, captions)
        starts = [chapter.start for chapter in chapters]
        video.thread_type = "AUTO"
        for frame in film.decode(video):
            frame.pict_type = PictureType.NONE
            if starts and (frame.time or 0.0) >= starts[0] - 1e-3:
                frame.pict_type = PictureType.I
                starts.pop(0)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def _options(rate: Fraction) -> dict[str, str]:
    return {**ENCODER, "g": str(round(SECONDS_BETWEEN_WHOLE_PICTURES * rate)), "forced-idr": "1"}


def write_poster(film: Path, target: Path, at: float) -> tuple[int, int]:
    """Write the last picture of `film` before a time in seconds to `target`; return its width and height."""
    last: av.VideoFrame | None = None
    for frame in frames_from(film, at - 1.0):
        if last is not None and (frame.time or 0.0) > at - 1e-3:
            break
        last = frame
    assert last is not None
    picture = Image.fromarray(last.to_ndarray(format="rgb24"))
    picture.save(target)
    return picture.width, picture.height


def frames_from(film: Path, start: float) -> Iterator[av.VideoFrame]:
    """Yield the pictures of `film` from a whole one at or before `start`, in seconds, on."""
    with av.open(str(film)) as container:
        container.seek(max(0, round(start * av.time_base)))
        yield from container.decode(video=0)
