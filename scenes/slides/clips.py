"""A film cut at its stops, to the frame: a clip from each stop to the next, and the same backwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
from av.video.frame import PictureType

from mathnet.errors import InputError
from scenes.stage.container import FASTSTART
from scenes.stage.encoder import tag

# Frames between whole pictures: so many are held at once while a clip is turned round, 190 MB at 1080p.
GROUP = 60
ENCODER = {"preset": "veryfast", "crf": "18", "g": str(GROUP)}

Write = Callable[[av.VideoFrame], None]


def write_clips(film: Path, ends: Sequence[float], clips: Sequence[Path]) -> tuple[int, int]:
    """Cut `film` at the times `ends`, in seconds, into as many `clips`; return the pixels across and down.

    The first begins with the film, and the last holds all that is left of it. Each is written backwards too, beside
    itself (`backwards`). Raises InputError if one would be without a frame.
    """
    with av.open(str(film)) as source:
        video = source.streams.video[0]
        video.thread_type = "AUTO"
        bounds = _bounds(video, ends)
        frames = source.decode(video)
        for clip, first, last in zip(clips, [0, *bounds], bounds, strict=False):
            with _encoding(clip, video) as write:
                for _ in range(last - first):
                    write(next(frames))
        size = video.width, video.height
    for clip in clips:
        _turn_round(clip, backwards(clip))
    return size


def backwards(clip: Path) -> Path:
    """Return where the clip is that shows the same backwards."""
    return clip.with_name(f"{clip.stem}-backwards{clip.suffix}")


def _bounds(video: av.VideoStream, ends: Sequence[float]) -> list[int]:
    """Return before which frame each clip ends."""
    bounds = [round(end * _rate(video)) for end in ends[:-1]] + [video.frames]
    if any(last <= first for first, last in zip([0, *bounds], bounds, strict=False)):
        raise InputError("between two stops of the film there is no frame: give it more a second, as with --fps 30")
    return bounds


def _rate(video: av.VideoStream) -> Fraction:
    assert video.average_rate is not None
    return video.average_rate


@contextmanager
def _encoding(clip: Path, like: av.VideoStream) -> Iterator[Write]:
    """Give what writes a frame after the other into a clip, of the size and rate of another video."""
    with av.open(str(clip), "w", options=FASTSTART) as container:
        stream = container.add_stream("libx264", rate=_rate(like), options=ENCODER)
        stream.width, stream.height, stream.pix_fmt = like.width, like.height, "yuv420p"
        tag(stream.codec_context)
        count = 0

        def write(frame: av.VideoFrame) -> None:
            nonlocal count
            frame.pts, frame.time_base, frame.pict_type = count, 1 / _rate(like), PictureType.NONE
            count += 1
            container.mux(stream.encode(frame))

        yield write
        container.mux(stream.encode())


def _turn_round(clip: Path, target: Path) -> None:
    """Write a clip backwards, group by group: a whole picture and the frames that need it, from the last group on."""
    with av.open(str(clip)) as source:
        video = source.streams.video[0]
        starts = [packet.pts for packet in source.demux(video) if packet.is_keyframe and packet.pts is not None]
        with _encoding(target, video) as write:
            end = None
            for start in reversed(starts):
                source.seek(start, stream=video)
                for frame in reversed(list(_group(source.decode(video), start, end))):
                    write(frame)
                end = start


def _group(frames: Iterator[av.VideoFrame], start: int, end: int | None) -> Iterator[av.VideoFrame]:
    for frame in frames:
        assert frame.pts is not None
        if end is not None and frame.pts >= end:
            return
        if frame.pts >= start:
            yield frame
