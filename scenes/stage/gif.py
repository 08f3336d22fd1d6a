"""A GIF fit for a blog: narrower and with fewer frames than the film, in colours chosen for it.

manim's own keeps every frame at full size and dithers it: a minute of film becomes more than 100 MB.
"""

from __future__ import annotations

import math
from pathlib import Path

import av
from av.filter import Graph

WIDTH = 700  # pixels: a blog's column
FRAMES_A_SECOND = 10
HALF_A_FRAME = 1 / 120  # seconds: times are rounded


def write_gif(film: Path, target: Path, start: float = 0.0, end: float = math.inf) -> None:
    """Write the film at `film`, from `start` to before `end` in seconds, as a GIF to `target`, WIDTH wide at most.

    It is written beside its place first: there is never half a GIF.
    """
    partial = target.with_suffix(".partial.gif")
    with av.open(str(film)) as source, av.open(str(partial), "w") as container:
        video = source.streams.video[0]
        width = min(WIDTH, video.width)
        height = round(width * video.height / video.width)
        graph, sink = _filters(video, width, height)
        stream = container.add_stream("gif", rate=FRAMES_A_SECOND)
        stream.width, stream.height, stream.pix_fmt = width, height, "pal8"
        source.seek(round(start * av.time_base))  # to a whole picture at it or before
        for frame in source.decode(video):
            if (frame.time or 0.0) >= end - HALF_A_FRAME:
                break
            if (frame.time or 0.0) >= start - HALF_A_FRAME:
                graph.push(frame)
        graph.push(None)
        count = 0
        while True:
            try:
                picture = sink.pull()
            except (av.error.EOFError, av.error.BlockingIOError):
                break
            assert isinstance(picture, av.VideoFrame)
            picture.pts, picture.time_base = count, stream.codec_context.time_base or picture.time_base
            count += 1
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    partial.replace(target)


def _filters(video: av.VideoStream, width: int, height: int) -> tuple[Graph, av.filter.context.FilterContext]:
    """Return libav's filters that make fewer, smaller frames in one palette of their own, and where they come out."""
    graph = Graph()
    source, sink = graph.add_buffer(template=video), graph.add("buffersink")
    rate, scale = graph.add("fps", str(FRAMES_A_SECOND)), graph.add("scale", f"{width}:{height}:flags=lanczos")
    split, palette = graph.add("split"), graph.add("palettegen", "stats_mode=diff")
    use = graph.add("paletteuse", "dither=none:diff_mode=rectangle")
    source.link_to(rate)
    rate.link_to(scale)
    scale.link_to(split)
    split.link_to(palette, 0, 0)
    split.link_to(use, 1, 0)
    palette.link_to(use, 0, 1)
    use.link_to(sink)
    graph.configure()
    return graph, sink
